import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {bodies, number, type Body} from '../wire/body.ts';
import {Code} from '../wire/codes.ts';
import type {Group} from '../state/group.ts';
import {EventType, recallEvent, type GroupEvent} from '../wire/group-events.ts';
import {publish} from './publish.ts';

/** Messages in one request (Tencent, "recalling group messages"). */
const MAX_RECALLED = 10;

/** The result for one message: `RetCode` 0, or the code of the refusal. */
export interface Recalled {
  readonly MsgSeq: number;
  readonly RetCode: number;
}

export interface RecallOptions {
  readonly reason: string;
  /** @returns 0 if the message may be recalled, else the code of the refusal. Default: every message may. */
  readonly check?: (message: GroupEvent) => number;
}

/** Recalls messages: removes them from the log and notifies the room. */
export function recall(
  app: App,
  group: Group,
  operator: Account,
  seqs: readonly number[],
  {reason, check = () => 0}: RecallOptions,
): Recalled[] {
  const recalled: GroupEvent[] = [];
  const results = seqs.map((MsgSeq) => {
    const item = group.log.find(MsgSeq);
    const RetCode = refusalCode(item) || check(item!); // refusalCode is not 0 without an item.
    if (RetCode === 0) recalled.push(item!);
    return {MsgSeq, RetCode};
  });
  for (const {MsgSeq} of recalled) group.log.remove(MsgSeq);
  if (recalled.length > 0) publish(app, group, recallEvent(group, operator, recalled, reason, unixNow()));
  return results;
}

export function readRecalled(body: Body): readonly number[] {
  return [...new Set(bodies(body, 'MsgSeqList', MAX_RECALLED).map((entry) => number(entry, 'MsgSeq')))];
}

function refusalCode(item: GroupEvent | undefined): number {
  if (!item) return Code.NO_SUCH_MESSAGE;
  return item.Event === EventType.message ? 0 : Code.NOT_RECALLABLE;
}
