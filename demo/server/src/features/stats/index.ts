import type {Context} from '../../http/context.ts';
import type {Levels} from '../levels/index.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import {PresenceCounter} from './presence-counter.ts';
import {PostgresPresenceStore} from './presence-store.ts';
import {RedisPresenceStore} from './redis-presence-store.ts';
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

export interface StatsContext extends Context {
  readonly levels: Levels;
  readonly roomRules: RoomRulesCache;
}

export function register(context: StatsContext): Stats {
  const {db, log, lifecycle, metrics, redis, roomRules} = context;
  const store = redis
    ? new RedisPresenceStore({redis, db, isRoom: (roomId) => roomRules.of(roomId) !== undefined})
    : new PostgresPresenceStore(db);
  const presence = new PresenceCounter({...context, store});
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
