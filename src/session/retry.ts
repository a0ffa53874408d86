import {pause, throwIfAborted} from '../protocol/abort.js';

const AGAIN_AT_MOST_MS = 60_000;

/**
 * Repeats a request until it succeeds or fails with an error that is not retryable. The wait doubles each time, up to
 * 60 s, and varies by half.
 */
export async function retry<T>(ask: () => Promise<T>, againMs: number, signal: AbortSignal): Promise<T> {
  for (let wait = againMs; ; wait = Math.min(2 * wait, AGAIN_AT_MOST_MS)) {
    try {
      const answer = await ask();
      throwIfAborted(signal);
      return answer;
    } catch (error) {
      throwIfAborted(signal);
      if ((error as {retryable?: unknown}).retryable !== true) throw error;
      await pause(wait * (0.5 + Math.random()), signal);
    }
  }
}
