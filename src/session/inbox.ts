import {COMMENTS_KEPT} from '../protocol/limits.js';
import type {RoomMessage} from '../protocol/messages.js';

/** Asking the browser for a frame costs more than all there is to do for a message, and nobody may want to paint. */
const FRAME_MS = 16;

/** What counts least, and is dropped first and whole: nobody waits for who came and went in a flood. */
const LEAST: ReadonlySet<string> = new Set(['like', 'join', 'leave']);

/** Collects what is said until the next frame: however much arrives, the state moves once a frame, by a bounded amount. */
export class Inbox {
  readonly #flush: (messages: readonly RoomMessage[], skipped: number) => void;
  #waiting: RoomMessage[] = [];
  #skipped = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param flush Hears what is left of a frame, and how many lines were left out: they would never have been seen. */
  constructor(flush: (messages: readonly RoomMessage[], skipped: number) => void) {
    this.#flush = flush;
  }

  add(batch: readonly RoomMessage[]): void {
    for (const message of batch) this.#waiting.push(message);
    if (this.#waiting.length > 2 * COMMENTS_KEPT) this.#thin();
    this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }

  /** Hands over what waits, now. */
  flush(): void {
    if (!this.#timer) return;
    this.#thin();
    const [messages, skipped] = [this.#waiting, this.#skipped];
    this.clear();
    this.#flush(messages, skipped);
  }

  /** Forgets what waits. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#skipped = 0;
    this.#waiting = [];
  }

  /** Own lines first, then what the service says, then the newest of the others' lines; of the rest only what there is room for. */
  #thin(): void {
    let over = this.#waiting.length - COMMENTS_KEPT;
    if (over <= 0) return;
    const without = (drop: (message: RoomMessage) => boolean) => {
      this.#waiting = this.#waiting.filter((message) => over <= 0 || !drop(message) || !over--);
    };
    without(({content}) => LEAST.has(content.type));
    const before = this.#waiting.length;
    without(({own, content}) => !own && (content.type === 'comment' || content.type === 'danmaku'));
    this.#skipped += before - this.#waiting.length;
  }
}
