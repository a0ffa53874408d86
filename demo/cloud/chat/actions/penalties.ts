/** Mutes and bans in a group, for owners (SDK) and admins (REST). */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {number, optionalText, texts, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {hasBans} from '../state/edition.ts';
import type {Group} from '../state/group.ts';
import {MemberChange, memberChangeTip, Notice, noticeEvent} from '../wire/group-events.ts';
import {removeMember} from './membership.ts';
import {publish} from './publish.ts';

/** Mutes users, members or not: a mute stays when they leave and return. 0 seconds ends it. */
export function mute(app: App, group: Group, operator: Account, userIds: readonly string[], seconds: number): void {
  const now = unixNow();
  for (const userId of userIds) {
    if (seconds > 0) group.mutes.set(userId, seconds, now);
    else group.mutes.remove(userId);
  }
  if (!app.muteTips) return;
  const report = {ReportType: Notice.muted, ShutupTime: seconds};
  publish(app, group, noticeEvent(group, operator.userId, report, now), new Set(userIds));
  const people = userIds.map((UserId) => ({UserId, ShutupTime: seconds}));
  publish(app, group, memberChangeTip(group, operator, MemberChange.muted, userIds, {MsgMemberInfo: people}, now));
}

/** Limits of a ban: users per request, and bytes of its reason (Tencent, "banning group members"). */
const MAX_BANNED = 20;
const MAX_REASON_BYTES = 1_000;

export interface Ban {
  readonly seconds: number;
  readonly reason: string;
}

/** Notifies and removes the members; banned users cannot join until the ban ends. */
export function ban(
  app: App,
  group: Group,
  operator: Account,
  userIds: readonly string[],
  {seconds, reason}: Ban,
): void {
  requireBans(app);
  const now = unixNow();
  for (const userId of userIds) group.bans.set(userId, seconds, now);
  const about = {BanDuration: seconds, BanDescription: reason};
  const notice = noticeEvent(group, operator.userId, {ReportType: Notice.banned, ...about}, now);
  publish(app, group, notice, new Set(userIds));
  for (const userId of userIds) {
    const account = app.accounts.find(userId);
    if (account) removeMember(app, account, group, operator.userId);
  }
  const more = {...about, MemberExtraInfo: {Reason: reason}, MsgMemberInfo: userIds.map((UserId) => ({UserId}))};
  publish(app, group, memberChangeTip(group, operator, MemberChange.banned, userIds, more, now));
}

export function unban(app: App, group: Group, operator: Account, userIds: readonly string[]): void {
  requireBans(app);
  for (const userId of userIds) group.bans.remove(userId);
  const more = {MsgMemberInfo: userIds.map((UserId) => ({UserId}))};
  publish(app, group, memberChangeTip(group, operator, MemberChange.unbanned, userIds, more, unixNow()));
}

/** Validates the body of `ban_group_member`. */
export function readBan(body: Body): [userIds: readonly string[], ban: Ban] {
  const seconds = number(body, 'Duration');
  if (seconds === 0) throw new Refusal(Code.BAD_PARAMETER, 'Duration must not be 0');
  return [readBanned(body), {seconds, reason: optionalText(body, 'Description', MAX_REASON_BYTES) ?? ''}];
}

export function readBanned(body: Body): readonly string[] {
  const userIds = texts(body, 'Members_Account', 10 * MAX_BANNED);
  if (userIds.length > MAX_BANNED) throw new Refusal(Code.TOO_MANY_MEMBERS, `at most ${MAX_BANNED} users at once`);
  return userIds;
}

export function requireBans(app: App): void {
  if (!hasBans(app.faults.edition)) throw new Refusal(Code.NOT_IN_EDITION, 'this edition has no bans');
}
