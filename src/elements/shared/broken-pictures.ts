/** Addresses that answered with no picture, so that their place is drawn without one. */
const broken = new Set<string>();
/** So many are remembered; then all are tried anew. */
const BROKEN_MAX = 500;

/** False of an address that is empty, or answered with no picture on this page. */
export function isDrawable(address: string | undefined): address is string {
  return !!address && !broken.has(address);
}

/** For `error` of a picture that an element of ours renders: the element then renders itself without it. */
export function pictureBroke({currentTarget}: Event): void {
  const image = currentTarget as HTMLImageElement;
  if (broken.size >= BROKEN_MAX) broken.clear();
  broken.add(image.getAttribute('src')!);
  const {host} = image.getRootNode() as Partial<ShadowRoot>;
  (host as {requestUpdate?(): void} | undefined)?.requestUpdate?.();
}
