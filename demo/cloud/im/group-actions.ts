/** What can be done to a group, by its owner through the SDK or by an admin through REST. */
import type {Account} from './account.ts';
import {unixNow, type App} from './app.ts';
import {optionalText, text, type Body} from './body.ts';
import type {Origin} from './callback-client.ts';
import {Code, Refusal} from './codes.ts';
import {maxGroups} from './edition.ts';
import type {Group} from './group.ts';
import {describeChange, readProfileChange, toldChange} from './group-profile.ts';
import {profileTip} from './items.ts';
import {publish} from './publish.ts';

/** Who makes a group, and for whom; an empty `ownerId` is nobody. */
export interface Making {
  readonly operatorId: string;
  readonly ownerId: string;
  readonly origin: Origin;
}

/** Makes an AVChatRoom out of a `create_group` body, unless the business server refuses. Its owner, too, joins by the SDK. */
export async function createGroup(app: App, body: Body, {operatorId, ownerId, origin}: Making): Promise<Group> {
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

/** Changes a group's profile by a `modify_group_base_info` body and tells the room what changed. */
export function changeProfile(app: App, group: Group, operator: Account, origin: Origin, body: Body): void {
  const change = readProfileChange(body, app.customFields);
  group.profile.apply(change);
  app.callbacks.groupChanged(group, operator.userId, toldChange(change), origin);
  const described = describeChange(change);
  if (Object.keys(described).length === 0) return;
  const muteChanged = change.mutedAll !== undefined;
  if (group.profile.mutedAll && !muteChanged && !app.faults.tipsWhileMuted) return;
  publish(app, group, profileTip(group, operator, described, unixNow()));
}

/** A group as `GroupInfo` lists it; of the custom fields those named in `customKeys`. */
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
