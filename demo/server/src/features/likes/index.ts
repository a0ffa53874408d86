import type {Context} from '../../http/context.ts';
import {Likes} from './likes.ts';
import {LikePublisher} from './publisher.ts';

export type {Like} from './count-likes.ts';
export type {Likes} from './likes.ts';

export function register({db, im, log, lifecycle, metrics}: Context): Likes {
  const likes = new Likes(db, log);
  metrics.addGauge({
    name: 'likes_waiting',
    help: 'Like messages that this process has not counted yet',
    read: () => likes.waiting,
  });
  lifecycle.addWriter(likes);
  lifecycle.addWorker(new LikePublisher(db, im, log));
  return likes;
}
