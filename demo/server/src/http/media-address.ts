/** Completes a path to a URL: images of the demo are stored as paths (`/media/…`), which stay valid on another port. URLs are returned unchanged. */
export function absoluteMediaUrl(stored: string, publicApiUrl: string): string {
  return stored.startsWith('/') ? new URL(publicApiUrl).origin + stored : stored;
}
