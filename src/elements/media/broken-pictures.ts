/** Addresses that failed to load as a picture; elements draw a substitute for them. */
const brokenUrls = new Set<string>();
/** Maximum number of kept addresses; then the set is cleared and all may load again. */
const BROKEN_URLS_MAX = 500;

/** False if the address is empty, or failed to load on this page. */
export function isDrawable(url: string | undefined): url is string {
  return !!url && !brokenUrls.has(url);
}

/** Handler for `error` of a picture that one of our elements renders: the element renders again without it. */
export function handlePictureError({currentTarget}: Event): void {
  const image = currentTarget as HTMLImageElement;
  if (brokenUrls.size >= BROKEN_URLS_MAX) brokenUrls.clear();
  brokenUrls.add(image.getAttribute('src')!);
  const {host} = image.getRootNode() as Partial<ShadowRoot>;
  (host as {requestUpdate?(): void} | undefined)?.requestUpdate?.();
}
