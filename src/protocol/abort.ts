/** Throws when what was asked is no longer wanted. `AbortSignal.throwIfAborted` is younger than the browsers we serve. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('no longer wanted', 'AbortError');
}
