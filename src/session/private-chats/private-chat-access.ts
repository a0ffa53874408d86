import type {ChatDriver} from '../../drivers/chat-driver.js';
import {throwIfAborted} from '../../protocol/abort.js';
import type {LiveState} from '../state/live-state.js';
import {lazy} from '../lazy.js';
import {loadUploader} from '../connection/load-drivers.js';
import {privateChatError} from './private-chat-error.js';
import type {PrivateChats} from './private-chats.js';
import type {PrivateChatsState} from '../state/slices/private-chats.js';

const loadPrivateChats = lazy(() => import('./private-chats.js'));

export interface PrivateChatAccessContext {
  readonly driver: () => ChatDriver;
  readonly state: () => LiveState;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  readonly publish: (state: PrivateChatsState) => void;
}

interface Begun {
  readonly userId: string;
  readonly end: AbortController;
  readonly load: () => Promise<PrivateChats>;
}

/** Access to the private conversations of the connection's current viewer. */
export class PrivateChatAccess {
  readonly #host: PrivateChatAccessContext;
  #begun: Begun | undefined;

  constructor(host: PrivateChatAccessContext) {
    this.#host = host;
  }

  /** Rejects if the module cannot be loaded or the service does not answer. */
  async get(userId: string): Promise<PrivateChats> {
    if (this.#begun?.userId !== userId) {
      this.end();
      const end = new AbortController();
      this.#begun = {userId, end, load: lazy(() => this.#begin(userId, end.signal))};
    }
    return this.#begun.load();
  }

  /** Loads messages that may have been missed. */
  async catchUp(): Promise<void> {
    try {
      const chats = await this.#begun?.load();
      await chats?.catchUp();
    } catch {
      // The conversations did not start yet and load everything when they do, or the connection is lost again and its
      // return calls this.
    }
  }

  end(): void {
    this.#begun?.end.abort();
    this.#begun = undefined;
  }

  async #begin(userId: string, signal: AbortSignal): Promise<PrivateChats> {
    const {driver, state, now, publish} = this.#host;
    try {
      const {PrivateChats: Chats} = await loadPrivateChats();
      throwIfAborted(signal);
      return await Chats.start({
        userId,
        signal,
        state,
        now,
        publish: (conversations) => signal.aborted || publish({userId, conversations}),
        driver: (sink) => driver().privateChats(sink, signal),
        uploader: loadUploader,
      });
    } catch (reason) {
      throw privateChatError(reason, 'cannot load private conversations');
    }
  }
}
