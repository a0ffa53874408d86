import {delay} from '../../protocol/abort.js';

const JITTER_MAX_MS = 1_000;

/** Waits for a random time, so that the pages of a full room do not send a request at the same moment. */
export function requestJitter(signal: AbortSignal): Promise<void> {
  return delay(Math.random() * JITTER_MAX_MS, signal);
}
