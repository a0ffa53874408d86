import type {ChatDriver} from '../../drivers/chat-driver.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {lazy} from '../lazy.js';
import type {ConnectionResources} from '../connection/connection-resources.js';
import {loadUploader} from '../connection/load-drivers.js';
import {connectionError} from '../connection-error.js';
import type {PrivateChats} from './private-chats.js';

const loadPrivateChats = lazy(() => import('./private-chats.js'));

/** The private conversations of one viewer. */
interface ViewerChats {
  readonly userId: string;
  readonly lifetime: AbortController;
  readonly start: () => Promise<PrivateChats>;
}

/** Access to the private conversations of the connection's current viewer. */
export class PrivateChatAccess {
  readonly #resources: ConnectionResources;
  readonly #driver: () => ChatDriver;
  #current: ViewerChats | undefined;

  constructor(resources: ConnectionResources, driver: () => ChatDriver) {
    this.#resources = resources;
    this.#driver = driver;
  }

  /** Rejects if the module cannot be loaded or the service does not respond. */
  async get(userId: string): Promise<PrivateChats> {
    if (this.#current?.userId !== userId) {
      this.end();
      const lifetime = new AbortController();
      this.#current = {userId, lifetime, start: lazy(() => this.#start(userId, lifetime.signal))};
    }
    return this.#current.start();
  }

  /** Loads messages that may have been missed. */
  async catchUp(): Promise<void> {
    try {
      const chats = await this.#current?.start();
      await chats?.catchUp();
    } catch {
      // Either the conversations have not started and load everything when they do, or the connection is lost again and
      // `catchUp` runs after it is restored.
    }
  }

  end(): void {
    this.#current?.lifetime.abort();
    this.#current = undefined;
  }

  async #start(userId: string, signal: AbortSignal): Promise<PrivateChats> {
    const {store, clock} = this.#resources;
    try {
      const {PrivateChats: Chats} = await loadPrivateChats();
      throwIfAborted(signal);
      return await Chats.start({
        userId,
        signal,
        state: () => store.current,
        now: () => clock.now(),
        publish: (conversations) => signal.aborted || store.apply('privateChats', {userId, conversations}),
        driver: (sink) => this.#driver().privateChats(sink, signal),
        uploader: loadUploader,
      });
    } catch (reason) {
      throw connectionError(reason, 'cannot load private conversations');
    }
  }
}
