import type {ServerTime} from '../../protocol/server-time.js';

/** The precision of a server's time: whole seconds. */
const SECOND_MS = 1_000;
/** Allowed difference between the clocks of two servers. */
const TOLERANCE_MS = 2_000;
/** Longest delivery time of a message, while the page is connected. */
const DELIVERY_MAX_MS = 10_000;
/** A smaller correction changes nothing visible. */
const CORRECTION_MIN_MS = 1_000;
/** Times outside 2020 to 2100 are ignored. */
const EARLIEST_MS = 1_577_836_800_000;
const LATEST_MS = 4_102_444_800_000;

/**
 * The trust in a time by its source. A message has the least: it may have been delayed. A response has the bounds of
 * its request. The chat service itself sets the times of the messages.
 */
const TRUST = {message: 1, backend: 2, chat: 3} as const;
/** The trust that is always sufficient to correct the clock. */
const TRUST_MAX = 3;

/** An estimate of the service's offset from `performance.now()`, ms. */
interface OffsetEstimate {
  readonly low: number;
  readonly high: number;
  /** The most likely offset, between `low` and `high`. */
  readonly likely: number;
  readonly trust: number;
}

/**
 * The service's clock, from the times in responses and messages. It runs by `performance.now()`, because the device's
 * clock may be wrong or may be set while the room is open. Before the first time arrives, it is the device's clock.
 *
 * A single wrong time does not change it. A time that contradicts the clock must be followed by others in a row, until
 * their trust exceeds that of the clock. After the device has slept, one time is enough if the device's clock moved by
 * the same amount.
 */
export class ServiceClock {
  readonly #onCorrected: () => void;
  /** Offset of the service from `performance.now()`, ms. Undefined before the first time. */
  #offset: number | undefined;
  /** Possible error of the offset, ms: half the duration of the best request. */
  #uncertainty = 0;
  /** Sum of the trust in the times that the clock follows. */
  #trust = 0;
  /** The estimate that contradicts the clock. */
  #contradiction: OffsetEstimate | undefined;
  /**
   * Offsets of the device's clock from `performance.now()`: at the last time from the service, and at the last
   * `takeDeviceClockJump`.
   */
  #deviceOffsetAtLastTime = deviceClockOffset();
  #deviceOffsetAtLastCheck = this.#deviceOffsetAtLastTime;

  /** @param onCorrected Called after the clock has jumped by a second or more. */
  constructor(onCorrected: () => void = () => undefined) {
    this.#onCorrected = onCorrected;
  }

  /** Unix milliseconds. */
  now(): number {
    return this.#offset === undefined ? Date.now() : Math.round(performance.now() + this.#offset);
  }

  /** Takes the time of a server's response. */
  addServerTime({source, time, requestedAt, respondedAt}: ServerTime): void {
    if (!isPlausible(time)) return;
    const [low, high] = [time - respondedAt, time + SECOND_MS - requestedAt];
    this.#addEstimate({low, high, likely: (low + high) / 2, trust: TRUST[source]});
  }

  /**
   * Takes the time of a message that has just arrived.
   *
   * @param time Unix seconds.
   * @param mayBeOld True if the message may be from long ago. Its time is then only a lower bound.
   */
  addMessageTime(time: number, mayBeOld: boolean): void {
    if (!isPlausible(time * 1_000)) return;
    const low = time * 1_000 - performance.now();
    const high = mayBeOld ? Infinity : low + SECOND_MS + DELIVERY_MAX_MS;
    this.#addEstimate({low, high, likely: low + SECOND_MS / 2, trust: TRUST.message});
  }

  /**
   * True if the device's clock jumped since the last call: it was set, or the device slept. `performance.now()` may
   * stop during sleep.
   */
  takeDeviceClockJump(): boolean {
    const before = this.#deviceOffsetAtLastCheck;
    this.#deviceOffsetAtLastCheck = deviceClockOffset();
    return Math.abs(this.#deviceOffsetAtLastCheck - before) > TOLERANCE_MS;
  }

  #addEstimate(estimate: OffsetEstimate): void {
    const {low, high, trust} = estimate;
    const offset = this.#offset ?? deviceClockOffset();
    const tolerance = TOLERANCE_MS + this.#uncertainty;
    if (low - tolerance <= offset && offset <= high + tolerance) {
      this.#contradiction = undefined;
      if (high === Infinity) return; // A lower bound that the clock already satisfies.
      // A response narrows the offset. A message does so only while the offset is very uncertain.
      const isResponse = trust > TRUST.message;
      this.#set(isResponse || this.#uncertainty > TOLERANCE_MS ? clamp(estimate, offset) : offset, this.#trust + trust);
      if (isResponse) this.#uncertainty = Math.min(this.#uncertainty, (high - low) / 2);
      return;
    }
    this.#contradiction = (this.#contradiction && intersect(this.#contradiction, estimate)) ?? estimate;
    const {likely, trust: contradictingTrust} = this.#contradiction;
    if (contradictingTrust < Math.min(this.#trust + 1, TRUST_MAX) && !this.#movedWithDevice(likely - offset)) return;
    this.#uncertainty = Math.min(likely - this.#contradiction.low, this.#contradiction.high - likely);
    this.#set(likely, contradictingTrust);
  }

  /** True if the device's clock moved by the same amount as the service's. */
  #movedWithDevice(byMs: number): boolean {
    const moved = deviceClockOffset() - this.#deviceOffsetAtLastTime;
    return moved > TOLERANCE_MS && Math.abs(byMs - moved) < 2 * TOLERANCE_MS;
  }

  #set(offset: number, trust: number): void {
    const before = this.now();
    this.#offset = offset;
    this.#trust = Math.min(trust, TRUST_MAX);
    this.#contradiction = undefined;
    this.#deviceOffsetAtLastTime = deviceClockOffset();
    if (Math.abs(this.now() - before) >= CORRECTION_MIN_MS) this.#onCorrected();
  }
}

function deviceClockOffset(): number {
  return Date.now() - performance.now();
}

function isPlausible(ms: number): boolean {
  return ms > EARLIEST_MS && ms < LATEST_MS; // False for NaN.
}

/** Combines two estimates. Returns undefined if they contradict each other. */
function intersect(one: OffsetEstimate, other: OffsetEstimate): OffsetEstimate | undefined {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  if (low > high) return undefined;
  return {low, high, likely: clamp({low, high}, other.likely), trust: one.trust + other.trust};
}

function clamp({low, high}: Pick<OffsetEstimate, 'low' | 'high'>, offset: number): number {
  return Math.min(Math.max(offset, low), high);
}
