import type {FastifyBaseLogger} from 'fastify';
import {changeGroup, createGroup, type ImGroup} from '../tencent/groups.ts';
import {ImError, NO_GROUP} from '../tencent/im-error.ts';
import {sendRoomMessage} from '../tencent/messages.ts';
import type {RestClient} from '../tencent/rest-client.ts';
import type {Room} from './rooms.ts';

/** What a console allows for the name of a field, and a group for its value. */
const FIELD_NAME = /^[A-Za-z_]\w{0,15}$/;
const FIELD_MAX_BYTES = 512;

/** Opens the room's group with its status, product and notice. Its host must have an account in Tencent Chat. */
export async function openGroup(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  await createGroup(im, {groupId: room.roomId, name: room.title, ownerId: room.hostId});
  await writeStatusField(im, log, room);
  await writeProductField(im, log, room);
  if (room.notice) await writeNotice(im, room);
  if (room.mutedAll) await changeGroup(im, room.roomId, {mutedAll: true});
}

/** Makes the group's fields, notice and silence those of the room, without a call where they are already. */
export async function matchGroup(im: RestClient, log: FastifyBaseLogger, room: Room, group: ImGroup): Promise<void> {
  if (group.fields['status'] !== statusField(room)) await writeStatusField(im, log, room);
  if (group.fields['product'] !== productField(room)) await writeProductField(im, log, room);
  if (group.notification !== room.notice) await writeNotice(im, room);
  if (group.mutedAll !== room.mutedAll) await changeGroup(im, room.roomId, {mutedAll: room.mutedAll});
}

/** The status as a group custom field: what everybody reads who comes later. */
export function writeStatusField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  return writeField(im, log, room.roomId, 'status', statusField(room));
}

/** What is on show, as a group custom field: unlike a message it is never lost. */
export function writeProductField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  return writeField(im, log, room.roomId, 'product', productField(room));
}

/** An app whose console does not have the field refuses it; the room then lives by messages and session calls alone. */
async function writeField(
  im: RestClient,
  log: FastifyBaseLogger,
  roomId: string,
  name: string,
  value: string,
): Promise<void> {
  if (!FIELD_NAME.test(name)) throw new Error(`"${name}" cannot be the name of a group custom field`);
  const bytes = Buffer.byteLength(value);
  if (bytes > FIELD_MAX_BYTES) throw new Error(`field "${name}" is ${bytes} bytes, of ${FIELD_MAX_BYTES}`);
  try {
    await changeGroup(im, roomId, {fields: {[name]: value}});
  } catch (err) {
    if (!(err instanceof ImError && err.failure === 'refused') || err.errorCode === NO_GROUP) throw err;
    log.warn(
      {err, roomId},
      `group custom field "${name}" was refused: add it in the console (Chat, Feature Configuration, Group Custom ` +
        'Fields, for AVChatRoom, readable by all, writable by the app admin), and wait 10 minutes',
    );
  }
}

/** The status as a message: what everybody inside hears at once. One that is lost does no harm. */
export async function sayStatus(im: RestClient, log: FastifyBaseLogger, room: Room, service: string): Promise<void> {
  try {
    const message = {v: 1, type: 'status', status: room.status} as const;
    await sendRoomMessage(im, room.roomId, {from: service, priority: 'High', message});
  } catch (err) {
    if (!(err instanceof ImError)) throw err;
    log.warn({err, roomId: room.roomId}, 'the status message was not sent');
  }
}

export function writeNotice(im: RestClient, room: Room): Promise<void> {
  return changeGroup(im, room.roomId, {notification: room.notice});
}

/** `null` where nothing is on show: a field that was emptied would read as one that was never told. */
function productField({product}: Room): string {
  return JSON.stringify(product);
}

function statusField({status, statusVersion}: Room): string {
  return JSON.stringify({status, v: statusVersion});
}
