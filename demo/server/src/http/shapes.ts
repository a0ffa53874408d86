import {Type, type TSchemaOptions} from 'typebox';

/** A group id of Tencent Chat, and TRTC's string room id: narrower than either, so that it fits everywhere. */
export const RoomId = Type.String({pattern: '^[A-Za-z0-9_-]{1,48}$', description: 'Room id, also the id of its group'});

export const UserId = Type.String({pattern: '^[A-Za-z0-9_-]{1,32}$', description: 'User id, as in Tencent Chat'});

/** A whole number that is exact on every side: 0 to 2^53-1 unless the options say otherwise. */
export function WholeNumber(options: TSchemaOptions & {readonly minimum?: number; readonly maximum?: number} = {}) {
  return Type.Integer({minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...options});
}
