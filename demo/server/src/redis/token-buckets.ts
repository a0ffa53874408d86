import {RedisUnavailable} from './redis-error.ts';
import {defineScript, type Redis} from './redis.ts';

/** Calls of one kind by one caller. */
export interface BucketRequest {
  /** A user id or an address. */
  readonly caller: string;
  readonly call: string;
  readonly requested: number;
  /** Rate at which the bucket refills, and its size. */
  readonly perSecond: number;
  readonly atOnce: number;
}

/** Token buckets: rate limits of callers. */
export interface TokenBuckets {
  /** Returns how many calls of each request are granted, in order. */
  take(requests: readonly BucketRequest[]): Promise<number[]>;
}

/** Maximum number of callers that one process stores while Redis is unavailable. The oldest is removed first. */
const CALLERS_MAX = 200_000;

interface Bucket {
  readonly available: number;
  /** By `performance.now()`. */
  readonly at: number;
}

/** Buckets stored in this process only. */
export class MemoryTokenBuckets implements TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  take(requests: readonly BucketRequest[]): Promise<number[]> {
    return Promise.resolve(requests.map((request) => this.#take(request)));
  }

  #take({caller, call, requested, perSecond, atOnce}: BucketRequest): number {
    const name = `${call} ${caller}`;
    const now = performance.now();
    const before = this.#buckets.get(name) ?? {available: atOnce, at: now};
    const available = Math.min(atOnce, before.available + (perSecond * (now - before.at)) / 1_000);
    const granted = Math.min(requested, Math.floor(available));
    this.#buckets.delete(name);
    this.#buckets.set(name, {available: available - granted, at: now});
    if (this.#buckets.size > CALLERS_MAX) this.#buckets.delete(this.#buckets.keys().next().value!);
    return granted;
  }
}

const TAKE = defineScript(`
  local requested, per_second, at_once = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local kept = redis.call('HMGET', KEYS[1], 'available', 'at')
  local available = at_once
  if kept[1] then available = math.min(at_once, kept[1] + per_second * math.max(0, now - kept[2]) / 1000) end
  local granted = math.min(requested, math.floor(available))
  redis.call('HSET', KEYS[1], 'available', tostring(available - granted), 'at', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil(at_once / per_second * 1000) + 1000)
  return granted`);

/**
 * Buckets stored in Redis, shared by all processes. While Redis is unavailable each process uses its own, which start
 * full.
 */
export class RedisTokenBuckets implements TokenBuckets {
  readonly #redis: Redis;
  readonly #own = new MemoryTokenBuckets();

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  take(requests: readonly BucketRequest[]): Promise<number[]> {
    return Promise.all(requests.map((request) => this.#take(request)));
  }

  async #take(request: BucketRequest): Promise<number> {
    const {caller, call, requested, perSecond, atOnce} = request;
    try {
      const keys = [`live-room:{${caller}}:limit:${call}`];
      return Number(await this.#redis.run(TAKE, {keys, values: [requested, perSecond, atOnce]}));
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      const [granted = 0] = await this.#own.take([request]);
      return granted;
    }
  }
}
