import type {FastifyBaseLogger} from 'fastify';
import {ApiError} from '../../http/errors.ts';
import type {Settings} from '../../settings/settings.ts';
import {
  AV_CHAT_ROOM,
  changeGroup,
  createGroup,
  destroyGroup,
  groupName,
  readGroups,
  type ImGroup,
} from '../../tencent/groups.ts';
import {ImError, NO_GROUP} from '../../tencent/im-error.ts';
import {sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {scheduleOf} from './describe-room.ts';
import type {Room} from './rooms.ts';

/** Limits of a custom field's name (console) and value (group). */
const FIELD_NAME = /^[A-Za-z_]\w{0,15}$/;
export const FIELD_MAX_BYTES = 512;

/** Maximum number of attempts to recreate a group that another user creates again each time. */
const TAKE_OVER_TRIES = 3;

/** The app's own accounts, which may own a room's group like the host. */
export type OwnAccounts = Pick<Settings, 'imAdmin' | 'imService'>;

/** True if the group is an AVChatRoom that the host or an account of the app owns. The server uses no other group. */
export function isOwnGroup(group: ImGroup, room: Pick<Room, 'hostId'>, {imAdmin, imService}: OwnAccounts): boolean {
  return group.type === AV_CHAT_ROOM && ['', room.hostId, imAdmin, imService].includes(group.ownerId);
}

/**
 * Creates the room's group if it is missing, owned by the host, and writes name, status, product, pin, notice and mute of all.
 * Any user of the app can create a group with any id and then controls it, and an AVChatRoom keeps its owner
 * (https://trtc.io/document/34966). So a group that another user owns is dismissed and created again.
 * The host must have an account in Tencent Chat.
 * @param group The room's group as it was read; undefined if there is none.
 * @throws ApiError CONFLICT if another user still owns the group after several attempts; ImError
 */
export async function ensureGroup(
  im: RestClient,
  log: FastifyBaseLogger,
  room: Room,
  own: OwnAccounts,
  group?: ImGroup,
): Promise<void> {
  const {roomId, title, hostId: ownerId} = room;
  for (let tries = 0; tries < TAKE_OVER_TRIES; tries++) {
    if (group && isOwnGroup(group, room, own)) return writeDifferences(im, log, room, group);
    if (group) {
      const {ownerId, type} = group;
      log.warn(
        {roomId, ownerId, type},
        "rooms: the room's group belongs to another user; it is dismissed and created again",
      );
      await destroyGroup(im, roomId);
    }
    if (await createGroup(im, {groupId: roomId, name: title, ownerId})) return writeAllParts(im, log, room);
    group = await readGroup(im, roomId);
  }
  throw new ApiError('CONFLICT', `the group "${roomId}" in Tencent Chat belongs to another user`);
}

async function writeAllParts(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  await writeStatusField(im, log, room);
  await writeProductField(im, log, room);
  if (room.pin) await writePinField(im, log, room);
  if (room.notice) await writeNotice(im, room);
  if (room.mutedAll) await changeGroup(im, room.roomId, {mutedAll: true});
}

/** Writes the parts of the group's profile that differ from the room's. */
async function writeDifferences(im: RestClient, log: FastifyBaseLogger, room: Room, group: ImGroup): Promise<void> {
  if (group.fields['status'] !== statusField(room)) await writeStatusField(im, log, room);
  if (group.fields['product'] !== productField(room)) await writeProductField(im, log, room);
  if (room.pin && group.fields['pin'] !== pinField(room)) await writePinField(im, log, room);
  if (group.notification !== room.notice) await writeNotice(im, room);
  if (group.mutedAll !== room.mutedAll) await changeGroup(im, room.roomId, {mutedAll: room.mutedAll});
  const name = groupName(room.title);
  if (group.name !== name) await changeGroup(im, room.roomId, {name});
}

/** True if the group's profile matches the room. */
export function isInSync(room: Room, group: ImGroup, own: OwnAccounts): boolean {
  return (
    isOwnGroup(group, room, own) &&
    group.fields['status'] === statusField(room) &&
    group.fields['product'] === productField(room) &&
    (!room.pin || group.fields['pin'] === pinField(room)) &&
    group.notification === room.notice &&
    group.mutedAll === room.mutedAll &&
    group.name === groupName(room.title)
  );
}

export async function readGroup(im: RestClient, roomId: string): Promise<ImGroup | undefined> {
  return (await readGroups(im, [roomId])).get(roomId);
}

/** Writes the status into a group custom field, which clients read when they join. */
export function writeStatusField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  return writeField(im, log, room.roomId, 'status', statusField(room));
}

