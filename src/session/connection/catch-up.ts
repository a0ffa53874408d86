import {lazy} from '../lazy.js';
import type {History, HistoryOptions} from '../messages/history.js';
import type {PrivateChatAccess} from '../private-chats/private-chat-access.js';
import type {ConnectionResources} from './connection-resources.js';
import {retryModuleLoad} from './retry-module-load.js';

/** Loads the messages that one connection missed: those before the join, and those sent while it was lost. */
export class CatchUp {
  readonly #resources: ConnectionResources;
  readonly #privateChats: PrivateChatAccess;
  /** The last sequence number that an earlier connection received. 0 if none. */
  readonly #resumeAfter: number;
  /** Undefined before the join, and without a business server. */
  #history: (() => Promise<History>) | undefined;
  /** The last sequence number before the connection was lost. */
  #lastSeqBeforeLoss: number | undefined;

  constructor(resources: ConnectionResources, privateChats: PrivateChatAccess) {
    this.#resources = resources;
    this.#privateChats = privateChats;
    this.#resumeAfter = resources.deduplicator.lastSeq;
  }

  /** Starts the history of a joined room. */
  start(options: HistoryOptions): void {
    this.#history = lazy(async () => {
      const {History} = await import('../features/room-features.js');
      return new History(options, this.#resources.signal, this.#resumeAfter || undefined);
    });
    this.loadAfter(this.#resumeAfter);
  }

  /** Loads the messages after a sequence number. */
  loadAfter(seq: number): void {
    void this.#privateChats.catchUp();
    void retryModuleLoad(async () => (await this.#history?.())?.catchUp(seq), this.#resources.signal);
  }

  /** Loads the messages before a sequence number. Does nothing without a business server. */
  async loadBefore(seq: number | undefined): Promise<void> {
    await (await this.#history?.())?.loadBefore(seq);
  }

  connectionLost(): void {
    this.#lastSeqBeforeLoss ??= this.#resources.deduplicator.lastSeq;
  }

  /** True while the connection is lost. */
  get isLost(): boolean {
    return this.#lastSeqBeforeLoss !== undefined;
  }

  connectionRestored(): void {
    this.loadAfter(this.#lastSeqBeforeLoss!);
    this.#lastSeqBeforeLoss = undefined;
  }
}
