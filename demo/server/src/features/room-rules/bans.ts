import {ApiError} from '../../http/errors.ts';
import {secondsLeft, type RoomRules} from './room-rules.ts';

/**
 * Throws if the user is banned from any of the rooms. Rooms that do not exist are ignored.
 * @throws ApiError FORBIDDEN, with the seconds left
 */
export function requireNotBanned(rooms: readonly (RoomRules | undefined)[], userId: string): void {
  const seconds = Math.max(0, ...rooms.map((room) => (room ? secondsLeft(room.banned, userId) : 0)));
  if (seconds > 0) throw new ApiError('FORBIDDEN', 'banned from this room', {details: {reason: 'banned', seconds}});
}
