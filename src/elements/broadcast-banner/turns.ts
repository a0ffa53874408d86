/** What was said to every room, as the message has it. */
export interface Broadcast {
  readonly broadcastId: string;
  readonly text: string;
  readonly level: 'info' | 'warning' | 'urgent';
  readonly href?: string | undefined;
  /** Unix seconds, by the service's clock. */
  readonly expiresAt?: number | undefined;
}

/** Of more that wait, the oldest are left out. */
const WAITING_MAX = 20;

/** Broadcasts that are known to have come. */
const REMEMBERED_MAX = 200;

/** Between two, so that the second is seen to be another. */
const BETWEEN_MS = 400;

/** Read in so long, unless the page says how long: to notice it, and for each character, of which Chinese ones carry more. */
const NOTICE_MS = 3_000;
const CHARACTER_MS = 60;
const WIDE_CHARACTER_MS = 180;
const READ_AT_MOST_MS = 30_000;

/** Whoever let go of it had not finished. */
const LET_GO_MS = 2_000;

/** How long a text takes to read. */
export function readingTime(text: string): number {
  let time = NOTICE_MS;
  for (const character of text) time += character > '\u2e7f' ? WIDE_CHARACTER_MS : CHARACTER_MS;
  return Math.min(time, READ_AT_MOST_MS);
}

export interface TurnsOptions {
  /** How long a broadcast is shown, ms. */
  readonly duration: (broadcast: Broadcast) => number;
  /** Another broadcast is shown, or none. */
  readonly changed: () => void;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
}

/** Shows broadcasts one after the other, each once, each long enough, and none that has expired. Knows nothing of elements. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #known = new Set<string>();
  #waiting: Broadcast[] = [];
  #current: Broadcast | undefined;
  #held = false;
  /** Milliseconds that the current one still needs, as of `#since` by `performance.now()`. */
  #left = 0;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  get current(): Broadcast | undefined {
    return this.#current;
  }

  /** Shows a broadcast when its turn comes, unless it was taken before. */
  take(broadcast: Broadcast): void {
    const {broadcastId} = broadcast;
    if (this.#known.has(broadcastId)) return;
    this.#known.add(broadcastId);
    if (this.#known.size > REMEMBERED_MAX) this.#known.delete(this.#known.values().next().value!);
    this.#waiting = [...this.#waiting, broadcast].slice(-WAITING_MAX);
    if (!this.#current && this.#timer === undefined) this.#next();
  }

  /** Keeps the current one for as long as it is looked at, though not beyond its truth. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!this.#current) return;
    if (held) this.#left -= performance.now() - this.#since;
    else this.#left = Math.max(this.#left, LET_GO_MS);
    this.#wait();
  }

  /** The service's clock jumped: the current one may be over by it, or may not be yet. */
  clockCorrected(): void {
    if (!this.#current) return;
    if (!this.#held) this.#left -= performance.now() - this.#since;
    this.#wait();
  }

  /** Ends the current one's turn. */
  readonly close = (): void => {
    if (!this.#current) return;
    this.#current = undefined;
    this.#held = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#next, BETWEEN_MS);
    this.#options.changed();
  };

  /** Forgets what is shown and what waits. */
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

  /** Milliseconds until it is no longer true. */
  #validFor({expiresAt = Infinity}: Broadcast): number {
    return expiresAt * 1_000 - this.#options.now();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#since = performance.now();
    const wait = Math.min(this.#held ? Infinity : this.#left, this.#validFor(this.#current!));
    // What is held and never expires waits for no clock.
    this.#timer = wait === Infinity ? undefined : setTimeout(this.close, Math.min(wait, 2 ** 31 - 1));
  }
}
