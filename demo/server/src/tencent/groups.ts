import {ImError, NO_GROUP} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** A room's group in Tencent Chat: an AVChatRoom whose id is the room's. */
export interface ImGroup {
  readonly groupId: string;
  readonly name: string;
  /** Empty if the group has no owner. */
  readonly ownerId: string;
  /** `AVChatRoom`, `Public` and so on. */
  readonly type: string;
  readonly notification: string;
  readonly mutedAll: boolean;
  /** Group custom fields by name. Only fields that the console defines exist. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface NewImGroup {
  readonly groupId: string;
  readonly name: string;
  readonly ownerId: string;
}

export interface ImGroupChange {
  readonly name?: string;
  readonly mutedAll?: boolean;
  readonly notification?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Most groups in one call: https://cloud.tencent.com/document/product/269/1616 */
const GROUPS_A_CALL = 50;
const NAME_MAX_BYTES = 30;
export const AV_CHAT_ROOM = 'AVChatRoom';

/** ErrorCodes for a group id that is in use, by another user or by the owner. */
const ID_IN_USE = new Set([10021, 10025]);

interface GroupInfo {
  readonly GroupId?: string;
  readonly ErrorCode?: number;
  readonly Name?: string;
  readonly Owner_Account?: string;
  readonly Type?: string;
  readonly Notification?: string;
  readonly ShutUpAllMember?: string;
  readonly AppDefinedData?: readonly {readonly Key: string; readonly Value: string}[];
}

/** Returns the groups that exist, by id. */
export async function readGroups(rest: RestClient, groupIds: readonly string[]): Promise<Map<string, ImGroup>> {
  const found = new Map<string, ImGroup>();
  for (let from = 0; from < groupIds.length; from += GROUPS_A_CALL) {
    const GroupIdList = groupIds.slice(from, from + GROUPS_A_CALL);
    const {GroupInfo} = await rest.call<{GroupInfo?: GroupInfo[]}>('group_open_http_svc/get_group_info', {GroupIdList});
    for (const info of GroupInfo ?? []) {
      if (!info.GroupId || info.ErrorCode) continue;
      const fields = Object.fromEntries((info.AppDefinedData ?? []).map(({Key, Value}) => [Key, Value]));
      found.set(info.GroupId, {
        groupId: info.GroupId,
        name: info.Name ?? '',
        ownerId: info.Owner_Account ?? '',
        type: info.Type ?? AV_CHAT_ROOM,
        notification: info.Notification ?? '',
        mutedAll: info.ShutUpAllMember === 'On',
        fields,
      });
    }
  }
  return found;
}

/** Creates the group. Returns false if a group of any owner has this id already. That group is not changed. */
export async function createGroup(rest: RestClient, {groupId, name, ownerId}: NewImGroup): Promise<boolean> {
  try {
    await rest.call('group_open_http_svc/create_group', {
      Type: AV_CHAT_ROOM,
      GroupId: groupId,
      Name: groupName(name),
      Owner_Account: ownerId,
    });
    return true;
  } catch (error) {
    if (!(error instanceof ImError && ID_IN_USE.has(error.errorCode))) throw error;
    return false;
  }
}

/** Dismisses the group. A missing group is no error. */
export async function destroyGroup(rest: RestClient, groupId: string): Promise<void> {
  try {
    await rest.call('group_open_http_svc/destroy_group', {GroupId: groupId});
  } catch (error) {
    if (!(error instanceof ImError && error.errorCode === NO_GROUP)) throw error;
  }
}

/** The room's title, shortened to the longest name of a group. */
export function groupName(title: string): string {
  return fitBytes(title, NAME_MAX_BYTES);
}

/** Writes the given parts of the group's profile; members get a notification. */
export async function changeGroup(
  rest: RestClient,
  groupId: string,
  {name, notification, fields, mutedAll}: ImGroupChange,
): Promise<void> {
  await rest.call('group_open_http_svc/modify_group_base_info', {
    GroupId: groupId,
    ...(name !== undefined && {Name: name}),
    ...(notification !== undefined && {Notification: notification}),
    ...(mutedAll !== undefined && {ShutUpAllMember: mutedAll ? 'On' : 'Off'}),
    ...(fields && {AppDefinedData: Object.entries(fields).map(([Key, Value]) => ({Key, Value}))}),
  });
}

/** The longest start of the text that fits into this number of UTF-8 bytes. */
export function fitBytes(text: string, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
}
