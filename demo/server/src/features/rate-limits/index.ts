import type {Context} from '../../http/context.ts';
import {RedisTokenBuckets} from '../../redis/token-buckets.ts';
import {PostgresTokenBuckets} from './postgres-token-buckets.ts';
import {RateLimits} from './rate-limits.ts';

export type {RateLimits} from './rate-limits.ts';

export function register({db, redis}: Context): RateLimits {
  return new RateLimits(redis ? new RedisTokenBuckets(redis) : new PostgresTokenBuckets(db));
}
