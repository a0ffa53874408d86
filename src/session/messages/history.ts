import type {Backend} from '../../backend/backend.js';
import {loadStoredPage, type StoredPage, type StoredRange} from '../../backend/stored-messages.js';
import {delay} from '../../protocol/abort.js';
import {retry} from '../retry.js';
import type {SessionStore} from '../state/session-store.js';
import type {IncomingMessages} from './incoming-messages.js';

/** Delay until a message is stored: the business server receives it after the room does. */
const STORE_DELAY_MS = 2_000;
const HISTORY_RETRY_MS = 5_000;
/** Pages of 50 messages loaded per catch-up: as much as a room can send in 90 s. */
const CATCH_UP_PAGES_MAX = 72;

export interface HistoryOptions {
  readonly backend: Backend;
  readonly roomId: string;
  readonly store: SessionStore;
  readonly incoming: IncomingMessages;
}

/** Loads the messages from before the viewer joined, and the messages missed while the connection was lost. */
export class History {
  readonly #options: HistoryOptions;
  readonly #signal: AbortSignal;
  /** The running catch-up. */
  #lifetime = new AbortController();
  /** True once the newest page is loaded, here or by an earlier connection. */
  #hasNewestPage: boolean;
  /** The sequence number after which messages may be missing. */
  #gapAfter: number | undefined;

  /**
   * @param signal Aborted when the room connection ends.
   * @param after The last sequence number received by an earlier connection to the room.
   */
  constructor(options: HistoryOptions, signal: AbortSignal, after: number | undefined) {
    this.#options = options;
    this.#signal = signal;
    this.#hasNewestPage = after !== undefined;
    this.#gapAfter = after;
    signal.addEventListener('abort', () => this.#lifetime.abort(), {once: true});
  }

  /**
   * The first call loads the newest page. Later calls load all messages after a sequence number: at once, and again
   * after the server has certainly stored them. An interrupted catch-up continues first. Does not search for missing
   * numbers, because Tencent's tips use numbers too.
   *
   * @param seq The last sequence number received before the connection was lost.
   */
  async catchUp(seq: number): Promise<void> {
    this.#lifetime.abort();
    if (this.#signal.aborted) return;
    const {signal} = (this.#lifetime = new AbortController());
    try {
      if (this.#hasNewestPage) this.#gapAfter ??= seq;
      else await this.#loadNewestPage(signal);
      await this.#fillGap(signal);
    } catch {
      // The room connection ended, a newer catch-up replaced this one, or the server keeps no history.
    }
  }

  /** Loads the page before a sequence number, or the newest page. Rejects if the business server does not respond. */
  async loadBefore(seq: number | undefined): Promise<void> {
    const {store} = this.#options;
    store.apply('history', 'loading');
    try {
      const page = await this.#load(seq === undefined ? undefined : {before: seq}, this.#signal);
      if (!this.#signal.aborted) this.#addEarlier(page);
    } catch (error) {
      if (!this.#signal.aborted) store.apply('history', 'more');
      throw error;
    }
  }

  async #loadNewestPage(signal: AbortSignal): Promise<void> {
    const page = await this.#loadWithRetry(undefined, signal);
    this.#hasNewestPage = true;
    this.#gapAfter = page.messages.at(-1)?.seq ?? 0;
    this.#addEarlier(page);
  }

  async #fillGap(signal: AbortSignal): Promise<void> {
    for (const delayMs of [0, STORE_DELAY_MS]) {
      await delay(delayMs, signal);
      for (let page = 0; page < CATCH_UP_PAGES_MAX; page++) {
        const {messages, more} = await this.#loadWithRetry({after: this.#gapAfter!}, signal);
        this.#options.incoming.receiveMissed(messages);
        const last = messages.at(-1);
        if (!more || !last) break;
        this.#gapAfter = last.seq;
      }
    }
    this.#gapAfter = undefined;
  }

  #addEarlier({messages, more}: StoredPage): void {
    const {incoming, store} = this.#options;
    incoming.receiveEarlier(messages);
    store.apply('history', more ? 'more' : 'complete');
  }

  #loadWithRetry(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    return retry(() => this.#load(range, signal), HISTORY_RETRY_MS, signal);
  }

  #load(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    const {backend, roomId, store} = this.#options;
    return loadStoredPage(backend, roomId, range, store.current.viewer.profile?.userId, signal);
  }
}
