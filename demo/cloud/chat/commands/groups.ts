/** Joining, leaving, creating, changing and describing groups. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {optionalBody, optionalTexts, text, texts, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {hasHistory} from '../state/edition.ts';
import type {Group} from '../state/group.ts';
import {changeProfile, createGroup, describeGroup} from '../actions/groups.ts';
import {ban, readBan} from '../actions/penalties.ts';
import {COUNT_EXPIRES_S, type GroupEvent} from '../wire/group-events.ts';
import {dismiss, join, leave} from '../actions/membership.ts';
import {encodePosition, startingPosition} from '../actions/long-polls.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** The history on joining: number and maximum age of messages (Tencent, live room guide). */
const HISTORY_MESSAGES = 20;
const HISTORY_S = 86_400;

export const groups: Commands = {
  'group_open_http_svc.apply_join_group': signedIn(joinAsMember),
  'group_open_http_noauth_svc.apply_join_group': joinAsGuest,
  'group_open_http_svc.quit_group': signedIn(quit),
  'group_open_http_svc.get_group_self_member_info': signedIn(describeToMember),
  'group_open_http_svc.get_group_public_info': signedIn(describeToMember),
  'group_open_http_svc.create_group': signedIn(create),
  'group_open_http_svc.destroy_group': signedIn(destroy),
  'group_open_http_svc.modify_group_base_info': signedIn(modify),
  'group_open_http_svc.ban_group_member': signedIn(banMembers),
  'group_open_avchatroom_http_svc.get_online_member_num': countOnline,
  'group_open_http_svc.get_online_member_num': countOnline,
};

function joinAsMember(call: Call, account: Account): Body | Promise<Body> {
  const {app, body} = call;
  const group = app.groups.require(text(body, 'GroupId'));
  if (group.bans.isActive(account.userId, unixNow())) throw new Refusal(Code.NOT_PERMITTED, `banned from ${group.id}`);
  if (!app.callbacks.enabled) return completeJoin(call, account, group);
  return app.callbacks.beforeJoin(group, account).then(() => {
    if (group.dismissed) throw new Refusal(Code.NO_SUCH_GROUP, `group ${group.id} was dismissed`);
    if (call.connection.identity?.account !== account) throw new Refusal(Code.NOT_LOGGED_IN, 'not logged in');
    return completeJoin(call, account, group);
  });
}

function completeJoin({app, connection, body, after}: Call, account: Account, group: Group): Body {
  const {mode} = app.faults;
  const position = startingPosition(app, group);
  // After the response: the SDK drops pushes of a room that it has not joined yet.
  const {loginAt} = connection.identity!.token; // signedIn() checked it.
  after(() => join(app, account, group, {mode, loginAt}));
  return {
    JoinedStatus: 'JoinedSuccess',
    HugeGroupFlag: 1,
    AVChatRoomKey: `avk-${group.id}`,
    ...(mode === 'poll' && {LongPollingKey: encodePosition(position), StartSeq: position.seq}),
    RspMsgList: body.HugeGroupHistoryMsgFlag === 1 ? history(app, group) : [],
  };
}

/** Requested only by an SDK whose purchase bits include it. */
function history(app: App, group: Group): readonly GroupEvent[] {
  if (!app.historyOnJoin || !hasHistory(app.faults.edition)) return [];
  return group.log.messages(HISTORY_MESSAGES, unixNow() - HISTORY_S);
}

function joinAsGuest({app, connection, body}: Call): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  if (!connection.identity) group.touchGuest(connection, Date.now());
  return {
    JoinedStatus: 'JoinedSuccess',
    HugeGroupFlag: 1,
    LongPollingKey: encodePosition(startingPosition(app, group)),
  };
}

/** Succeeds also for a room that the one-room rule has left: the SDK quits the old room after it joined the new one. */
function quit({app, body}: Call, account: Account): Body {
  const group = app.groups.find(text(body, 'GroupId'));
  if (group) leave(app, account, group);
  return {};
}

function describeToMember({app, body}: Call, account: Account): Body {
  const ids = texts(body, 'GroupIdList', 50);
  const filter = optionalBody(body, 'ResponseFilter') ?? {};
  const customKeys = optionalTexts(filter, 'AppDefinedDataFilter_Group', 20) ?? [];
  return {GroupInfo: ids.map((id) => describeOne(app.groups.find(id), id, account, customKeys))};
}

function describeOne(group: Group | undefined, id: string, account: Account, customKeys: readonly string[]): Body {
  if (!group) return {GroupId: id, ErrorCode: Code.NO_SUCH_GROUP, ErrorInfo: `there is no group ${id}`};
  const member = group.members.get(account.userId);
  return {
    ...describeGroup(group, customKeys),
    ...(member && {
      SelfInfo: {
        Role: group.roleOf(account.userId),
        JoinTime: member.joinedAt,
        NameCard: '',
        MsgFlag: 'AcceptAndNotify',
      },
    }),
  };
}

async function create({app, body}: Call, account: Account): Promise<Body> {
  const {userId, origin} = account;
  const group = await createGroup(app, body, {operatorId: userId, ownerId: userId, origin});
  return {GroupId: group.id, HugeGroupFlag: 1};
}

function destroy({app, body, after}: Call, account: Account): Body {
  const group = requireOwned(app, body, account);
  after(() => dismiss(app, group, account.userId, account.origin));
  return {};
}

function modify({app, body}: Call, account: Account): Body {
  changeProfile(app, requireOwned(app, body, account), account, account.origin, body);
  return {};
}

function banMembers({app, body}: Call, account: Account): Body {
  const group = requireOwned(app, body, account);
  ban(app, group, account, ...readBan(body));
  return {};
}

function requireOwned(app: App, body: Body, account: Account): Group {
  const group = app.groups.require(text(body, 'GroupId'));
  if (group.ownerId !== account.userId) throw new Refusal(Code.NOT_PERMITTED, 'only the owner may do this');
  return group;
}

function countOnline({app, body}: Call): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  group.removeStaleGuests(Date.now());
  return {OnlineMemberNum: group.onlineCount(), ExpireTime: COUNT_EXPIRES_S};
}
