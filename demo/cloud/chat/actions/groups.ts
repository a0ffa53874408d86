/** Creates, changes and describes groups, for owners (SDK) and admins (REST). */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {optionalText, text, type Body} from '../wire/body.ts';
import type {Origin} from '../wire/origin.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {maxGroups} from '../state/edition.ts';
import type {Group} from '../state/group.ts';
import {tipFields, readProfileChange, callbackFields} from '../state/group-profile.ts';
import {profileTip} from '../wire/group-events.ts';
import {publish} from './publish.ts';

/** The creator and the owner of a new group; an empty `ownerId` means no owner. */
export interface GroupCreation {
  readonly operatorId: string;
  readonly ownerId: string;
  readonly origin: Origin;
}

/** Creates an AVChatRoom from a `create_group` body unless the business server refuses. The owner is no member until it joins. */
export async function createGroup(app: App, body: Body, {operatorId, ownerId, origin}: GroupCreation): Promise<Group> {
  const type = text(body, 'Type');
  const name = text(body, 'Name');
  const change = readProfileChange(body, app.customFields);
  if (ownerId) app.accounts.require(ownerId);
  await app.callbacks.beforeCreate({operatorId, ownerId, type, name}, origin);
  if (type !== 'AVChatRoom') throw new Refusal(Code.BAD_PARAMETER, `the local cloud has AVChatRooms only, no ${type}`);
  if (body.MemberList !== undefined) throw new Refusal(Code.NOT_PERMITTED, 'nobody can be invited into an AVChatRoom');
  const group = app.groups.create(optionalText(body, 'GroupId'), ownerId, maxGroups(app.faults.edition));
  group.profile.apply(change);
  return group;
}

/** Changes a group's profile by a `modify_group_base_info` body and publishes the change. */
export function changeProfile(app: App, group: Group, operator: Account, origin: Origin, body: Body): void {
  const change = readProfileChange(body, app.customFields);
  group.profile.apply(change);
  app.callbacks.groupChanged(group, operator.userId, callbackFields(change), origin);
  const described = tipFields(change);
  if (Object.keys(described).length === 0) return;
  const muteChanged = change.mutedAll !== undefined;
  if (group.profile.mutedAll && !muteChanged && !app.faults.tipsWhileMuted) return;
  publish(app, group, profileTip(group, operator, described, unixNow()));
}

/** @returns A group in the format of `GroupInfo`, with the custom fields named in `customKeys`. */
export function describeGroup(group: Group, customKeys: readonly string[] | 'all'): Body {
  const custom = group.profile.custom(customKeys === 'all' ? undefined : customKeys);
  return {
    GroupId: group.id,
    ErrorCode: 0,
    ErrorInfo: '',
    Type: group.type,
    Name: group.profile.name,
    Introduction: group.profile.text('Introduction'),
    Notification: group.profile.text('Notification'),
    FaceUrl: group.profile.text('FaceUrl'),
    Owner_Account: group.ownerId,
    CreateTime: group.createdAt,
    InfoSeq: group.lastSeq,
    LastInfoTime: group.createdAt,
    LastMsgTime: group.lastMessageAt,
    NextMsgSeq: group.lastSeq + 1,
    MemberNum: group.members.size,
    MaxMemberNum: 0,
    ShutUpAllMember: group.profile.mutedAll ? 'On' : 'Off',
    ApplyJoinOption: 'FreeAccess',
    ...(custom.length > 0 && {AppDefinedData: custom}),
  };
}
