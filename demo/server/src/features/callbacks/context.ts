import type {Context} from '../../http/context.ts';
import type {History} from '../history/index.ts';
import type {Levels} from '../levels/index.ts';
import type {Likes} from '../likes/index.ts';
import type {SlowModeStore} from '../moderation/index.ts';
import type {Profiles} from '../profiles/index.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import type {RoomSync} from '../rooms/index.ts';
import type {Stats} from '../stats/index.ts';
import type {WordFilter} from '../word-filter/index.ts';

export interface CallbacksContext extends Context, Stats {
  readonly history: History;
  readonly levels: Levels;
  readonly likes: Likes;
  readonly rateLimits: RateLimits;
  readonly profiles: Profiles;
  readonly roomSync: RoomSync;
  readonly roomRules: RoomRulesCache;
  readonly slowMode: SlowModeStore;
  readonly wordFilter: WordFilter;
}
