import type {Context} from '../../http/context.ts';
import type {Levels} from '../levels/index.ts';
import {Counter} from './presence-counter.ts';
import {Refusals} from './refusals.ts';
import {statsRoutes} from './routes.ts';

export {readMoves} from './presence.ts';
export type {Counter} from './presence-counter.ts';
export type {Refusals} from './refusals.ts';

export interface Stats {
  readonly presence: Counter;
  readonly refusals: Refusals;
}

export function register(context: Context & {readonly levels: Levels}): Stats {
  const {db, log, lifecycle} = context;
  const presence = new Counter(context);
  const refusals = new Refusals(db, log);
  lifecycle.addWorker(presence);
  lifecycle.addWriter({stop: () => presence.settle()});
  lifecycle.addWriter({stop: () => refusals.settle()});
  statsRoutes(context);
  return {presence, refusals};
}
