import type {Context} from '../../http/context.ts';
import {RateLimits} from './rate-limits.ts';

export type {RateLimits} from './rate-limits.ts';

export function register({db}: Context): RateLimits {
  return new RateLimits(db);
}
