/** Joining and leaving groups, and dismissing them. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import type {Origin} from '../wire/origin.ts';
import type {DeliveryMode} from '../state/delivery-mode.ts';
import type {Group} from '../state/group.ts';
import {memberTip, noticeEvent, Notice} from '../wire/group-events.ts';
import {publish} from './publish.ts';

/** Member tips a second and room; further ones are dropped, as with the real service. */
const MAX_MEMBER_TIPS_PER_SECOND = 20;

/** The delivery mode and the login of a joining member. */
export interface Entry {
  readonly mode: DeliveryMode;
  readonly loginAt: number;
}

/** Adds a member. By the one-room rule it leaves every other room that it does not own. */
export function join(app: App, account: Account, group: Group, {mode, loginAt}: Entry): void {
  for (const other of [...account.rooms]) {
    if (other !== group && other.ownerId !== account.userId) leave(app, account, other);
  }
  const before = group.members.get(account.userId);
  const {joinedAt = unixNow(), logins = new Set<number>()} = before ?? {};
  group.members.set(account.userId, {userId: account.userId, mode, joinedAt, logins: logins.add(loginAt)});
  account.rooms.add(group);
  if (app.presence.isOnline(account.userId)) group.online.add(account.userId);
  if (before) return;
  publishMemberTip(app, group, account, 'joined');
  app.callbacks.joined(group, account);
  app.callbacks.memberState(group, account, {EventType: 'Online', EventCause: 'Join'});
}

export function leave(app: App, account: Account, group: Group): void {
  const wasOnline = group.online.has(account.userId);
  if (!detach(account, group)) return;
  publishMemberTip(app, group, account, 'quit');
  app.callbacks.left(group, account);
  if (wasOnline) app.callbacks.memberState(group, account, {EventType: 'Offline', EventCause: 'Quit'});
}

/** Removes a member without its request; the caller publishes the reason. */
export function removeMember(app: App, account: Account, group: Group, operatorId: string): void {
  const wasOnline = group.online.has(account.userId);
  if (!detach(account, group)) return;
  app.callbacks.left(group, account, operatorId);
  if (wasOnline) app.callbacks.memberState(group, account, {EventType: 'Offline', EventCause: 'Quit'});
}

/** Dismisses a group: notifies its members, then removes them. */
export function dismiss(app: App, group: Group, operatorId: string, origin: Origin): void {
  app.callbacks.groupDismissed(group, origin);
  publish(app, group, noticeEvent(group, operatorId, {ReportType: Notice.dismissed}, unixNow()));
  app.groups.dismiss(group);
  for (const userId of group.members.keys()) app.accounts.find(userId)?.rooms.delete(group);
  group.members.clear();
  group.online.clear();
}

/** @returns False if the account was no member. */
function detach(account: Account, group: Group): boolean {
  account.rooms.delete(group);
  group.online.delete(account.userId);
  return group.members.delete(account.userId);
}

function publishMemberTip(app: App, group: Group, account: Account, change: 'joined' | 'quit'): void {
  const time = unixNow();
  if (group.tipSecond !== time) {
    group.tipSecond = time;
    group.tipCount = 0;
  }
  if (++group.tipCount > MAX_MEMBER_TIPS_PER_SECOND) return;
  group.removeStaleGuests(Date.now());
  publish(app, group, memberTip(group, account, change, time));
}
