/** Purposes of REST calls. Each has its own budget, so that many calls of one never delay another. */
export const CALL_PURPOSES = ['gifts', 'signIn', 'upkeep'] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** Tencent grants an app 200 calls a second: https://trtc.io/document/34620 */
export const REST_CALLS_PER_SECOND = 200;
/** Share of each purpose in the calls of this process. One sign-in call writes up to 100 accounts. Upkeep is everything else. */
const SHARES: Readonly<Record<CallPurpose, number>> = {gifts: 0.5, signIn: 0.2, upkeep: 0.3};
/** Longest wait of a call. A call that would wait longer is refused at once. */
const WAIT_MAX_S = 30;

/** Token buckets of this process, one for each purpose. A call waits while its bucket is empty. */
export class CallBudgets {
  readonly #buckets: Readonly<Record<CallPurpose, TokenBucket>>;

  /** @param perSecond Calls a second that this process may make. */
  constructor(perSecond = REST_CALLS_PER_SECOND) {
    const bucket = (purpose: CallPurpose) => new TokenBucket(Math.max(1, perSecond * SHARES[purpose]));
    this.#buckets = {gifts: bucket('gifts'), signIn: bucket('signIn'), upkeep: bucket('upkeep')};
  }

  /** Takes one call. Returns the milliseconds to wait before making it; undefined if too many calls wait already. */
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
  /** Negative while calls wait. */
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

  /** Small, so that a full bucket adds few calls to those of that second. */
  get #size(): number {
    return Math.max(1, this.#perSecond / 4);
  }

  #fill(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#size, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#perSecond);
    this.#filledAt = now;
  }
}
