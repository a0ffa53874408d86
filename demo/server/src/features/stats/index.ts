import type {Context} from '../../http/context.ts';
import type {Levels} from '../levels/index.ts';
import {PresenceCounter} from './presence-counter.ts';
import {Refusals} from './refusals.ts';
import {statsRoutes} from './routes.ts';

export {readPresenceChanges} from './presence.ts';
export type {PresenceCounter} from './presence-counter.ts';
export type {Refusals} from './refusals.ts';

export interface Stats {
  readonly presence: PresenceCounter;
  readonly refusals: Refusals;
}

export function register(context: Context & {readonly levels: Levels}): Stats {
  const {db, log, lifecycle} = context;
  const presence = new PresenceCounter(context);
  const refusals = new Refusals(db, log);
  lifecycle.addWorker(presence);
  lifecycle.addWriter({stop: () => presence.settle()});
  lifecycle.addWriter({stop: () => refusals.settle()});
  statsRoutes(context);
  return {presence, refusals};
}
