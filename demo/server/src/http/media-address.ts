/** Pictures of the demo are kept as paths (`/media/…`), so that they survive a move to another port; whatever is none stays. */
export function absoluteMedia(kept: string, publicApiUrl: string): string {
  return kept.startsWith('/') ? new URL(publicApiUrl).origin + kept : kept;
}
