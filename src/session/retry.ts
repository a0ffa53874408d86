import {delay, throwIfAborted} from '../protocol/abort.js';

const MAX_DELAY_MS = 60_000;

/**
 * Repeats a request until it succeeds or fails with an error that is not retryable. The wait doubles each time, up to
 * 60 s, and varies by half.
 */
export async function retry<T>(request: () => Promise<T>, firstDelayMs: number, signal: AbortSignal): Promise<T> {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(2 * delayMs, MAX_DELAY_MS)) {
    try {
      const response = await request();
      throwIfAborted(signal);
      return response;
    } catch (error) {
      throwIfAborted(signal);
      if ((error as {retryable?: unknown}).retryable !== true) throw error;
      await delay(delayMs * (0.5 + Math.random()), signal);
    }
  }
}
