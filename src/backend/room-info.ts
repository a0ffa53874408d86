import * as v from 'valibot';
import {
  BROADCAST_MAX_CHARS,
  GROUP_ID_MAX_BYTES,
  LIKE_INTERVAL_MAX_MS,
  LIKE_INTERVAL_MS,
  OPERATORS_MAX,
} from '../protocol/limits.js';
import {lotterySchema} from '../protocol/messages.js';
import {person, url, userId} from '../protocol/person-schema.js';
import {displayText, integer, list, maybe, object, text, unchecked} from '../protocol/schema.js';

export const roomSchema = object({
  roomId: text(GROUP_ID_MAX_BYTES, 1),
  title: displayText(BROADCAST_MAX_CHARS),
  host: person,
  operators: list(userId, OPERATORS_MAX),
  service: userId,
  status: v.picklist(['upcoming', 'live', 'paused', 'ended']),
  notice: v.fallback(displayText(BROADCAST_MAX_CHARS), ''),
  mutedAll: v.fallback(v.boolean(), false),
  /** Seconds between two comments of a viewer. 0 turns slow mode off. */
  slowMode: v.fallback(integer(0), 0),
  likeTotal: v.fallback(integer(0), 0),
  heat: maybe(integer(0)),
  /** Milliseconds between two like messages of a viewer. */
  likeIntervalMs: v.fallback(integer(LIKE_INTERVAL_MS, LIKE_INTERVAL_MAX_MS), LIKE_INTERVAL_MS),
  /** The product on show, `{id, v}` or null. The request for the product validates it. */
  product: unchecked,
  lottery: maybe(lotterySchema),
  /** Checked where they are used: `decodeShownProducts`, `decodePoll`, `decodePin`, `decodeSchedule`, `translated`. */
  products: unchecked,
  poll: unchecked,
  translations: unchecked,
  pin: unchecked,
  startsAt: unchecked,
  endedAt: unchecked,
  poster: unchecked,
  trailerUrl: unchecked,
  nextRoomId: unchecked,
  /** URL of the video without TRTC. */
  streamUrl: maybe(url),
  /** Seconds over which all clients of the room spread their requests after a shared outage. */
  refreshWithin: maybe(integer(1)),
});

/** The business server's description of a room. */
export type RoomInfo = v.InferOutput<typeof roomSchema>;
