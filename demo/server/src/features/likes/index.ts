import type {Context} from '../../http/context.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import type {LikeStore} from './like-store.ts';
import {Likes} from './likes.ts';
import {PostgresLikeStore} from './postgres-like-store.ts';
import {LikePublisher} from './like-publisher.ts';
import {SharedLikeStore} from './shared-like-store.ts';

export type {Like} from './like-store.ts';
export type {Likes} from './likes.ts';

export interface LikesContext extends Context {
  readonly roomRules: RoomRulesCache;
}

export function register(context: LikesContext): Likes {
  const {db, im, log, lifecycle, metrics} = context;
  const countRefused = metrics.addCounter({
    name: 'likes_refused_total',
    help: 'Like messages that were refused because too many wait',
  });
  const likes = new Likes({store: createStore(context), log, onRefused: countRefused});
  metrics.addGauge({
    name: 'likes_waiting',
    help: 'Like messages, and likes of merged messages, that this process has not counted yet',
    read: () => likes.waiting,
  });
  lifecycle.addWriter(likes);
  lifecycle.addWorker(new LikePublisher(db, im, log));
  return likes;
}

function createStore({db, redis, log, metrics, roomRules}: LikesContext): LikeStore {
  if (!redis) return new PostgresLikeStore(db);
  const onLost = metrics.addCounter({
    name: 'likes_lost_total',
    help: 'Largest number of likes of this process that were lost with the data of Redis before PostgreSQL had them',
  });
  return new SharedLikeStore({redis, db, log, isRoom: (roomId) => roomRules.of(roomId) !== undefined, onLost});
}
