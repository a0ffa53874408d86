import {CallbackWatch} from './callback-watch.ts';
import {saveSighting} from './sightings.ts';
import {MessageFilter} from './message-filter.ts';
import {callbackRoutes} from './routes.ts';
import type {CallbacksContext} from './context.ts';

export type {CallbackWatch} from './callback-watch.ts';
export {EXPECTED_CALLBACKS, readSightings} from './sightings.ts';

export async function register(context: CallbacksContext): Promise<CallbackWatch> {
  const {db, log} = context;
  const watch = new CallbackWatch(log, (command) => {
    // If it is not written, it is written again a minute later.
    saveSighting(db, command).catch((err: unknown) => log.debug({err, command}, 'callbacks: a sighting is not saved'));
  });
  await callbackRoutes(context, new MessageFilter(context), watch);
  return watch;
}
