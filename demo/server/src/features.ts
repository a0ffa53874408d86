import * as broadcasts from './features/broadcasts/index.ts';
import * as callbacks from './features/callbacks/index.ts';
import * as follows from './features/follows/index.ts';
import * as gifts from './features/gifts/index.ts';
import * as heat from './features/heat/index.ts';
import * as health from './features/health/index.ts';
import * as history from './features/history/index.ts';
import * as levels from './features/levels/index.ts';
import * as likes from './features/likes/index.ts';
import * as lotteries from './features/lotteries/index.ts';
import * as measurement from './features/measurement/index.ts';
import * as moderation from './features/moderation/index.ts';
import * as pins from './features/pins/index.ts';
import * as polls from './features/polls/index.ts';
import * as products from './features/products/index.ts';
import * as profiles from './features/profiles/index.ts';
import * as questions from './features/questions/index.ts';
import * as rateLimits from './features/rate-limits/index.ts';
import * as roomRules from './features/room-rules/index.ts';
import * as rooms from './features/rooms/index.ts';
import * as sessions from './features/sessions/index.ts';
import * as stats from './features/stats/index.ts';
import * as wallets from './features/wallets/index.ts';
import * as wordFilter from './features/word-filter/index.ts';
import type {Context} from './http/context.ts';

/** Registers every feature, and gives each one the features that it uses. */
export async function registerFeatures(base: Context): Promise<void> {
  const shared = {
    ...base,
    wordFilter: wordFilter.register(base),
    rateLimits: rateLimits.register(base),
    roomRules: roomRules.register(base),
    levels: levels.register(base),
    profiles: profiles.register(base),
  };
  const roomSync = rooms.register(shared);
  const context = {...shared, roomSync};

  const callbackWatch = await callbacks.register({
    ...context,
    ...stats.register(context),
    history: history.register(context),
    likes: likes.register(context),
    slowMode: moderation.slowModeStore(context),
  });
  sessions.register({...context, callbackWatch});
  products.register(context);
  pins.register(context);
  polls.register(context);
  questions.register(context);
  moderation.register(context);
  follows.register(context);
  lotteries.register(context);
  broadcasts.register(context);
  gifts.register({...context, onMissingGroup: (roomId) => roomSync.wake(roomId)});
  wallets.register(context);
  measurement.register(context);
  heat.register(context);
  health.register(context);
}
