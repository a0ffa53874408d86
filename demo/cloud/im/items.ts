/** What a room hears: messages, tips about members and profile, notices of the system. Shapes measured with SDK 3.6.6. */
import {randomInt} from 'node:crypto';
import type {Account} from './account.ts';
import type {Body} from './body.ts';
import type {Group} from './group.ts';
import type {Priority} from './room-rate.ts';

/** Kinds of item, by the number the wire gives them. */
export const Event = {message: 3, memberTip: 4, notice: 5, profileTip: 6, broadcast: 17, recall: 20} as const;

/** One thing that happened, as a poll answers it; `pushed` wraps it for pushes. */
export interface Item extends Body {
  readonly Event: number;
  /** The place in its group, or among the broadcasts. */
  readonly MsgSeq: number;
}

/** Seconds until the SDK may ask for the online count again, counted from a tip or an answer that carried it. */
export const COUNT_EXPIRES_S = 10;

const MSG_RANDOM_MAX = 0x7fff_ffff;

export interface MessageContent {
  readonly body: readonly Body[];
  readonly priority: Priority;
  readonly cloudCustomData: string;
  /** Unix seconds on the sender's clock: half of the message's id, so it is handed on as it came. */
  readonly clientTime: number;
  readonly random: number;
  /** Further fields of the request that receivers get (ClientSeq, GroupAtInfo). */
  readonly passedOn?: Body;
}

/** A message in a group; `seq` and `time` are its place in the room. */
export function messageItem(group: Group, sender: Account, content: MessageContent, time: number): Item {
  return {
    Event: Event.message,
    ...sent(sender, content, time),
    ...addressed(group),
    MsgPriority: content.priority,
    ...content.passedOn,
    GroupInfo: {
      ...groupInfo(group),
      From_AccountNick: sender.profile.nick,
      From_AccountHeadurl: sender.profile.image,
      From_AccountLevel: sender.profile.level,
    },
  };
}

/** A broadcast as polls answer it: it belongs to no group. */
export function broadcastItem(sender: Account, content: MessageContent, seq: number, time: number): Item {
  return {Event: Event.broadcast, ...sent(sender, content, time), MsgSeq: seq};
}

/** A broadcast as it is pushed into one group, flagged so that it can be told from a message. */
export function pushedBroadcastItem(group: Group, sender: Account, content: MessageContent, time: number): Item {
  return {...messageItem(group, sender, content, time), Event: Event.broadcast, IsBroadcastMessage: true};
}

export function memberTip(group: Group, account: Account, change: 'joined' | 'quit', time: number): Item {
  const person = {UserId: account.userId, NickName: account.profile.nick, ImageUrl: account.profile.image};
  return {
    Event: Event.memberTip,
    ...told(group, account, time),
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

/** What may be done to members, by its `OpType`. */
export const MemberChange = {muted: 7, banned: 10, unbanned: 11} as const;

/** Something done to members by another; `more` says what, in the fields of its kind. */
export function memberChangeTip(
  group: Group,
  operator: Account,
  change: number,
  userIds: readonly string[],
  more: Body,
  time: number,
): Item {
  return {
    Event: Event.memberTip,
    ...told(group, operator, time),
    MsgBody: {OpType: change, Operator_Account: operator.userId, List_Account: userIds, ...more},
    GroupInfo: {...groupInfo(group), From_AccountNick: operator.profile.nick},
  };
}

/** Messages taken back. The SDK knows them by the parts of their id. */
export function recallItem(
  group: Group,
  operator: Account,
  messages: readonly Item[],
  reason: string,
  time: number,
): Item {
  return {
    Event: Event.recall,
    ...told(group, operator, time),
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
export function profileTip(group: Group, operator: Account, change: Body, time: number): Item {
  return {
    Event: Event.profileTip,
    ...told(group, operator, time),
    MsgBody: {
      OpType: 6,
      Operator_Account: operator.userId,
      MsgGroupNewInfo: change,
      OnlineMemberInfo: {OnlineMemberNum: group.onlineCount(), ExpireTime: COUNT_EXPIRES_S},
    },
    GroupInfo: {...groupInfo(group), From_AccountNick: operator.profile.nick},
  };
}

/** What became of a group's counters; the SDK says nothing of those that were deleted (3.6.6). */
export const CounterEvent = {changed: 0, deleted: 1} as const;

export function counterTip(group: Group, operator: Account, info: Body, time: number): Item {
  return {
    Event: Event.profileTip,
    ...told(group, operator, time),
    MsgBody: {OpType: 6, Operator_Account: operator.userId, GroupCounterInfo: [info]},
    GroupInfo: groupInfo(group),
  };
}

export const Notice = {dismissed: 5, banned: 21, muted: 22, custom: 255} as const;

export function noticeItem(
  group: Group,
  operatorId: string,
  report: Body & {readonly ReportType: number},
  time: number,
): Item {
  return {
    Event: Event.notice,
    IsSystemMsg: 1,
    From_Account: '@TIM#SYSTEM',
    ...addressed(group),
    MsgRandom: randomInt(1, MSG_RANDOM_MAX),
    MsgTimeStamp: time,
    MsgClientTime: time,
    MsgBody: {...report, Operator_Account: operatorId},
    GroupInfo: groupInfo(group),
  };
}

/** An item in the envelope that pushes have. */
export function pushed(item: Item): Body {
  if (item.Event === Event.recall) return pushedRecall(item);
  const isMessage = item.Event === Event.message || item.Event === Event.broadcast;
  return {Event: item.Event, [isMessage ? 'GroupMsgArray' : 'GroupTips']: [item]};
}

/** Pushes tell a recall as a notice; as polls answer it the SDK passes it over (3.6.6). */
function pushedRecall(item: Item): Body {
  const {RevokeMsgList} = item.MsgBody as Body; // As recallItem made it.
  const tip = {...item, Event: Event.notice, MsgBody: {GroupWithdrawInfoArray: RevokeMsgList}};
  return {Event: Event.notice, GroupTips: [tip]};
}

function sent(sender: Account, content: MessageContent, time: number): Body {
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

function told(group: Group, by: Account, time: number): Body & {readonly MsgSeq: number} {
  return {
    From_Account: by.userId,
    TinyId: by.tinyId,
    ...addressed(group),
    MsgRandom: randomInt(1, MSG_RANDOM_MAX),
    MsgTimeStamp: time,
    MsgClientTime: time,
  };
}

/** Takes the group's next sequence: every item calls this exactly once. */
function addressed(group: Group): {GroupId: string; ToGroupId: string; MsgSeq: number} {
  return {GroupId: group.id, ToGroupId: group.id, MsgSeq: group.takeSeq()};
}

function groupInfo(group: Group): Body {
  return {GroupId: group.id, GroupName: group.profile.name, GroupType: group.type};
}
