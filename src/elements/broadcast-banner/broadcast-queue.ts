/** A broadcast as its message contains it. */
export interface Broadcast {
  readonly broadcastId: string;
  readonly text: string;
  readonly level: 'info' | 'warning' | 'urgent';
  readonly href?: string | undefined;
  /** Unix seconds, by the service's clock. */
  readonly expiresAt?: number | undefined;
}

/** Broadcasts that may wait; beyond this the oldest are dropped. */
const WAITING_MAX = 20;

/** Broadcast ids kept to recognise repeats. */
const REMEMBERED_MAX = 200;

/** Pause between two broadcasts, so that the viewer sees that the second is a new one. */
const BETWEEN_MS = 400;

/**
 * Reading time unless the page sets `seconds`: a base, plus a time per character. A Chinese, Japanese or Korean character
 * counts three times.
 */
const NOTICE_MS = 3_000;
const CHARACTER_MS = 60;
const WIDE_CHARACTER_MS = 180;
const READ_AT_MOST_MS = 30_000;

/** Minimum time left after the viewer stops holding a broadcast. */
const LET_GO_MS = 2_000;

/** Time that a text takes to read, ms. */
export function readingTime(text: string): number {
  let time = NOTICE_MS;
  for (const character of text) time += character > '\u2e7f' ? WIDE_CHARACTER_MS : CHARACTER_MS;
  return Math.min(time, READ_AT_MOST_MS);
}

export interface TurnsOptions {
  /** How long a broadcast is shown, ms. */
  readonly duration: (broadcast: Broadcast) => number;
  /** Called when another broadcast is shown, or none. */
  readonly changed: () => void;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
}

/**
 * Shows broadcasts one after the other: each once, each for its reading time, and none that has expired. It does not depend on
 * elements.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #known = new Set<string>();
  #waiting: Broadcast[] = [];
  #current: Broadcast | undefined;
  #held = false;
  /** Milliseconds that the current broadcast still needs, as of `#since` by `performance.now()`. */
  #left = 0;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  get current(): Broadcast | undefined {
    return this.#current;
  }

  /** Shows a broadcast when its turn comes, unless one with its id was taken before. */
  take(broadcast: Broadcast): void {
    const {broadcastId} = broadcast;
    if (this.#known.has(broadcastId)) return;
    this.#known.add(broadcastId);
    if (this.#known.size > REMEMBERED_MAX) this.#known.delete(this.#known.values().next().value!);
    this.#waiting = [...this.#waiting, broadcast].slice(-WAITING_MAX);
    if (!this.#current && this.#timer === undefined) this.#next();
  }

  /** Keeps the current broadcast while `held` is true, but not beyond its expiry. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!this.#current) return;
    if (held) this.#left -= performance.now() - this.#since;
    else this.#left = Math.max(this.#left, LET_GO_MS);
    this.#wait();
  }

  /** The service's clock was corrected: computes the end of the current broadcast again. */
  clockCorrected(): void {
    if (!this.#current) return;
    if (!this.#held) this.#left -= performance.now() - this.#since;
    this.#wait();
  }

  /** Closes the current broadcast; the next one follows. */
  readonly close = (): void => {
    if (!this.#current) return;
    this.#current = undefined;
    this.#held = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#next, BETWEEN_MS);
    this.#options.changed();
  };

  /** Drops the current broadcast and those that wait. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#current = undefined;
    this.#held = false;
    this.#waiting = [];
  }

  readonly #next = (): void => {
    this.#timer = undefined;
    do this.#current = this.#waiting.shift();
    while (this.#current && this.#validFor(this.#current) <= 0);
    if (!this.#current) return;
    this.#left = this.#options.duration(this.#current);
    this.#wait();
    this.#options.changed();
  };

  /** Milliseconds until a broadcast expires; negative afterwards. */
  #validFor({expiresAt = Infinity}: Broadcast): number {
    return expiresAt * 1_000 - this.#options.now();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#since = performance.now();
    const wait = Math.min(this.#held ? Infinity : this.#left, this.#validFor(this.#current!));
    // A held broadcast that never expires needs no timer.
    this.#timer = wait === Infinity ? undefined : setTimeout(this.close, Math.min(wait, 2 ** 31 - 1));
  }
}
