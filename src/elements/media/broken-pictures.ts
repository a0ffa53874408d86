/** Addresses that failed to load as a picture; elements draw a substitute for them. */
const broken = new Set<string>();
/** Maximum number of kept addresses; then the set is cleared and all may load again. */
const BROKEN_MAX = 500;

/** False if the address is empty, or failed to load on this page. */
export function isDrawable(address: string | undefined): address is string {
  return !!address && !broken.has(address);
}

/** Handler for `error` of a picture that one of our elements renders: the element renders again without it. */
export function pictureBroke({currentTarget}: Event): void {
  const image = currentTarget as HTMLImageElement;
  if (broken.size >= BROKEN_MAX) broken.clear();
  broken.add(image.getAttribute('src')!);
  const {host} = image.getRootNode() as Partial<ShadowRoot>;
  (host as {requestUpdate?(): void} | undefined)?.requestUpdate?.();
}
