import type {ImDriver} from '../drivers/driver.js';
import {throwIfAborted} from '../protocol/abort.js';
import {LiveError} from '../protocol/errors.js';
import type {LiveState} from './live-state.js';
import {lazy} from './lazy.js';
import {loadPrivateDriver, loadUploader} from './load-drivers.js';
import type {PrivateTalk} from './private-talk.js';
import type {PrivateState} from './slices/privately.js';

const loadPrivateTalk = lazy(() => import('./private-talk.js'));

export interface PrivateEntranceHost {
  readonly driver: () => ImDriver;
  readonly state: () => LiveState;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  readonly tell: (state: PrivateState) => void;
}

interface Begun {
  readonly userId: string;
  readonly end: AbortController;
  readonly talk: () => Promise<PrivateTalk>;
}

/** The way to what is said one to one, for whoever the viewer of a stay is at the time. */
export class PrivateEntrance {
  readonly #host: PrivateEntranceHost;
  #begun: Begun | undefined;

  constructor(host: PrivateEntranceHost) {
    this.#host = host;
  }

  /** Rejects while the script for it cannot be loaded, or nobody answers. */
  async talk(userId: string): Promise<PrivateTalk> {
    if (this.#begun?.userId !== userId) {
      this.end();
      const end = new AbortController();
      this.#begun = {userId, end, talk: lazy(() => this.#begin(userId, end.signal))};
    }
    return this.#begun.talk();
  }

  /** Messages may have been missed. */
  async catchUp(): Promise<void> {
    try {
      const talk = await this.#begun?.talk();
      await talk?.catchUp();
    } catch {
      // It has not begun and reads all when it does, or the connection is lost again: once it is back, so is this.
    }
  }

  end(): void {
    this.#begun?.end.abort();
    this.#begun = undefined;
  }

  async #begin(userId: string, signal: AbortSignal): Promise<PrivateTalk> {
    const {driver, state, now, tell} = this.#host;
    const errorOf = (reason: unknown, attempt: string) =>
      LiveError.from(reason, 'CONNECTION_LOST', attempt, {retryable: true});
    try {
      const {PrivateTalk: Talk} = await loadPrivateTalk();
      throwIfAborted(signal);
      return await Talk.begin({
        userId,
        signal,
        state,
        now,
        tell: (talks) => signal.aborted || tell({of: userId, talks}),
        driver: (sink) => driver().privateTalk(loadPrivateDriver, sink, signal),
        uploader: loadUploader,
        error: (code, message) => new LiveError(code, message),
        errorOf,
      });
    } catch (reason) {
      throw errorOf(reason, 'private messages were not loaded');
    }
  }
}
