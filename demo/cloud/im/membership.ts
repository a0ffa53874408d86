/** Who comes and goes, and how the room hears of it. */
import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import type {Origin} from './callback-client.ts';
import type {Group, Mode} from './group.ts';
import {memberTip, noticeItem, Notice} from './items.ts';
import {publish} from './publish.ts';

/** Tips about comers and goers a second and room; in a storm the rest go untold, as with the real service. */
const MAX_MEMBER_TIPS_PER_SECOND = 20;

/** How one comes in, and by which login. */
export interface Entry {
  readonly mode: Mode;
  readonly loginAt: number;
}

/** Makes a member of `account`, and by the one-room rule no longer one of any room it does not own. */
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
  tell(app, group, account, 'joined');
  app.callbacks.joined(group, account);
  app.callbacks.memberState(group, account, {EventType: 'Online', EventCause: 'Join'});
}

export function leave(app: App, account: Account, group: Group): void {
  const wasOnline = group.online.has(account.userId);
  if (!detach(account, group)) return;
  tell(app, group, account, 'quit');
  app.callbacks.left(group, account);
  if (wasOnline) app.callbacks.memberState(group, account, {EventType: 'Offline', EventCause: 'Quit'});
}

/** Ends the stay of somebody who did not ask for it; who does so tells the room why. */
export function expel(app: App, account: Account, group: Group, operatorId: string): void {
  const wasOnline = group.online.has(account.userId);
  if (!detach(account, group)) return;
  app.callbacks.left(group, account, operatorId);
  if (wasOnline) app.callbacks.memberState(group, account, {EventType: 'Offline', EventCause: 'Quit'});
}

/** Ends a group: everybody in it is told, nobody is in it afterwards. */
export function dismiss(app: App, group: Group, operatorId: string, origin: Origin): void {
  app.callbacks.groupDismissed(group, origin);
  publish(app, group, noticeItem(group, operatorId, {ReportType: Notice.dismissed}, unixNow()));
  app.groups.dismiss(group);
  for (const userId of group.members.keys()) app.accounts.find(userId)?.rooms.delete(group);
  group.members.clear();
  group.online.clear();
}

/** False if it was not in. */
function detach(account: Account, group: Group): boolean {
  account.rooms.delete(group);
  group.online.delete(account.userId);
  return group.members.delete(account.userId);
}

function tell(app: App, group: Group, account: Account, change: 'joined' | 'quit'): void {
  const time = unixNow();
  if (group.tipSecond !== time) {
    group.tipSecond = time;
    group.tipCount = 0;
  }
  if (++group.tipCount > MAX_MEMBER_TIPS_PER_SECOND) return;
  group.forgetLateGuests(Date.now());
  publish(app, group, memberTip(group, account, change, time));
}
