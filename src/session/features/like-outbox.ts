import {LIKE_INTERVAL_MS, LIKE_MAX_COUNT, likeIntervalMs, LIKES_COUNTED_MAX} from '../../protocol/limits.js';
import type {LiveState} from '../state/live-state.js';
import type {FeatureContext} from './feature-context.js';

/** Window of the limit `LIKES_COUNTED_MAX`, plus 1 s for messages on their way. */
const LIKE_WINDOW_MS = 10_000 + 1_000;
const LIKE_RETRY_MAX_MS = 32_000;

/** Sends the viewer's likes in merged messages. Likes that could not be sent are sent again. */
export class LikeOutbox {
  readonly #context: FeatureContext;
  #sent: {readonly at: number; readonly count: number}[] = [];
  #nextAt = -Infinity;
  #failures = 0;
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({likes}: LiveState): void {
    if (!likes.unsent || this.#isSending || this.#timer) return;
    const now = performance.now();
    // Viewers of a large room start tapping at the same moment. A random delay spreads their first messages; a room with the shortest interval has none.
    if (this.#nextAt < now - this.#intervalMs) {
      this.#nextAt = now + Math.random() * (this.#intervalMs - LIKE_INTERVAL_MS);
    }
    const waitMs = Math.max(this.#nextAt, this.#allowanceAt) - performance.now();
    if (waitMs <= 0) return void this.#send();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.update(this.#context.state());
    }, waitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** Sends waiting likes before the page closes or the viewer leaves the room. */
  flush(): void {
    if (!this.#isSending && this.#context.state().likes.unsent && this.#allowance > 0) void this.#send();
  }

  /** The server's interval may be for an earlier size of the room. */
  get #intervalMs(): number {
    const {likes, room} = this.#context.state();
    return Math.max(likes.intervalMs, likeIntervalMs(room.online ?? 0));
  }

  /** Likes that may still be sent within the window. */
  get #allowance(): number {
    const since = performance.now() - LIKE_WINDOW_MS;
    this.#sent = this.#sent.filter(({at}) => at > since);
    let remaining = LIKES_COUNTED_MAX;
    for (const {count} of this.#sent) remaining -= count;
    return remaining;
  }

  /** The time at which a like may be sent again, by `performance.now()`. */
  get #allowanceAt(): number {
    return this.#allowance > 0 ? 0 : this.#sent[0]!.at + LIKE_WINDOW_MS;
  }

  async #send(): Promise<void> {
    const count = Math.min(this.#context.state().likes.unsent, LIKE_MAX_COUNT, this.#allowance);
    const at = performance.now();
    this.#isSending = true;
    this.#sent.push({at, count});
    this.#context.apply('likesSending', count);
    try {
      await this.#context.sendLikes(count);
      this.#failures = 0;
    } catch {
      this.#failures += 1;
      this.#context.apply('likesSending', -count); // They are unsent again.
    }
    this.#isSending = false;
    this.#nextAt = at + Math.min(this.#intervalMs * 2 ** this.#failures, LIKE_RETRY_MAX_MS);
    if (!this.#context.signal.aborted) this.update(this.#context.state());
  }
}
