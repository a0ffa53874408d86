import type {Backend} from '../../backend/backend.js';
import {readStored, type StoredPage, type StoredRange} from '../../backend/stored-messages.js';
import {delay, throwIfAborted} from '../../protocol/abort.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {HistoryStatus} from '../state/slices/comments.js';

/** Delay until a message is stored: the business server receives it after the room does. */
const LAG_MS = 2_000;
const AGAIN_MS = 5_000;
const AGAIN_AT_MOST_MS = 60_000;
/** Pages of 50 messages read per catch-up: as much as a room can send in 90 s. */
const PAGES_MAX = 72;

/** Loads the history, and receives its messages. */
export interface HistoryHost {
  readonly backend: Backend;
  readonly roomId: string;
  /** The viewer's user id, by which own messages are recognized. Undefined for a guest. */
  userId(): string | undefined;
  /** Receives messages, some of them more than once. `said` is true for messages sent after the viewer joined. */
  take(messages: readonly RoomMessage[], said: boolean): void;
  status(status: HistoryStatus): void;
}

/** Loads the messages from before the viewer joined, and the messages missed while the connection was lost. */
export class History {
  readonly #context: HistoryHost;
  readonly #stay: AbortSignal;
  #run = new AbortController();
  #begun: boolean;
  /** The sequence number after which messages may be missing. */
  #hole: number | undefined;

  /** @param after The last sequence number received by an earlier connection to the room. */
  constructor(host: HistoryHost, stay: AbortSignal, after: number | undefined) {
    this.#context = host;
    this.#stay = stay;
    this.#begun = after !== undefined;
    this.#hole = after;
    stay.addEventListener('abort', () => this.#run.abort(), {once: true});
  }

  /**
   * Loads the newest page on the first call. After that, loads all messages after a sequence number: at once, and again
   * when they are certainly stored. Continues an interrupted catch-up first. Does not search for missing numbers,
   * because Tencent's tips use numbers too.
   *
   * @param seq The last sequence number received before the connection was lost.
   */
  async catchUp(seq: number): Promise<void> {
    this.#run.abort();
    if (this.#stay.aborted) return;
    const {signal} = (this.#run = new AbortController());
    try {
      if (this.#begun) this.#hole ??= seq;
      else await this.#begin(signal);
      await this.#fill(signal);
    } catch {
      // The room connection ended, a newer catch-up replaced this one, or the server keeps no history.
    }
  }

  /** Loads the page before a sequence number, or the newest page. Rejects if the business server does not answer. */
  async readBefore(seq: number | undefined): Promise<void> {
    this.#context.status('loading');
    try {
      const {messages, more} = await this.#read(seq === undefined ? undefined : {before: seq}, this.#stay);
      if (this.#stay.aborted) return;
      this.#context.take(messages, false);
      this.#context.status(more ? 'more' : 'complete');
    } catch (error) {
      if (!this.#stay.aborted) this.#context.status('more');
      throw error;
    }
  }

  #read(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    const {backend, roomId} = this.#context;
    return readStored(backend, roomId, range, this.#context.userId(), signal);
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const {messages, more} = await this.#persistently(undefined, signal);
    this.#begun = true;
    this.#hole = messages.at(-1)?.seq ?? 0;
    this.#context.take(messages, false);
    this.#context.status(more ? 'more' : 'complete');
  }

  async #fill(signal: AbortSignal): Promise<void> {
    for (const wait of [0, LAG_MS]) {
      await delay(wait, signal);
      for (let page = 0; page < PAGES_MAX; page++) {
        const {messages, more} = await this.#persistently({after: this.#hole!}, signal);
        this.#context.take(messages, true);
        const last = messages.at(-1);
        if (!more || !last) break;
        this.#hole = last.seq;
      }
    }
    this.#hole = undefined;
  }

  /** Repeats a request while its error is retryable. */
  async #persistently(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    for (let wait = AGAIN_MS; ; wait = Math.min(2 * wait, AGAIN_AT_MOST_MS)) {
      try {
        const page = await this.#read(range, signal);
        throwIfAborted(signal);
        return page;
      } catch (error) {
        throwIfAborted(signal);
        if ((error as {retryable?: unknown}).retryable !== true) throw error;
        await delay(wait * (0.5 + Math.random()), signal);
      }
    }
  }
}
