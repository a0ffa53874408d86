import {COMMENTS_MAX} from '../../protocol/limits.js';
import type {RoomMessage} from '../../protocol/messages.js';

/** About one frame. A timer costs less than `requestAnimationFrame`, and also runs in a hidden page. */
const FRAME_MS = 16;

/** Messages that one frame adds to the state: as many as the room's list keeps. */
const BATCH_MAX_MESSAGES = COMMENTS_MAX;

/** Message types that are dropped first when too many messages arrive. */
const LOW_PRIORITY: ReadonlySet<string> = new Set(['like', 'join', 'leave']);

/**
 * Batches messages until the next frame. The state changes once per frame by a bounded amount, for any number of
 * messages.
 */
export class MessageBatcher {
  readonly #flush: (messages: readonly RoomMessage[], dropped: number) => void;
  #waiting: RoomMessage[] = [];
  #dropped = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param flush Receives the messages of one frame and the number of comments dropped from it. */
  constructor(flush: (messages: readonly RoomMessage[], dropped: number) => void) {
    this.#flush = flush;
  }

  add(batch: readonly RoomMessage[]): void {
    for (const message of batch) this.#waiting.push(message);
    if (this.#waiting.length > 2 * BATCH_MAX_MESSAGES) this.#dropExcess();
    this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }

  /** Delivers the waiting messages now. */
  flush(): void {
    if (!this.#timer) return;
    this.#dropExcess();
    const [messages, dropped] = [this.#waiting, this.#dropped];
    this.clear();
    this.#flush(messages, dropped);
  }

  /** Drops the waiting messages. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dropped = 0;
    this.#waiting = [];
  }

  /**
   * Drops what exceeds the limit: first likes and presence, then the oldest comments of others. Keeps own comments and
   * messages of the service.
   */
  #dropExcess(): void {
    let excess = this.#waiting.length - BATCH_MAX_MESSAGES;
    if (excess <= 0) return;
    const drop = (isDroppable: (message: RoomMessage) => boolean) => {
      const kept: RoomMessage[] = [];
      for (const message of this.#waiting) {
        if (excess > 0 && isDroppable(message)) excess -= 1;
        else kept.push(message);
      }
      this.#waiting = kept;
    };
    drop(({content}) => LOW_PRIORITY.has(content.type));
    const before = this.#waiting.length;
    drop(({own, content}) => !own && (content.type === 'comment' || content.type === 'danmaku'));
    this.#dropped += before - this.#waiting.length;
  }
}
