import {PeriodicTask} from '../../jobs/periodic-task.ts';
import {moderationRoutes, type ModerationContext} from './routes.ts';
import {deleteOldTurns} from './slow-mode.ts';

export {mutedUntil} from './penalties.ts';
export {takeSlowModeTurn} from './slow-mode.ts';

const CLEAN_UP_EVERY_MS = 60_000;

export function register(context: ModerationContext): void {
  const {db, log, lifecycle} = context;
  const cleanUp = async () => {
    await deleteOldTurns(db);
    return CLEAN_UP_EVERY_MS;
  };
  lifecycle.addWorker(new PeriodicTask({name: 'slow mode: old turns are not deleted', log, work: cleanUp}));
  moderationRoutes(context);
}
