import {LiveError} from '../protocol/errors.js';
import {toJson} from '../protocol/json.js';

/** Calls `callback` after any script of the page has sent a request that changes the cart. */
export function watchRequests(changes: RegExp, callback: () => void, signal: AbortSignal): void {
  if (typeof PerformanceObserver !== 'function') return;
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({name}) => changes.test(name))) callback();
  });
  observer.observe({type: 'resource'});
  signal.addEventListener('abort', () => observer.disconnect(), {once: true});
}

/** Sends a request to the page's own origin, with its cookies. Rejects with a `LiveError` if there is no response. */
export async function requestCart(url: string, headers: Readonly<Record<string, string>>, body?: object) {
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: {Accept: 'application/json', ...(body && {'Content-Type': 'application/json'}), ...headers},
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body && {body: toJson(body)}),
    });
    const payload: unknown = await response.json().catch(() => undefined); // An error response may be HTML.
    return {response, payload};
  } catch (cause) {
    throw new LiveError('BACKEND_UNAVAILABLE', `no response from ${url}`, {cause, retryable: true});
  }
}

export function cartError(url: string, status: number, isOutOfStock: boolean): LiveError {
  const code = status === 429 ? 'TOO_FAST' : isOutOfStock ? 'REFUSED' : 'BACKEND_UNAVAILABLE';
  return new LiveError(code, `${url} responded ${status}`, {retryable: code !== 'REFUSED'});
}

/** Converts an amount with `digits` decimals to the currency's ISO 4217 minor unit. */
export function toMinorUnit(amount: unknown, digits: number, isoDigits: number): number {
  return Math.round(Number(amount) * 10 ** (isoDigits - digits));
}
