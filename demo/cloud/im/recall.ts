import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import {bodies, number, type Body} from './body.ts';
import {Code} from './codes.ts';
import type {Group} from './group.ts';
import {Event, recallItem, type Item} from './items.ts';
import {publish} from './publish.ts';

/** Messages in one request (Tencent, "recalling group messages"). */
const MAX_RECALLED = 10;

/** What became of one message: `RetCode` 0, or why it stays. */
export interface Recalled {
  readonly MsgSeq: number;
  readonly RetCode: number;
}

export interface RecallOptions {
  readonly reason: string;
  /** 0 if this message may be taken back, else why not; any may unless given. */
  readonly judge?: (message: Item) => number;
}

/** Takes messages back: whoever heard them is told, nobody hears them any more. */
export function recall(
  app: App,
  group: Group,
  operator: Account,
  seqs: readonly number[],
  {reason, judge = () => 0}: RecallOptions,
): Recalled[] {
  const recalled: Item[] = [];
  const results = seqs.map((MsgSeq) => {
    const item = group.log.find(MsgSeq);
    const RetCode = whyNot(item) || judge(item!); // whyNot found it.
    if (RetCode === 0) recalled.push(item!);
    return {MsgSeq, RetCode};
  });
  for (const {MsgSeq} of recalled) group.log.remove(MsgSeq);
  if (recalled.length > 0) publish(app, group, recallItem(group, operator, recalled, reason, unixNow()));
  return results;
}

export function readRecalled(body: Body): readonly number[] {
  return [...new Set(bodies(body, 'MsgSeqList', MAX_RECALLED).map((entry) => number(entry, 'MsgSeq')))];
}

function whyNot(item: Item | undefined): number {
  if (!item) return Code.NO_SUCH_MESSAGE;
  return item.Event === Event.message ? 0 : Code.NOT_RECALLABLE;
}
