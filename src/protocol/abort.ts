/** Throws when what was asked is no longer wanted. `AbortSignal.throwIfAborted` is younger than the browsers we serve. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('no longer wanted', 'AbortError');
}

/** Resolves after so many milliseconds; rejects at once when it is no longer wanted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(new DOMException('no longer wanted', 'AbortError'));
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/** The answer to what is asked; rejects when it takes longer, or is no longer wanted. */
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
