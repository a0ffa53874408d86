import type {Context} from '../../http/context.ts';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import {moderationRoutes} from './routes.ts';
import type {ModerationContext} from './context.ts';
import {PostgresSlowMode, RedisSlowMode, type SlowModeStore} from './slow-mode-store.ts';
import {deleteOldTurns} from './slow-mode.ts';

export {penaltyEnd} from './penalties.ts';
export type {SlowModeStore} from './slow-mode-store.ts';

const CLEAN_UP_EVERY_MS = 60_000;

export function slowModeStore({db, redis}: Context): SlowModeStore {
  return redis ? new RedisSlowMode(redis) : new PostgresSlowMode(db);
}

export function register(context: ModerationContext): void {
  const {db, log, lifecycle} = context;
  const cleanUp = async () => {
    await deleteOldTurns(db);
    return CLEAN_UP_EVERY_MS;
  };
  lifecycle.addWorker(new PeriodicTask({name: 'slow mode: old turns were not deleted', log, work: cleanUp}));
  moderationRoutes(context);
}