/** Writes the products on show into a group custom field. Tencent pushes the field to the members, and a late viewer reads it on joining. */
export function writeProductField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  return writeField(im, log, room.roomId, 'product', productField(room));
}

/** Writes the pinned comment or text into a group custom field. */
export function writePinField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  return writeField(im, log, room.roomId, 'pin', pinField(room));
}

/**
 * Tencent refuses a field that the console does not define. Clients then get the value from messages and session calls
 * only.
 */
async function writeField(
  im: RestClient,
  log: FastifyBaseLogger,
  roomId: string,
  name: string,
  value: string,
): Promise<void> {
  if (!FIELD_NAME.test(name)) throw new Error(`"${name}" cannot be the name of a group custom field`);
  const bytes = Buffer.byteLength(value);
  if (bytes > FIELD_MAX_BYTES) throw new Error(`field "${name}" has ${bytes} bytes; the limit is ${FIELD_MAX_BYTES}`);
  try {
    await changeGroup(im, roomId, {fields: {[name]: value}});
  } catch (err) {
    if (!(err instanceof ImError && err.failure === 'refused') || err.errorCode === NO_GROUP) throw err;
    log.warn(
      {err, roomId},
      `rooms: group custom field "${name}" was refused: add it in the console (Chat, Feature Configuration, Group Custom ` +
        'Fields, for AVChatRoom, readable by all, writable by the app admin), and wait 10 minutes',
    );
  }
}

/**
 * Sends the status as a message, so that members get it at once. The group field contains it too, so a lost message is
 * harmless.
 */
export async function sendStatusMessage(
  im: RestClient,
  log: FastifyBaseLogger,
  room: Room,
  service: string,
): Promise<void> {
  try {
    const message = {v: 1, type: 'status', status: room.status} as const;
    await sendRoomMessage(im, room.roomId, {from: service, priority: 'High', message});
  } catch (err) {
    if (!(err instanceof ImError)) throw err;
    log.warn({err, roomId: room.roomId}, 'rooms: the status message was not sent; the group field has the status');
  }
}

/**
 * Sends the schedule as a message, so that waiting pages show it at once. They read the room again later, so a lost
 * message is harmless.
 */
export async function sendScheduleMessage(
  im: RestClient,
  log: FastifyBaseLogger,
  room: Room,
  {imService, publicApiUrl}: Pick<Settings, 'imService' | 'publicApiUrl'>,
): Promise<void> {
  try {
    const message = {v: 1, type: 'schedule', ...scheduleOf(room, publicApiUrl)} as const;
    await sendRoomMessage(im, room.roomId, {from: imService, priority: 'High', message});
  } catch (err) {
    if (!(err instanceof ImError)) throw err;
    log.warn(
      {err, roomId: room.roomId},
      'rooms: the schedule message was not sent; waiting pages read the schedule within a minute',
    );
  }
}

export function writeNotice(im: RestClient, room: Room): Promise<void> {
  return changeGroup(im, room.roomId, {notification: room.notice});
}

/**
 * An object for one product, an array for several, `null` for none: an empty field would look like one that was never
 * set.
 */
function productField({products}: Room): string {
  return JSON.stringify(products.length > 1 ? products : (products[0] ?? null));
}

/** The value of the group custom field `pin`. */
export function pinField({pin}: Pick<Room, 'pin'>): string {
  return JSON.stringify(pin);
}

function statusField({status, statusVersion}: Room): string {
  return JSON.stringify({status, v: statusVersion});
}
