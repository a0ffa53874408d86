import type {Context} from '../../http/context.ts';
import {Rules} from './room-rules.ts';

export {requireNotBanned} from './bans.ts';
export {secondsLeft, type RoomRules, type Rules} from './room-rules.ts';

export function register({db, lifecycle}: Context): Rules {
  const rules = new Rules(db);
  lifecycle.addRefresh(() => rules.refresh());
  return rules;
}
