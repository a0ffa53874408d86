import * as v from 'valibot';
import {roomSchema, type RoomInfo} from '../../backend/room-info.js';
import {decodeSchedule, type Schedule} from '../../backend/schedule.js';
import {TIME_MAX_S} from '../../protocol/limits.js';
import type {LiveSession} from '../live-session.js';

/** A show that begins at a known time. */
export interface Show {
  readonly roomId: string;
  readonly title: string;
  /** Unix seconds. */
  readonly startsAt: number;
  /** Titles by language tag, as the server sent them. */
  readonly translations?: unknown;
}

export type {Schedule};

/**
 * Returns when a room's show starts and ended, and the texts and pictures before and after it. Reads a room or a
 * `schedule` message. Never throws.
 */
export function scheduleOf(info: Pick<RoomInfo, keyof Schedule> | undefined): Schedule {
  const schedule = info ? decodeSchedule(info) : {};
  return (schedule.startsAt ?? 0) > TIME_MAX_S ? {...schedule, startsAt: undefined} : schedule;
}

/** Loads the public description of a room. Rejects if the server does not respond. */
export async function loadRoom(session: LiveSession, roomId: string, signal: AbortSignal): Promise<RoomInfo> {
  return v.parse(roomSchema, await session.request(`/rooms/${encodeURIComponent(roomId)}`, {signal}));
}

/**
 * Loads the show of another room. Resolves with undefined if it has no start time. Rejects if the server does not
 * respond.
 */
export async function loadShow(session: LiveSession, roomId: string, signal: AbortSignal): Promise<Show | undefined> {
  const info = await loadRoom(session, roomId, signal);
  const {startsAt} = scheduleOf(info);
  return startsAt ? {roomId, title: info.title, startsAt, translations: info.translations} : undefined;
}
