import type {Context} from '../../http/context.ts';
import {RoomRulesCache} from './room-rules.ts';

export {requireNotBanned} from './bans.ts';
export {secondsLeft, type RoomRules, type RoomRulesCache} from './room-rules.ts';

export function register({db, lifecycle}: Context): RoomRulesCache {
  const rules = new RoomRulesCache(db);
  lifecycle.addRefresh(({all, rooms}) => (all ? rules.refresh() : rules.refresh([...rooms])));
  return rules;
}
