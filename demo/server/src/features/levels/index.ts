import type {Context} from '../../http/context.ts';
import {Levels} from './levels.ts';

export {badgesOf, COIN_POINTS, COMMENT_POINTS, levelOf, PRESENCE_POINTS, PRESENCE_S} from './level.ts';
export {LEVEL_UNKNOWN, type Levels, type SenderInfo} from './levels.ts';

export function register({db, log, lifecycle}: Context): Levels {
  const levels = new Levels(db, log);
  lifecycle.addWriter({stop: () => levels.settle()});
  return levels;
}
