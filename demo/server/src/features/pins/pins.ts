import type {FastifyBaseLogger} from 'fastify';
import type {Transaction} from 'kysely';
import {announceChange} from '../../database/changes.ts';
import type {Database} from '../../database/schema.ts';
import type {Pin} from '../../database/tables/rooms.ts';
import {ApiError} from '../../http/errors.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {FIELD_MAX_BYTES, lockRoom, pinField, requireRoom, updatePin, writePinField, type Room} from '../rooms/index.ts';

/**
 * Pins a comment or a text in the database and the group field, or removes the current pin. @throws ApiError INVALID if
 * the field would be too long; NOT_FOUND without such a room or comment; ImError
 */
export async function setPin(
  transaction: Transaction<Database>,
  {im, log}: {readonly im: RestClient; readonly log: FastifyBaseLogger},
  roomId: string,
  pin: Omit<Pin, 'v'>,
): Promise<Room> {
  await lockRoom(transaction, roomId);
  if (pin.seq !== undefined) await requireComment(transaction, roomId, pin.seq);
  const room = await updatePin(transaction, roomId, pin);
  const bytes = Buffer.byteLength(pinField(room));
  if (bytes > FIELD_MAX_BYTES) {
    throw new ApiError('INVALID', `text and translations are too long: ${bytes} bytes as JSON, of ${FIELD_MAX_BYTES}`);
  }
  await announceChange(transaction, roomId);
  await writePinField(im, log, room);
  return room;
}

/** Removes the pin of this comment. A pin of another comment stays. @throws ImError */
export async function unpinComment(
  transaction: Transaction<Database>,
  services: {readonly im: RestClient; readonly log: FastifyBaseLogger},
  roomId: string,
  seq: number,
): Promise<void> {
  const {pin} = await requireRoom(transaction, roomId);
  if (pin?.seq === seq) await setPin(transaction, services, roomId, {});
}

async function requireComment(transaction: Transaction<Database>, roomId: string, seq: number): Promise<void> {
  const comment = await transaction
    .selectFrom('messages')
    .select('seq')
    .where('room_id', '=', roomId)
    .where('seq', '=', seq)
    .where('deleted', '=', false)
    .executeTakeFirst();
  if (!comment) throw new ApiError('NOT_FOUND', `there is no message ${seq} in room "${roomId}"`);
}
