/** Purposes of REST calls. Each has calls of its own, so that a rush in one never delays another. */
export const CALL_PURPOSES = ['gifts', 'signIn', 'upkeep'] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** Tencent grants an app 200 calls a second: https://trtc.io/document/34620 */
export const REST_CALLS_PER_SECOND = 200;
/** Parts of the app's calls. Gifts are paid for; one sign-in call writes up to 100 accounts. Upkeep is everything else. */
const SHARES: Readonly<Record<CallPurpose, number>> = {gifts: 0.5, signIn: 0.2, upkeep: 0.3};
/** A call that would wait longer is refused at once. */
const WAIT_MAX_S = 30;

/** Token buckets of one process, one for each purpose. A call that finds its bucket empty waits for its turn. */
export class CallBudgets {
  readonly #buckets: Readonly<Record<CallPurpose, TokenBucket>>;

  /** @param perSecond The part of the app's calls that this process may make. */
  constructor(perSecond = REST_CALLS_PER_SECOND) {
    const bucket = (purpose: CallPurpose) => new TokenBucket(Math.max(1, perSecond * SHARES[purpose]));
    this.#buckets = {gifts: bucket('gifts'), signIn: bucket('signIn'), upkeep: bucket('upkeep')};
  }

  /** Takes one call. Returns the milliseconds to wait before it is made; undefined if too many wait already. */
  take(purpose: CallPurpose): number | undefined {
    return this.#buckets[purpose].take();
  }

  /** Calls that wait for their turn, by purpose. */
  waiting(): ReadonlyMap<CallPurpose, number> {
    return new Map(CALL_PURPOSES.map((purpose) => [purpose, this.#buckets[purpose].waiting]));
  }
}

class TokenBucket {
  readonly #perSecond: number;
  /** Below zero: calls that wait. */
  #tokens: number;
  #filledAt = performance.now();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#tokens = this.#size;
  }

  get waiting(): number {
    this.#fill();
    return Math.max(0, Math.ceil(-this.#tokens));
  }

  take(): number | undefined {
    this.#fill();
    if (this.#tokens < 1 - WAIT_MAX_S * this.#perSecond) return undefined;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1_000);
  }

  /** A full bucket and the refill of the same second stay under the limit together. */
  get #size(): number {
    return Math.max(1, this.#perSecond / 4);
  }

  #fill(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#size, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#perSecond);
    this.#filledAt = now;
  }
}
