import type {Backend} from '../backend/backend.js';
import {readStored, type StoredPage, type StoredRange} from '../backend/stored-messages.js';
import {pause, throwIfAborted} from '../protocol/abort.js';
import type {RoomMessage} from '../protocol/messages.js';
import type {HistoryStatus} from './slices/comments.js';

/** The business server is told of a message only after the room: what was said just now is stored a moment later. */
const LAG_MS = 2_000;
const AGAIN_MS = 5_000;
const AGAIN_AT_MOST_MS = 60_000;
/** Of 50 messages each: what a room can say in 90 s. */
const PAGES_MAX = 72;

/** Where a history is read, and what becomes of it. */
export interface HistoryHost {
  readonly backend: Backend;
  readonly roomId: string;
  /** Whose messages are their own; undefined for a guest. */
  userId(): string | undefined;
  /** Some messages come twice. `said`: since the room was entered. */
  take(messages: readonly RoomMessage[], said: boolean): void;
  status(status: HistoryStatus): void;
}

/**
 * What was said before the viewer came, and while nobody listened. Needed only once in the room: a chunk of its own, which
 * shares no code with the script that loads it, and so knows errors by what they say.
 */
export class History {
  readonly #host: HistoryHost;
  readonly #stay: AbortSignal;
  #run = new AbortController();
  #begun: boolean;
  /** After which sequence number something may be missing. */
  #hole: number | undefined;

  /** @param after The last sequence number that is held, of an earlier stay in the room. */
  constructor(host: HistoryHost, stay: AbortSignal, after: number | undefined) {
    this.#host = host;
    this.#stay = stay;
    this.#begun = after !== undefined;
    this.#hole = after;
    stay.addEventListener('abort', () => this.#run.abort(), {once: true});
  }

  /**
   * Reads the newest page once, and then all that came after a sequence number: at once, and again when it is certainly
   * stored. Never by looking for missing numbers: tips use them up as well. What an interrupted reading has not brought
   * comes first.
   *
   * @param seq The last that was heard before nobody listened.
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
      // The stay ended or was interrupted again, or the server keeps no history.
    }
  }

  /** Reads the page before a sequence number, or the newest. Rejects when the business server does not answer. */
  async readBefore(seq: number | undefined): Promise<void> {
    this.#host.status('loading');
    try {
      const {messages, more} = await this.#read(seq === undefined ? undefined : {before: seq}, this.#stay);
      if (this.#stay.aborted) return;
      this.#host.take(messages, false);
      this.#host.status(more ? 'more' : 'complete');
    } catch (error) {
      if (!this.#stay.aborted) this.#host.status('more');
      throw error;
    }
  }

  #read(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    const {backend, roomId} = this.#host;
    return readStored(backend, roomId, range, this.#host.userId(), signal);
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const {messages, more} = await this.#persistently(undefined, signal);
    this.#begun = true;
    this.#hole = messages.at(-1)?.seq ?? 0;
    this.#host.take(messages, false);
    this.#host.status(more ? 'more' : 'complete');
  }

  async #fill(signal: AbortSignal): Promise<void> {
    for (const wait of [0, LAG_MS]) {
      await pause(wait, signal);
      for (let page = 0; page < PAGES_MAX; page++) {
        const {messages, more} = await this.#persistently({after: this.#hole!}, signal);
        this.#host.take(messages, true);
        const last = messages.at(-1);
        if (!more || !last) break;
        this.#hole = last.seq;
      }
    }
    this.#hole = undefined;
  }

  /** Asks until there is an answer: a server that is down for now has lost nothing. */
  async #persistently(range: StoredRange, signal: AbortSignal): Promise<StoredPage> {
    for (let wait = AGAIN_MS; ; wait = Math.min(2 * wait, AGAIN_AT_MOST_MS)) {
      try {
        const page = await this.#read(range, signal);
        throwIfAborted(signal);
        return page;
      } catch (error) {
        throwIfAborted(signal);
        if ((error as {retryable?: unknown}).retryable !== true) throw error;
        await pause(wait * (0.5 + Math.random()), signal);
      }
    }
  }
}
