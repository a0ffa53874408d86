/** Delivers events: pushes to members in push mode, and responses to held polls. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {
  broadcastEvent,
  pushBody,
  pushedBroadcastEvent,
  type GroupEvent,
  type MessageContent,
} from '../wire/group-events.ts';
import type {Group} from '../state/group.ts';
import {answerPendingPolls} from './long-polls.ts';
import type {SendResult} from '../wire/send-result.ts';

/** Publishes one event in a group, to all or only to the `audience` (user ids). */
export function publish(app: App, group: Group, item: GroupEvent, audience?: ReadonlySet<string>): void {
  group.log.append(item.MsgSeq, item, {audience});
  pushToMembers(app, group, item, audience);
  answerPendingPolls(group);
}

/** Publishes a message in every AVChatRoom: pushed per room, and once to long polls. */
export function broadcast(app: App, sender: Account, content: MessageContent): SendResult {
  const time = unixNow();
  const seq = app.broadcasts.takeSeq();
  app.broadcasts.append(seq, broadcastEvent(sender, content, seq, time));
  for (const group of app.groups.all) {
    const item = pushedBroadcastEvent(group, sender, content, time);
    group.log.append(item.MsgSeq, item, {mode: 'push'}); // Long polls read it from the broadcasts.
    pushToMembers(app, group, item);
    answerPendingPolls(group);
  }
  return {MsgTime: time, MsgSeq: seq};
}

function pushToMembers(app: App, group: Group, item: GroupEvent, audience?: ReadonlySet<string>): void {
  if (app.faults.dropPushes) return;
  let json: string | undefined;
  for (const userId of audience ?? group.online) {
    const member = group.members.get(userId);
    if (member?.mode !== 'push') continue;
    if (app.faults.isSilent(userId)) member.missedFrom ??= item.MsgSeq;
    json ??= JSON.stringify(pushBody(item));
    app.presence.push(userId, json, member.logins);
  }
}
