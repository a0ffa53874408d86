import * as v from 'valibot';
import {GROUP_ID_MAX_BYTES} from '../protocol/limits.js';
import {url} from '../protocol/person-schema.js';
import {integer, maybe, object, text} from '../protocol/schema.js';
import type {RoomInfo} from './room-info.js';

const schedule = object({
  /** Unix seconds: when the show is to start, and when it ended. */
  startsAt: maybe(integer(0)),
  endedAt: maybe(integer(0)),
  /** Safe URLs, or empty. */
  poster: v.optional(url),
  trailerUrl: v.optional(url),
  /** The room of the next show. */
  nextRoomId: maybe(text(GROUP_ID_MAX_BYTES, 1)),
});

export type Schedule = v.InferOutput<typeof schedule>;

/** Reads when a room's show starts and ended, and what it shows before and after. Invalid fields are left out. Never throws. */
export function decodeSchedule(room: Pick<RoomInfo, keyof Schedule>): Schedule {
  return v.parse(schedule, room); // Every field has a fallback.
}
