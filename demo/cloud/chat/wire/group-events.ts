/** Events of a group: messages, tips about members and profile, system notices. Formats measured with SDK 3.6.6. */
import {randomInt} from 'node:crypto';
import type {Body} from './body.ts';
import type {Priority} from './priority.ts';

/** The user that an event names. */
export interface EventUser {
  readonly userId: string;
  readonly tinyId: string;
  readonly profile: {readonly nick: string; readonly image: string; readonly level: number};
}

/** The group that an event belongs to. */
export interface EventGroup {
  readonly id: string;
  readonly type: string;
  readonly profile: {readonly name: string};
  readonly members: {readonly size: number};
  onlineCount(): number;
  takeSeq(): number;
}

/** Event types by their number in the protocol. */
export const EventType = {message: 3, memberTip: 4, notice: 5, profileTip: 6, broadcast: 17, recall: 20} as const;

/** One event in the format of poll responses; `pushBody` converts it for pushes. */
export interface GroupEvent extends Body {
  readonly Event: number;
  /** The sequence in its group, or among the broadcasts. */
  readonly MsgSeq: number;
}

/** Seconds until the SDK may request the online count again, after a tip or response that contained it. */
export const COUNT_EXPIRES_S = 10;

const MSG_RANDOM_MAX = 0x7fff_ffff;

export interface MessageContent {
  readonly body: readonly Body[];
  readonly priority: Priority;
  readonly cloudCustomData: string;
  /** Unix seconds on the sender's clock: part of the message id, passed on unchanged. */
  readonly clientTime: number;
  readonly random: number;
  /** Fields of the request that are passed on to receivers (ClientSeq, GroupAtInfo). */
  readonly forwardedFields?: Body;
}

/** A message in a group. */
export function messageEvent(group: EventGroup, sender: EventUser, content: MessageContent, time: number): GroupEvent {
  return {
    Event: EventType.message,
    ...messageFields(sender, content, time),
    ...addressFields(group),
    MsgPriority: content.priority,
    ...content.forwardedFields,
    GroupInfo: {
      ...groupInfo(group),
      From_AccountNick: sender.profile.nick,
      From_AccountHeadurl: sender.profile.image,
      From_AccountLevel: sender.profile.level,
    },
  };
}

/** A broadcast in the format of poll responses: it belongs to no group. */
export function broadcastEvent(sender: EventUser, content: MessageContent, seq: number, time: number): GroupEvent {
  return {Event: EventType.broadcast, ...messageFields(sender, content, time), MsgSeq: seq};
}

/** A broadcast in the format of a push to one group; a flag distinguishes it from a message. */
export function pushedBroadcastEvent(
  group: EventGroup,
  sender: EventUser,
  content: MessageContent,
  time: number,
): GroupEvent {
  return {...messageEvent(group, sender, content, time), Event: EventType.broadcast, IsBroadcastMessage: true};
}

export function memberTip(group: EventGroup, account: EventUser, change: 'joined' | 'quit', time: number): GroupEvent {
  const person = {UserId: account.userId, NickName: account.profile.nick, ImageUrl: account.profile.image};
  return {
    Event: EventType.memberTip,
    ...tipFields(group, account, time),
    MsgBody: {
      OpType: change === 'joined' ? 1 : 2,
      Operator_Account: account.userId,
      GroupJoinType: change === 'joined' ? 1 : 0,
      MemberNum: group.members.size,
      OnlineMemberInfo: {OnlineMemberNum: group.onlineCount(), ExpireTime: COUNT_EXPIRES_S},
      List_Account: [account.userId],
      MsgMemberExtraInfo: [person],
      MsgOperatorMemberExtraInfo: person,
    },
    GroupInfo: {...groupInfo(group), From_AccountNick: account.profile.nick},
  };
}

/** Changes of members by `OpType`. */
export const MemberChange = {muted: 7, banned: 10, unbanned: 11} as const;

/** A tip about members that were muted, banned or unbanned; `more` holds the fields of the change. */
export function memberChangeTip(
  group: EventGroup,
  operator: EventUser,
  change: number,
  userIds: readonly string[],
  more: Body,
  time: number,
): GroupEvent {
  return {
    Event: EventType.memberTip,
    ...tipFields(group, operator, time),
    MsgBody: {OpType: change, Operator_Account: operator.userId, List_Account: userIds, ...more},
    GroupInfo: {...groupInfo(group), From_AccountNick: operator.profile.nick},
  };
}

