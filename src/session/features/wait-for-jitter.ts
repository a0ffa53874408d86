import {delay} from '../../protocol/abort.js';

const JITTER_MAX_MS = 1_000;

/**
 * Waits for a random time, so that the pages of a full room do not send a request at the same moment.
 *
 * @param withinS The longest wait; a second at least.
 */
export function waitForJitter(signal: AbortSignal, withinS = 1): Promise<void> {
  return delay(Math.random() * Math.max(JITTER_MAX_MS, withinS * 1_000), signal);
}
