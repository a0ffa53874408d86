import {ApiError} from '../../http/errors.ts';
import type {BucketRequest, TokenBuckets} from '../../redis/token-buckets.ts';

/** Limits of one viewer: calls a second, and calls at once. Tapping by hand stays below them. */
export const LIMITS = {
  gifts: {perSecond: 20, atOnce: 100},
  wallet: {perSecond: 10, atOnce: 100},
  follows: {perSecond: 1, atOnce: 20},
  votes: {perSecond: 2, atOnce: 20},
  reports: {perSecond: 0.2, atOnce: 10},
  /** One-to-one messages of viewers. */
  private: {perSecond: 1, atOnce: 10},
  /** One-to-one messages of hosts, operators and the service, who answer many viewers. */
  answers: {perSecond: 10, atOnce: 100},
} as const;

export type LimitedCall = keyof typeof LIMITS;

interface Waiting {
  readonly userId: string;
  readonly call: LimitedCall;
  readonly decide: (granted: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Counts calls in a store that all processes share. Calls that arrive during one request to the store wait, and share
 * the next request.
 */
export class RateLimits {
  readonly #buckets: TokenBuckets;
  #waiting: Waiting[] = [];
  #counting = false;

  constructor(buckets: TokenBuckets) {
    this.#buckets = buckets;
  }

  /** @throws ApiError TOO_FAST */
  async take(userId: string, call: LimitedCall): Promise<void> {
    const retryAfterS = await this.wait(userId, call);
    if (!retryAfterS) return;
    throw new ApiError('TOO_FAST', 'too many calls of this viewer; wait a moment', {retryAfterS});
  }

  /** Takes one call and returns 0, or returns the seconds until the next call is granted. */
  async wait(userId: string, call: LimitedCall): Promise<number> {
    const granted = await new Promise<boolean>((decide, fail) => {
      this.#waiting.push({userId, call, decide, fail});
      void this.#count();
    });
    return granted ? 0 : Math.ceil(1 / LIMITS[call].perSecond);
  }

  async #count(): Promise<void> {
    if (this.#counting) return;
    this.#counting = true;
    while (this.#waiting.length) {
      const calls = new Map<string, Waiting[]>();
      for (const one of this.#waiting) {
        const name = `${one.userId} ${one.call}`;
        calls.set(name, [...(calls.get(name) ?? []), one]);
      }
      this.#waiting = [];
      try {
        const groups = [...calls.values()];
        const granted = await this.#buckets.take(groups.map(requestOf));
        groups.forEach((same, index) => same.forEach(({decide}, place) => decide(place < (granted[index] ?? 0))));
      } catch (error) {
        for (const waiting of calls.values()) for (const {fail} of waiting) fail(error);
      }
    }
    this.#counting = false;
  }
}

/** The bucket request for waiting calls of one kind by one viewer. */
function requestOf(same: readonly Waiting[]): BucketRequest {
  const {userId: caller, call} = same[0]!;
  return {caller, call, requested: same.length, ...LIMITS[call]};
}
