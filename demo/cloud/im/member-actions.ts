/** What can be done to those in a group: muted, banned, and back. By its owner through the SDK or by an admin through REST. */
import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import {number, optionalText, texts, type Body} from './body.ts';
import {Code, Refusal} from './codes.ts';
import {hasBans} from './edition.ts';
import type {Group} from './group.ts';
import {MemberChange, memberChangeTip, Notice, noticeItem} from './items.ts';
import {expel} from './membership.ts';
import {publish} from './publish.ts';

/** Whether they are in or not: it holds also when they leave and come back. 0 seconds ends it. */
export function mute(app: App, group: Group, operator: Account, userIds: readonly string[], seconds: number): void {
  const now = unixNow();
  for (const userId of userIds) {
    if (seconds > 0) group.mutes.set(userId, seconds, now);
    else group.mutes.lift(userId);
  }
  if (!app.muteTips) return;
  const report = {ReportType: Notice.muted, ShutupTime: seconds};
  publish(app, group, noticeItem(group, operator.userId, report, now), new Set(userIds));
  const people = userIds.map((UserId) => ({UserId, ShutupTime: seconds}));
  publish(app, group, memberChangeTip(group, operator, MemberChange.muted, userIds, {MsgMemberInfo: people}, now));
}

/** Users in one ban, and bytes of its reason (Tencent, "banning group members"). */
const MAX_BANNED = 20;
const MAX_REASON_BYTES = 1_000;

export interface Ban {
  readonly seconds: number;
  readonly reason: string;
}

/** Whoever is in hears why, and is out; nobody banned comes in until it is over. */
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
  const notice = noticeItem(group, operator.userId, {ReportType: Notice.banned, ...about}, now);
  publish(app, group, notice, new Set(userIds));
  for (const userId of userIds) {
    const account = app.accounts.find(userId);
    if (account) expel(app, account, group, operator.userId);
  }
  const more = {...about, MemberExtraInfo: {Reason: reason}, MsgMemberInfo: userIds.map((UserId) => ({UserId}))};
  publish(app, group, memberChangeTip(group, operator, MemberChange.banned, userIds, more, now));
}

export function unban(app: App, group: Group, operator: Account, userIds: readonly string[]): void {
  requireBans(app);
  for (const userId of userIds) group.bans.lift(userId);
  const more = {MsgMemberInfo: userIds.map((UserId) => ({UserId}))};
  publish(app, group, memberChangeTip(group, operator, MemberChange.unbanned, userIds, more, unixNow()));
}

/** Reads and checks a `ban_group_member`. */
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
