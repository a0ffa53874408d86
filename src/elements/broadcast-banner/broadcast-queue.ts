import {TIMER_MAX_MS} from '../../protocol/abort.js';

/** A broadcast as its message contains it. */
export interface Broadcast {
  readonly broadcastId: string;
  readonly text: string;
  readonly level: 'info' | 'warning' | 'urgent';
  readonly href?: string | undefined;
  /** Unix seconds, by the service's clock. */
  readonly expiresAt?: number | undefined;
  /** Texts by language tag, as received. */
  readonly translations?: unknown;
}

/** Maximum number of waiting broadcasts; the oldest are dropped. */
const WAITING_MAX = 20;

/** Broadcast ids kept to recognise repeats. */
const SEEN_MAX = 200;

/** Pause between two broadcasts, ms: it shows the viewer that the second is a new one. */
const PAUSE_MS = 400;

/**
 * Reading time if the page does not set `seconds`: a base, plus a time per character. A Chinese, Japanese or Korean
 * character counts three times.
 */
const BASE_MS = 3_000;
const CHARACTER_MS = 60;
const WIDE_CHARACTER_MS = 180;
const READING_MAX_MS = 30_000;

/** Shortest time for which a broadcast stays after the viewer stops holding it, ms. */
const AFTER_HOLD_MS = 2_000;

/** Time that a text takes to read, ms. */
export function readingTime(text: string): number {
  let time = BASE_MS;
  for (const character of text) time += character > '\u2e7f' ? WIDE_CHARACTER_MS : CHARACTER_MS;
  return Math.min(time, READING_MAX_MS);
}

export interface BroadcastQueueOptions {
  /** How long a broadcast is shown, ms. */
  readonly duration: (broadcast: Broadcast) => number;
  /** Called when another broadcast is shown, and when none is. */
  readonly onChange: () => void;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
}

/**
 * Shows broadcasts one after the other: each once, for its reading time, and none that has expired. Does not depend on
 * elements.
 */
export class BroadcastQueue {
  readonly #options: BroadcastQueueOptions;
  readonly #seenIds = new Set<string>();
  #waiting: Broadcast[] = [];
  #current: Broadcast | undefined;
  #held = false;
  /** Milliseconds that the current broadcast still needs, as of `#startedAt` on the clock of `performance.now()`. */
  #remaining = 0;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BroadcastQueueOptions) {
    this.#options = options;
  }

  get current(): Broadcast | undefined {
    return this.#current;
  }

  /** Adds a broadcast, unless one with its id was added before. */
  add(broadcast: Broadcast): void {
    const {broadcastId} = broadcast;
    if (this.#seenIds.has(broadcastId)) return;
    this.#seenIds.add(broadcastId);
    if (this.#seenIds.size > SEEN_MAX) this.#seenIds.delete(this.#seenIds.values().next().value!);
    this.#waiting = [...this.#waiting, broadcast].slice(-WAITING_MAX);
    if (!this.#current && this.#timer === undefined) this.#showNext();
  }

  /** Holds the current broadcast while `held` is true, but not after its expiry. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!this.#current) return;
    if (held) this.#remaining -= performance.now() - this.#startedAt;
    else this.#remaining = Math.max(this.#remaining, AFTER_HOLD_MS);
    this.#scheduleClose();
  }

  /** Computes the end of the current broadcast again, because the service's clock was corrected. */
  handleClockChange(): void {
    if (!this.#current) return;
    if (!this.#held) this.#remaining -= performance.now() - this.#startedAt;
    this.#scheduleClose();
  }

  /** Closes the current broadcast; the next one follows. */
  readonly close = (): void => {
    if (!this.#current) return;
    this.#current = undefined;
    this.#held = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#showNext, PAUSE_MS);
    this.#options.onChange();
  };

  /** Drops the current broadcast and those that wait. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#current = undefined;
    this.#held = false;
    this.#waiting = [];
  }

  readonly #showNext = (): void => {
    this.#timer = undefined;
    do this.#current = this.#waiting.shift();
    while (this.#current && this.#timeToExpiry(this.#current) <= 0);
    if (!this.#current) return;
    this.#remaining = this.#options.duration(this.#current);
    this.#scheduleClose();
    this.#options.onChange();
  };

  /** Milliseconds until a broadcast expires; negative afterwards. */
  #timeToExpiry({expiresAt = Infinity}: Broadcast): number {
    return expiresAt * 1_000 - this.#options.now();
  }

  #scheduleClose(): void {
    clearTimeout(this.#timer);
    this.#startedAt = performance.now();
    const wait = Math.min(this.#held ? Infinity : this.#remaining, this.#timeToExpiry(this.#current!));
    // A held broadcast that never expires needs no timer.
    this.#timer = wait === Infinity ? undefined : setTimeout(this.close, Math.min(wait, TIMER_MAX_MS));
  }
}
