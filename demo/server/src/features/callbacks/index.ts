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
import {CallbackWatch} from './callback-watch.ts';
import {saveSighting} from './sightings.ts';
import {MessageFilter} from './message-filter.ts';
import {callbackRoutes} from './routes.ts';

export type {CallbackWatch} from './callback-watch.ts';
export {EXPECTED_CALLBACKS, readSightings} from './sightings.ts';

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

export async function register(context: CallbacksContext): Promise<CallbackWatch> {
  const {db, log} = context;
  const watch = new CallbackWatch(log, (command) => {
    // One that is not written is written again a minute later.
    saveSighting(db, command).catch((err: unknown) => log.debug({err, command}, 'callbacks: a sighting is not saved'));
  });
  await callbackRoutes(context, new MessageFilter(context), watch);
  return watch;
}
