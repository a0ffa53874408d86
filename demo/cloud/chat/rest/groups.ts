/** `group_open_http_svc`: creating, changing and dismissing groups. */
import {optionalBody, optionalText, optionalTexts, text, texts, type Body} from '../wire/body.ts';
import {unixNow} from '../clock.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {changeProfile, createGroup, describeGroup} from '../actions/groups.ts';
import {noticeEvent, Notice} from '../wire/group-events.ts';
import {dismiss} from '../actions/membership.ts';
import {publish} from '../actions/publish.ts';
import type {RestCall, RestCommand} from './rest-command.ts';

/** The limit of one message element. */
const MAX_NOTIFICATION_BYTES = 8_000;

export const groups: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/create_group': create,
  'group_open_http_svc/destroy_group': destroy,
  'group_open_http_svc/change_group_owner': changeOwner,
  'group_open_http_svc/get_group_info': describe,
  'group_open_http_svc/modify_group_base_info': modify,
  'group_open_http_svc/send_group_system_notification': notify,
  'group_open_http_svc/get_online_member_num': countOnline,
};

async function create({app, admin, origin, body}: RestCall): Promise<Body> {
  const ownerId = optionalText(body, 'Owner_Account') ?? '';
  return {GroupId: (await createGroup(app, body, {operatorId: admin.userId, ownerId, origin})).id};
}

function destroy({app, admin, origin, body}: RestCall): Body {
  dismiss(app, app.groups.require(text(body, 'GroupId')), admin.userId, origin);
  return {};
}

/** The owner of an AVChatRoom cannot change: https://trtc.io/document/34966 */
function changeOwner({app, body}: RestCall): Body {
  app.groups.require(text(body, 'GroupId'));
  text(body, 'NewOwner_Account');
  throw new Refusal(Code.NOT_PERMITTED, 'the owner of an AVChatRoom cannot be changed');
}

/** Returns all custom fields, or those named in ResponseFilter. */
function describe({app, body}: RestCall): Body {
  const filter = optionalBody(body, 'ResponseFilter');
  const customKeys = filter ? (optionalTexts(filter, 'AppDefinedDataFilter_Group', 20) ?? []) : 'all';
  const GroupInfo = texts(body, 'GroupIdList', 50).map((id) => {
    const group = app.groups.find(id);
    if (!group) return {GroupId: id, ErrorCode: Code.NO_SUCH_GROUP, ErrorInfo: `there is no group ${id}`};
    return {...describeGroup(group, customKeys), OnlineMemberNum: group.onlineCount()};
  });
  return {GroupInfo};
}

function modify({app, admin, origin, body}: RestCall): Body {
  changeProfile(app, app.groups.require(text(body, 'GroupId')), admin, origin, body);
  return {};
}

/** Notifies the members in ToMembers_Account, or all members. */
function notify({app, admin, body}: RestCall): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  const content = text(body, 'Content', MAX_NOTIFICATION_BYTES);
  const to = optionalTexts(body, 'ToMembers_Account', 500);
  const notice = noticeEvent(group, admin.userId, {ReportType: Notice.custom, UserDefinedField: content}, unixNow());
  publish(app, group, notice, to?.length ? new Set(to) : undefined);
  return {};
}

function countOnline({app, body}: RestCall): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  group.removeStaleGuests(Date.now());
  return {OnlineMemberNum: group.onlineCount()};
}
