import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import type {OutgoingMessage} from '../callbacks/callback-bodies.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Group} from '../state/group.ts';
import {messageEvent} from '../wire/group-events.ts';
import {publish} from './publish.ts';
import type {SendResult} from '../wire/send-result.ts';

/**
 * Sends a message in a group, for the SDK and for REST. A duplicate is not published again; the business server may refuse,
 * change or drop it; the room's rate limit may drop it; then it is published and reported.
 */
export function sendMessage(app: App, group: Group, message: OutgoingMessage): Promise<SendResult> {
  const name = `${group.id} ${message.sender.userId} ${message.content.random}`;
  return app.sendDeduplicator.once(name, () => sendOnce(app, group, message));
}

async function sendOnce(app: App, group: Group, message: OutgoingMessage): Promise<SendResult> {
  const {callbacks, faults} = app;
  // Without callbacks nothing is awaited, so that messages keep their order.
  const content =
    message.skipBeforeCallback || !callbacks.enabled ? message.content : await callbacks.beforeSend(group, message);
  const time = unixNow();
  if (!content) return {MsgTime: time, MsgSeq: 0};
  if (group.dismissed) throw new Refusal(Code.NO_SUCH_GROUP, `group ${group.id} was dismissed`);
  // Messages by REST are not limited and do not count.
  const isLimited = message.origin.platform !== 'RESTAPI';
  if (isLimited && !group.rateLimit.admits(content.priority, faults.messagesPerSecond, performance.now())) {
    return {MsgTime: time, MsgSeq: 0, MsgDropReason: 'LimitMsgFreq'};
  }
  const item = messageEvent(group, message.sender, content, time);
  group.lastMessageAt = time;
  publish(app, group, item);
  const sent = {MsgTime: time, MsgSeq: item.MsgSeq};
  if (!message.skipAfterCallback) callbacks.afterSend(group, {...message, content}, sent);
  return sent;
}
