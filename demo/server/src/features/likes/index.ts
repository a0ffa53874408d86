import type {Context} from '../../http/context.ts';
import {Likes} from './likes.ts';
import {PostgresLikeStore} from './postgres-like-store.ts';
import {LikePublisher} from './publisher.ts';

export type {Like} from './like-store.ts';
export type {Likes} from './likes.ts';

export function register({db, im, log, lifecycle, metrics}: Context): Likes {
  const countRefused = metrics.addCounter({
    name: 'likes_refused_total',
    help: 'Like messages that were refused because too many wait',
  });
  const likes = new Likes({store: new PostgresLikeStore(db), log, onRefused: countRefused});
  metrics.addGauge({
    name: 'likes_waiting',
    help: 'Like messages, and likes of merged messages, that this process has not counted yet',
    read: () => likes.waiting,
  });
  lifecycle.addWriter(likes);
  lifecycle.addWorker(new LikePublisher(db, im, log));
  return likes;
}
