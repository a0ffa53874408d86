import {unixNow, type App} from './app.ts';
import type {Said} from './callbacks.ts';
import {Code, Refusal} from './codes.ts';
import type {Group} from './group.ts';
import {messageItem} from './items.ts';
import {publish} from './publish.ts';

/** What the sender is told. A message that was dropped has no place in the room: its `MsgSeq` is 0. */
export interface Sent {
  readonly MsgTime: number;
  readonly MsgSeq: number;
  /** Why nobody will see it; the SDK logs it and calls it a success. */
  readonly MsgDropReason?: string;
}

/**
 * A message in a group: the one way in, for the SDK's and for REST's. The same message again is not said again; the
 * business server may refuse, alter or drop it; the room's limit may drop it; what is left is said and told.
 */
export function say(app: App, group: Group, said: Said): Promise<Sent> {
  const name = `${group.id} ${said.sender.userId} ${said.content.random}`;
  return app.recentSends.once(name, () => sayOnce(app, group, said));
}

async function sayOnce(app: App, group: Group, said: Said): Promise<Sent> {
  const {callbacks, faults} = app;
  // Without callbacks nothing is awaited, so that messages keep the order they came in.
  const content = said.unasked || !callbacks.wanted ? said.content : await callbacks.beforeSend(group, said);
  const time = unixNow();
  if (!content) return {MsgTime: time, MsgSeq: 0};
  if (group.dismissed) throw new Refusal(Code.NO_SUCH_GROUP, `group ${group.id} is gone`);
  // REST is the business server's own voice: outside the limit, and not counted.
  const isLimited = said.origin.platform !== 'RESTAPI';
  if (isLimited && !group.rate.admits(content.priority, faults.messagesPerSecond, performance.now())) {
    return {MsgTime: time, MsgSeq: 0, MsgDropReason: 'LimitMsgFreq'};
  }
  const item = messageItem(group, said.sender, content, time);
  group.lastMessageAt = time;
  publish(app, group, item);
  const sent = {MsgTime: time, MsgSeq: item.MsgSeq};
  if (!said.untold) callbacks.afterSend(group, {...said, content}, sent);
  return sent;
}
