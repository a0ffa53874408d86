import type {PrivateChatDriver, PrivateMessage} from '../../drivers/private-chat-driver.js';
import type {ConversationRecord, ConversationStore} from './conversation-store.js';
import {connectionError} from '../connection-error.js';

/** Pages of 15 messages loaded to fill a gap after a lost connection. */
const CATCH_UP_PAGES_MAX = 20;

/** Loads stored messages into the conversations. */
export class ConversationHistory {
  readonly #driver: PrivateChatDriver;
  readonly #store: ConversationStore;

  constructor(driver: PrivateChatDriver, store: ConversationStore) {
    this.#driver = driver;
    this.#store = store;
  }

  /** Loads the newest messages. Does nothing if they are loaded or loading. */
  async start(record: ConversationRecord): Promise<void> {
    if (record.isHistoryStarted) return;
    record.isHistoryStarted = true;
    try {
      await this.#loadPage(record);
    } catch (reason) {
      record.isHistoryStarted = false;
      throw reason;
    }
  }

  /** Loads messages from before the start of the list. */
  async loadEarlier(record: ConversationRecord): Promise<void> {
    if (!record.isHistoryStarted) await this.start(record);
    else if (record.state.history === 'more') await this.#loadPage(record);
  }

  /** Loads messages missed while the connection was lost, in all conversations whose history is started. */
  async catchUp(): Promise<void> {
    const started = this.#store.all.filter(({isHistoryStarted}) => isHistoryStarted);
    await Promise.all(started.map((record) => this.#loadMissed(record)));
  }

  /** Loads the page at the cursor. */
  async #loadPage(record: ConversationRecord): Promise<void> {
    const {peer} = record.state;
    this.#store.update(record, {history: 'loading'});
    try {
      const {messages, before} = await this.#driver.history(peer.userId, record.earlierCursor);
      record.earlierCursor = before;
      this.#store.merge(record, messages, {history: before ? 'more' : 'complete'});
    } catch (reason) {
      this.#store.update(record, {history: 'more'});
      throw connectionError(reason, 'cannot load earlier messages');
    }
  }

  /** Loads from the newest page back to the first known message. */
  async #loadMissed(record: ConversationRecord): Promise<void> {
    const known = new Set(record.state.list.map(({id}) => id));
    const missed: PrivateMessage[] = [];
    let before: string | undefined;
    for (let page = 0; page < CATCH_UP_PAGES_MAX; page++) {
      const page = await this.#driver.history(record.state.peer.userId, before);
      missed.unshift(...page.messages);
      ({before} = page);
      if (!before || page.messages.some(({id}) => known.has(id))) break;
    }
    this.#store.merge(record, missed);
  }
}
