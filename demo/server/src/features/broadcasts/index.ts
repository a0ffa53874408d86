import type {Context} from '../../http/context.ts';
import {Broadcaster} from './broadcaster.ts';
import {broadcastRoutes} from './routes.ts';

export function register(context: Context): void {
  const {db, im, settings, log, lifecycle} = context;
  const broadcaster = new Broadcaster({db, im, service: settings.imService, log});
  lifecycle.addWorker(broadcaster);
  broadcastRoutes(context, broadcaster);
}
