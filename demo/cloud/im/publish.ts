/** Brings items to those they are for: pushes to members who are pushed to, answers to polls on hold. */
import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import {broadcastItem, pushed, pushedBroadcastItem, type Item, type MessageContent} from './items.ts';
import type {Group} from './group.ts';
import {wakePolls} from './polls.ts';
import type {Sent} from './say.ts';

/** Says one item in a group, to all or to the `audience` (user ids) only. */
export function publish(app: App, group: Group, item: Item, audience?: ReadonlySet<string>): void {
  group.log.append(item.MsgSeq, item, {audience});
  pushToMembers(app, group, item, audience);
  wakePolls(group);
}

/** A message to every AVChatRoom: pushed room by room, and once to everybody who polls. */
export function broadcast(app: App, sender: Account, content: MessageContent): Sent {
  const time = unixNow();
  const seq = app.broadcasts.takeSeq();
  app.broadcasts.append(seq, broadcastItem(sender, content, seq, time));
  for (const group of app.groups.all) {
    const item = pushedBroadcastItem(group, sender, content, time);
    group.log.append(item.MsgSeq, item, {mode: 'push'}); // Polls have it from the broadcasts.
    pushToMembers(app, group, item);
    wakePolls(group);
  }
  return {MsgTime: time, MsgSeq: seq};
}

function pushToMembers(app: App, group: Group, item: Item, audience?: ReadonlySet<string>): void {
  if (app.faults.dropPushes) return;
  let json: string | undefined;
  for (const userId of audience ?? group.online) {
    const member = group.members.get(userId);
    if (member?.mode !== 'push') continue;
    if (app.faults.isSilent(userId)) member.missedFrom ??= item.MsgSeq;
    json ??= JSON.stringify(pushed(item));
    app.presence.push(userId, json, member.logins);
  }
}
