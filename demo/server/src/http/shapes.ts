import {Type, type TSchemaOptions} from 'typebox';

/** Narrower than group ids of Tencent Chat and string room ids of TRTC, so that one id is valid for both. */
export const RoomId = Type.String({pattern: '^[A-Za-z0-9_-]{1,48}$', description: 'Room id, also the id of its group'});

export const UserId = Type.String({pattern: '^[A-Za-z0-9_-]{1,32}$', description: 'User id, as in Tencent Chat'});

/** A whole number that is exact in JavaScript and PostgreSQL; 0 to 2^53-1 by default. */
export function WholeNumber(options: TSchemaOptions & {readonly minimum?: number; readonly maximum?: number} = {}) {
  return Type.Integer({minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...options});
}
