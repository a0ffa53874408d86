import type {ImDriver} from '../../drivers/chat-driver.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import type {LiveState} from '../state/live-state.js';
import {lazy} from '../lazy.js';
import {loadPrivateDriver, loadUploader} from '../connection/load-drivers.js';
import type {PrivateTalk} from './private-chats.js';
import type {PrivateState} from '../state/slices/private-chats.js';

const loadPrivateTalk = lazy(() => import('./private-chats.js'));

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

/** Access to the private conversations of the connection's current viewer. */
export class PrivateEntrance {
  readonly #host: PrivateEntranceHost;
  #begun: Begun | undefined;

  constructor(host: PrivateEntranceHost) {
    this.#host = host;
  }

  /** Rejects if the module cannot be loaded or the service does not answer. */
  async talk(userId: string): Promise<PrivateTalk> {
    if (this.#begun?.userId !== userId) {
      this.end();
      const end = new AbortController();
      this.#begun = {userId, end, talk: lazy(() => this.#begin(userId, end.signal))};
    }
    return this.#begun.talk();
  }

  /** Loads messages that may have been missed. */
  async catchUp(): Promise<void> {
    try {
      const talk = await this.#begun?.talk();
      await talk?.catchUp();
    } catch {
      // The conversations did not start yet and load everything when they do, or the connection is lost again and its
      // return calls this.
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
      throw errorOf(reason, 'cannot load private conversations');
    }
  }
}
