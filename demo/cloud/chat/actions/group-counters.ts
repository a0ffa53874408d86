/** Reads and changes the counters of a group, for members (SDK) and admins (REST). */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import type {Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {hasCounters} from '../state/edition.ts';
import type {Group} from '../state/group.ts';
import {readCounterChange, readCounterKeys, type Counter} from '../state/group-counters.ts';
import {CounterEvent, counterTip} from '../wire/group-events.ts';
import {publish} from './publish.ts';

/** @returns The changed counters with their new values; the room receives the same. */
export function updateCounters(app: App, group: Group, operator: Account, body: Body): Body {
  requireCounters(app);
  const changed = group.counters.change(readCounterChange(body));
  publishCounters(app, group, operator, CounterEvent.changed, changed);
  return {GroupCounter: changed};
}

export function getCounters(app: App, group: Group, body: Body): Body {
  requireCounters(app);
  return {GroupCounterSeq: group.counters.seq, GroupCounter: group.counters.list(readCounterKeys(body))};
}

export function deleteCounters(app: App, group: Group, operator: Account, body: Body): Body {
  requireCounters(app);
  const deleted = group.counters.delete(readCounterKeys(body));
  if (deleted.length > 0) publishCounters(app, group, operator, CounterEvent.deleted, deleted);
  return {};
}

function publishCounters(app: App, group: Group, operator: Account, type: number, counters: readonly Counter[]): void {
  const info = {Type: type, GroupCounterSeq: group.counters.seq, GroupCounter: counters};
  publish(app, group, counterTip(group, operator, info, unixNow()));
}

function requireCounters(app: App): void {
  if (!hasCounters(app.faults.edition)) throw new Refusal(Code.NOT_IN_EDITION, 'this edition has no group counters');
}
