/** Images of the demo are stored as paths (`/media/…`), so that they stay right on another port. Addresses are returned unchanged. */
export function absoluteMedia(stored: string, publicApiUrl: string): string {
  return stored.startsWith('/') ? new URL(publicApiUrl).origin + stored : stored;
}
