/** Longest wait for an idle moment, ms. */
const IDLE_TIMEOUT_MS = 10_000;
/** The wait in browsers without `requestIdleCallback`, ms. */
const DELAY_MS = 2_000;

interface NetworkInformation {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** False if the visitor saves data or the network is slow. */
export function mayPrefetch(): boolean {
  const {connection} = navigator as {readonly connection?: NetworkInformation};
  return !connection?.saveData && !/2g/.test(connection?.effectiveType ?? '');
}

/** Loads modules without running them. A strict Content Security Policy that allows the launcher allows them. */
export function prefetchScripts(addresses: readonly string[]): void {
  for (const href of addresses) {
    if (prefetched.has(href)) continue;
    prefetched.add(href);
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = href;
    link.setAttribute('fetchpriority', 'low');
    document.head.append(link);
  }
}

const prefetched = new Set<string>();

/** Calls back when the page is loaded and idle. */
export function whenIdle(callback: () => void, signal: AbortSignal): void {
  const run = () => !signal.aborted && callback();
  const wait = () => {
    if (signal.aborted) return;
    const {requestIdleCallback: request} = globalThis as Partial<typeof globalThis>; // Safari does not have it.
    if (request) request(run, {timeout: IDLE_TIMEOUT_MS});
    else setTimeout(run, DELAY_MS);
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, {once: true, signal});
}
