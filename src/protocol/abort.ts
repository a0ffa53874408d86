/** Throws an `AbortError` if the signal is aborted. `AbortSignal.throwIfAborted` is newer than our oldest browsers. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('the operation was cancelled', 'AbortError');
}

/** Resolves after `ms` milliseconds. Rejects with an `AbortError` as soon as the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
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
 * Settles as `answer` does. Rejects with the error of `late` after `ms` milliseconds, and with an `AbortError` on
 * abort.
 */
export async function within<T>(ms: number, signal: AbortSignal, answer: Promise<T>, late: () => Error): Promise<T> {
  const race = new AbortController();
  const end = () => race.abort();
  signal.addEventListener('abort', end, {once: true});
  const lateness = pause(ms, race.signal).then(() => {
    throw late();
  });
  try {
    throwIfAborted(signal);
    return await Promise.race([answer, lateness]);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
