/** Clocks this close are one: messages tell whole seconds, and travel. */
const SAME_MS = 5_000;

/**
 * How far this device's clock is ahead of the service's, ms.
 *
 * @param time What the service's clock said just now, Unix seconds.
 */
export function clockAhead(time: number, now = Date.now()): number {
  const ahead = now - time * 1_000;
  return Math.abs(ahead) < SAME_MS ? 0 : ahead;
}
