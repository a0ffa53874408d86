import type {Context} from '../../http/context.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';

export interface ModerationContext extends Context {
  readonly rateLimits: RateLimits;
  readonly roomRules: RoomRulesCache;
  readonly wordFilter: WordFilter;
}
