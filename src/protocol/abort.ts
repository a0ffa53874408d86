/** The longest delay that `setTimeout` supports. A longer one ends at once. */
export const TIMER_MAX_MS = 2 ** 31 - 1;

/** Throws an `AbortError` if the signal is aborted. `AbortSignal.throwIfAborted` is newer than our oldest browsers. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('the operation was cancelled', 'AbortError');
}

/** Resolves after `ms` milliseconds. Rejects with an `AbortError` as soon as the signal is aborted. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(new DOMException('the operation was cancelled', 'AbortError'));
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/**
 * Settles as `promise` does. Rejects with the error of `timeoutError` after `ms` milliseconds, and with an `AbortError` on
 * abort.
 */
export async function withTimeout<T>(
  ms: number,
  signal: AbortSignal,
  promise: Promise<T>,
  timeoutError: () => Error,
): Promise<T> {
  const race = new AbortController();
  const end = () => race.abort();
  signal.addEventListener('abort', end, {once: true});
  const timeout = delay(ms, race.signal).then(() => {
    throw timeoutError();
  });
  try {
    throwIfAborted(signal);
    return await Promise.race([promise, timeout]);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
