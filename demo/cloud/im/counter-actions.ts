/** What can be done with a group's counters, by those in it through the SDK or by an admin through REST. */
import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import type {Body} from './body.ts';
import {Code, Refusal} from './codes.ts';
import {hasCounters} from './edition.ts';
import type {Group} from './group.ts';
import {readCounterChange, readCounterKeys, type Counter} from './group-counters.ts';
import {CounterEvent, counterTip} from './items.ts';
import {publish} from './publish.ts';

/** Answers the counters it changed, as they stand now; the room is told the same. */
export function updateCounters(app: App, group: Group, operator: Account, body: Body): Body {
  requireCounters(app);
  const changed = group.counters.change(readCounterChange(body));
  tell(app, group, operator, CounterEvent.changed, changed);
  return {GroupCounter: changed};
}

export function getCounters(app: App, group: Group, body: Body): Body {
  requireCounters(app);
  return {GroupCounterSeq: group.counters.seq, GroupCounter: group.counters.list(readCounterKeys(body))};
}

export function deleteCounters(app: App, group: Group, operator: Account, body: Body): Body {
  requireCounters(app);
  const gone = group.counters.delete(readCounterKeys(body));
  if (gone.length > 0) tell(app, group, operator, CounterEvent.deleted, gone);
  return {};
}

function tell(app: App, group: Group, operator: Account, type: number, counters: readonly Counter[]): void {
  const info = {Type: type, GroupCounterSeq: group.counters.seq, GroupCounter: counters};
  publish(app, group, counterTip(group, operator, info, unixNow()));
}

function requireCounters(app: App): void {
  if (!hasCounters(app.faults.edition)) throw new Refusal(Code.NOT_IN_EDITION, 'this edition has no group counters');
}
