import type {FastifyBaseLogger} from 'fastify';
import {changeGroup, createGroup, type ImGroup} from '../tencent/groups.ts';
import {ImError} from '../tencent/im-error.ts';
import {sendRoomMessage} from '../tencent/messages.ts';
import type {RestClient} from '../tencent/rest-client.ts';
import type {Room} from './rooms.ts';

/** Tencent's word for a group that is not there. */
const NO_GROUP = 10010;

/** Opens the room's group with its status and notice. Its host must have an account in Tencent Chat. */
export async function openGroup(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  await createGroup(im, {groupId: room.roomId, name: room.title, ownerId: room.hostId});
  await writeStatusField(im, log, room);
  if (room.notice) await writeNotice(im, room);
}

/** Makes the group's status and notice those of the room, without a call where they are already. */
export async function matchGroup(im: RestClient, log: FastifyBaseLogger, room: Room, group: ImGroup): Promise<void> {
  if (group.fields['status'] !== statusField(room)) await writeStatusField(im, log, room);
  if (group.notification !== room.notice) await writeNotice(im, room);
}

/**
 * The status as a group custom field: what everybody reads who comes later.
 * An app whose console does not have the field refuses it; the room then lives by messages and session calls alone.
 */
export async function writeStatusField(im: RestClient, log: FastifyBaseLogger, room: Room): Promise<void> {
  try {
    await changeGroup(im, room.roomId, {fields: {status: statusField(room)}});
  } catch (err) {
    if (!(err instanceof ImError && err.failure === 'refused') || err.errorCode === NO_GROUP) throw err;
    log.warn({err, roomId: room.roomId}, 'group custom field "status" was refused: is it set up in the console?');
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

function statusField({status, statusVersion}: Room): string {
  return JSON.stringify({status, v: statusVersion});
}
