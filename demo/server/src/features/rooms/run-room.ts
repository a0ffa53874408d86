import type {FastifyBaseLogger} from 'fastify';
import type {RoomsContext} from './routes.ts';
import {announceChange} from '../../database/changes.ts';
import type {RoomStatus} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';
import {writeProfiles} from '../../tencent/accounts.ts';
import {openOrChangeAccount} from '../accounts/index.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import type {Translations} from '../../http/translations.ts';
import {ensureGroup, sendScheduleMessage, sendStatusMessage, writeNotice, writeStatusField} from './room-group.ts';
import {
  insertRooms,
  lockRoom,
  requireRoom,
  updateNotice,
  updateSchedule,
  updateStatus,
  type NewRoom,
  type NewSchedule,
  type Room,
} from './rooms.ts';

/*
 * An operator's change is written to the database and to Tencent Chat, or to neither: if Tencent Chat fails, the transaction is
 * rolled back and the call fails.
 */

/** @throws ApiError CONFLICT if the id is in use on this server or in Tencent Chat; ImError */
export async function openRoom(
  {db, im, settings, roomRules}: RoomsContext,
  log: FastifyBaseLogger,
  room: NewRoom,
): Promise<Room> {
  const opened = await db.transaction().execute(async (transaction) => {
    const account = {userId: room.hostId, nick: '', avatar: ''};
    const {userId, nick, avatar} = await openOrChangeAccount(transaction, account, {});
    const inserted = await insertRooms(transaction, [room]);
    if (!inserted.length) throw new ApiError('CONFLICT', `the room "${room.roomId}" exists already`);
    const opened = await requireRoom(transaction, room.roomId);
    await writeProfiles(im, [{userId, nick, avatar: absoluteMediaUrl(avatar, settings.publicApiUrl)}]);
    await ensureGroup(im, log, opened, settings);
    await announceChange(transaction, room.roomId);
    return opened;
  });
  await roomRules.refresh([room.roomId]);
  return opened;
}

/** @throws ApiError NOT_FOUND; ImError */
export function setStatus(
  {db, im, settings}: RoomsContext,
  log: FastifyBaseLogger,
  roomId: string,
  status: RoomStatus,
): Promise<Room> {
  return db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    const room = await updateStatus(transaction, roomId, status);
    await announceChange(transaction, roomId);
    await writeStatusField(im, log, room);
    await sendStatusMessage(im, log, room, settings.imService);
    return room;
  });
}

/** @throws ApiError NOT_FOUND; ImError */
export function setNotice(
  {db, im}: RoomsContext,
  roomId: string,
  notice: string,
  translations: Translations<'notice'> | undefined,
): Promise<Room> {
  return db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    const room = await updateNotice(transaction, roomId, notice, translations);
    await announceChange(transaction, roomId);
    await writeNotice(im, room);
    return room;
  });
}

/** @throws ApiError NOT_FOUND, of the room or of the next one */
export async function setSchedule(
  {db, im, settings}: RoomsContext,
  log: FastifyBaseLogger,
  roomId: string,
  schedule: NewSchedule,
): Promise<Room> {
  const room = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    const updated = await updateSchedule(transaction, roomId, schedule);
    await announceChange(transaction, roomId);
    return updated;
  });
  await sendScheduleMessage(im, log, room, settings);
  return room;
}
