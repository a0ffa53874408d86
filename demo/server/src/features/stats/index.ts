import type {Context} from '../../http/context.ts';
import type {Levels} from '../levels/index.ts';
import {PresenceCounter} from './presence-counter.ts';
import {Refusals} from './refusals.ts';
import {readViewers} from './stats.ts';
import {statsRoutes} from './routes.ts';

export {readPresenceChanges} from './presence.ts';
export type {PresenceCounter} from './presence-counter.ts';
export type {Refusals} from './refusals.ts';

export interface Stats {
  readonly presence: PresenceCounter;
  readonly refusals: Refusals;
}

export function register(context: Context & {readonly levels: Levels}): Stats {
  const {db, log, lifecycle, metrics} = context;
  const presence = new PresenceCounter(context);
  const refusals = new Refusals(db, log);
  lifecycle.addWorker(presence);
  lifecycle.addWriter({stop: () => presence.settle()});
  lifecycle.addWriter({stop: () => refusals.settle()});
  metrics.addGauge({
    name: 'viewers',
    help: 'Viewers in all rooms of the app, as Tencent Chat counted them last',
    read: () => readViewers(db),
  });
  statsRoutes(context);
  return {presence, refusals};
}
