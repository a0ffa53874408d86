import {PollClock} from './poll-clock.ts';
import {pollRoutes, type PollsContext} from './routes.ts';

export {PollShape, type PollResponse} from './poll-shape.ts';
export {CURRENT_POLL} from './polls.ts';

export function register(context: PollsContext): void {
  const {db, im, settings, log, lifecycle} = context;
  const clock = new PollClock({db, im, service: settings.imService, log});
  lifecycle.addWorker(clock);
  pollRoutes(context, clock);
}