/** A recall of messages. The SDK identifies them by the parts of their id. */
export function recallEvent(
  group: EventGroup,
  operator: EventUser,
  messages: readonly GroupEvent[],
  reason: string,
  time: number,
): GroupEvent {
  return {
    Event: EventType.recall,
    ...tipFields(group, operator, time),
    MsgBody: {
      RevokeMsgList: messages.map(({MsgSeq, MsgRandom, MsgTimeStamp, TinyId, MsgClientTime}) => ({
        GroupId: group.id,
        MsgSeq,
        MsgRandom,
        MsgTimeStamp,
        TinyId,
        MsgClientTime,
      })),
    },
    RevokerInfo: {Revoker_Account: operator.userId, Reason: reason},
    GroupInfo: groupInfo(group),
  };
}

/** A change of the group's own profile. */
export function profileTip(group: EventGroup, operator: EventUser, change: Body, time: number): GroupEvent {
  return {
    Event: EventType.profileTip,
    ...tipFields(group, operator, time),
    MsgBody: {
      OpType: 6,
      Operator_Account: operator.userId,
      MsgGroupNewInfo: change,
      OnlineMemberInfo: {OnlineMemberNum: group.onlineCount(), ExpireTime: COUNT_EXPIRES_S},
    },
    GroupInfo: {...groupInfo(group), From_AccountNick: operator.profile.nick},
  };
}

/** Changes of counters. The SDK ignores deletions (3.6.6). */
export const CounterEvent = {changed: 0, deleted: 1} as const;

export function counterTip(group: EventGroup, operator: EventUser, info: Body, time: number): GroupEvent {
  return {
    Event: EventType.profileTip,
    ...tipFields(group, operator, time),
    MsgBody: {OpType: 6, Operator_Account: operator.userId, GroupCounterInfo: [info]},
    GroupInfo: groupInfo(group),
  };
}

export const Notice = {dismissed: 5, banned: 21, muted: 22, custom: 255} as const;

export function noticeEvent(
  group: EventGroup,
  operatorId: string,
  report: Body & {readonly ReportType: number},
  time: number,
): GroupEvent {
  return {
    Event: EventType.notice,
    IsSystemMsg: 1,
    From_Account: '@TIM#SYSTEM',
    ...addressFields(group),
    MsgRandom: randomInt(1, MSG_RANDOM_MAX),
    MsgTimeStamp: time,
    MsgClientTime: time,
    MsgBody: {...report, Operator_Account: operatorId},
    GroupInfo: groupInfo(group),
  };
}

/** @returns The event in the envelope of pushes. */
export function pushBody(item: GroupEvent): Body {
  if (item.Event === EventType.recall) return recallPushBody(item);
  const isMessage = item.Event === EventType.message || item.Event === EventType.broadcast;
  return {Event: item.Event, [isMessage ? 'GroupMsgArray' : 'GroupTips']: [item]};
}

/** A recall is pushed as a notice; the SDK ignores the format of poll responses (3.6.6). */
function recallPushBody(item: GroupEvent): Body {
  const {RevokeMsgList} = item.MsgBody as Body; // Created by recallEvent.
  const tip = {...item, Event: EventType.notice, MsgBody: {GroupWithdrawInfoArray: RevokeMsgList}};
  return {Event: EventType.notice, GroupTips: [tip]};
}

function messageFields(sender: EventUser, content: MessageContent, time: number): Body {
  return {
    From_Account: sender.userId,
    TinyId: sender.tinyId,
    MsgRandom: content.random,
    MsgTimeStamp: time,
    MsgClientTime: content.clientTime,
    MsgBody: content.body,
    CloudCustomData: content.cloudCustomData,
  };
}

function tipFields(group: EventGroup, by: EventUser, time: number): Body & {readonly MsgSeq: number} {
  return {
    From_Account: by.userId,
    TinyId: by.tinyId,
    ...addressFields(group),
    MsgRandom: randomInt(1, MSG_RANDOM_MAX),
    MsgTimeStamp: time,
    MsgClientTime: time,
  };
}

/** Takes the group's next sequence: every event calls this exactly once. */
function addressFields(group: EventGroup): {GroupId: string; ToGroupId: string; MsgSeq: number} {
  return {GroupId: group.id, ToGroupId: group.id, MsgSeq: group.takeSeq()};
}

function groupInfo(group: EventGroup): Body {
  return {GroupId: group.id, GroupName: group.profile.name, GroupType: group.type};
}
