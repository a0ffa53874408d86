import {pause, throwIfAborted} from '../protocol/abort.js';

const AGAIN_AT_MOST_MS = 60_000;

/** Asks until there is an answer, or a refusal that stays one: a server that is down for now has lost nothing. */
export async function persistently<T>(ask: () => Promise<T>, againMs: number, signal: AbortSignal): Promise<T> {
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
