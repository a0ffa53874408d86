import type {ServerTime} from '../protocol/server-time.js';

/** Servers tell whole seconds. */
const SECOND_MS = 1_000;
/** The clocks of two servers may differ by so much. */
const SLACK_MS = 2_000;
/** A message takes at most so long from the service to the page, unless nobody listened. */
const DELIVERY_MS = 10_000;
/** A smaller correction changes nothing that a viewer sees. */
const CORRECTION_MS = 1_000;
/** A time outside 2020 to 2100 is no time of a service. */
const EARLIEST_MS = 1_577_836_800_000;
const LATEST_MS = 4_102_444_800_000;

/**
 * How much a time is trusted. A message is the weakest: it may have waited somewhere. An answer is bounded by its request;
 * the chat service itself gives the messages their times.
 */
const TRUST = {message: 1, backend: 2, chat: 3} as const;
/** So much is always enough. */
const TRUST_MAX = 3;

/** By how much the service is ahead of `performance.now()`, ms, as somebody says. */
interface Claim {
  readonly low: number;
  readonly high: number;
  /** In between. */
  readonly likely: number;
  readonly trust: number;
}

/**
 * The service's clock, as servers and messages tell it. It runs by `performance.now()`: the page's clock may be wrong, and may
 * be set while the room is open. Until somebody has told the time it is the page's clock.
 *
 * One wrong time does not move it: what contradicts the clock must be said by others, too, one after another, until they are
 * trusted more. A laptop that slept needs no second witness: there the page's clock has gone on by as much.
 */
export class ServiceClock {
  readonly #corrected: () => void;
  /** By how much the service is ahead of `performance.now()`, ms; undefined until it was told. */
  #offset: number | undefined;
  /** By how much that may be wrong, ms, as long as requests took to be answered. */
  #uncertainty = 0;
  /** How much those are trusted, together, whom the clock follows. */
  #trust = 0;
  /** What contradicts the clock. */
  #claim: Claim | undefined;
  /** By how much the page's clock was ahead of `performance.now()` when the service's time was told last, and when it was looked at. */
  #pageWhenTold = pageOffset();
  #pageWhenSeen = this.#pageWhenTold;

  /** @param corrected Called after the clock has jumped by a second or more. */
  constructor(corrected: () => void = () => undefined) {
    this.#corrected = corrected;
  }

  /** Unix milliseconds. */
  now(): number {
    return this.#offset === undefined ? Date.now() : Math.round(performance.now() + this.#offset);
  }

  /** A server told its time. */
  answered({from, time, askedAt, answeredAt}: ServerTime): void {
    if (!isPlausible(time)) return;
    const [low, high] = [time - answeredAt, time + SECOND_MS - askedAt];
    this.#take({low, high, likely: (low + high) / 2, trust: TRUST[from]});
  }

  /**
   * A message has just come in.
   *
   * @param time In Unix seconds.
   * @param mayBeOld It may have been said long ago: it tells only that the service is not earlier.
   */
  heard(time: number, mayBeOld: boolean): void {
    if (!isPlausible(time * 1_000)) return;
    const low = time * 1_000 - performance.now();
    const high = mayBeOld ? Infinity : low + SECOND_MS + DELIVERY_MS;
    this.#take({low, high, likely: low + SECOND_MS / 2, trust: TRUST.message});
  }

  /** Whether the page's clock jumped since the last call: it was set, or the device slept, and `performance.now()` may have slept too. */
  pageJumped(): boolean {
    const before = this.#pageWhenSeen;
    this.#pageWhenSeen = pageOffset();
    return Math.abs(this.#pageWhenSeen - before) > SLACK_MS;
  }

  #take(told: Claim): void {
    const {low, high, trust} = told;
    const offset = this.#offset ?? pageOffset();
    const slack = SLACK_MS + this.#uncertainty;
    if (low - slack <= offset && offset <= high + slack) {
      this.#claim = undefined;
      if (high === Infinity) return; // It only sets a limit, and that is kept.
      // An answer says more exactly what the clock already shows; so does a message where answers took long.
      const exact = trust > TRUST.message;
      this.#set(exact || this.#uncertainty > SLACK_MS ? within(told, offset) : offset, this.#trust + trust);
      if (exact) this.#uncertainty = Math.min(this.#uncertainty, (high - low) / 2);
      return;
    }
    this.#claim = (this.#claim && both(this.#claim, told)) ?? told;
    const {likely, trust: said} = this.#claim;
    if (said < Math.min(this.#trust + 1, TRUST_MAX) && !this.#slept(likely - offset)) return;
    this.#uncertainty = Math.min(likely - this.#claim.low, this.#claim.high - likely);
    this.#set(likely, said);
  }

  /** Whether the page's clock went on by as much as the service's. */
  #slept(byMs: number): boolean {
    const page = pageOffset() - this.#pageWhenTold;
    return page > SLACK_MS && Math.abs(byMs - page) < 2 * SLACK_MS;
  }

  #set(offset: number, trust: number): void {
    const before = this.now();
    this.#offset = offset;
    this.#trust = Math.min(trust, TRUST_MAX);
    this.#claim = undefined;
    this.#pageWhenTold = pageOffset();
    if (Math.abs(this.now() - before) >= CORRECTION_MS) this.#corrected();
  }
}

function pageOffset(): number {
  return Date.now() - performance.now();
}

function isPlausible(ms: number): boolean {
  return ms > EARLIEST_MS && ms < LATEST_MS; // Nor is NaN.
}

/** What two say together; undefined where they contradict each other. */
function both(one: Claim, other: Claim): Claim | undefined {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  if (low > high) return undefined;
  return {low, high, likely: within({low, high}, other.likely), trust: one.trust + other.trust};
}

function within({low, high}: Pick<Claim, 'low' | 'high'>, offset: number): number {
  return Math.min(Math.max(offset, low), high);
}
