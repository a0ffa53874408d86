/** Addresses of pictures that failed to load. Elements draw a substitute for them. */
const brokenUrls = new Set<string>();
/** Maximum number of kept addresses. After it the set is cleared, and all may load again. */
const BROKEN_URLS_MAX = 500;

/** False if the address is empty or failed to load on this page. */
export function isDrawable(url: string | undefined): url is string {
  return !!url && !brokenUrls.has(url);
}

/**
 * Handles `error` of a picture that an element of this library renders. The element renders again without the picture.
 */
export function handlePictureError({currentTarget}: Event): void {
  const image = currentTarget as HTMLImageElement;
  if (brokenUrls.size >= BROKEN_URLS_MAX) brokenUrls.clear();
  brokenUrls.add(image.getAttribute('src')!);
  const {host} = image.getRootNode() as Partial<ShadowRoot>;
  (host as {requestUpdate?(): void} | undefined)?.requestUpdate?.();
}
