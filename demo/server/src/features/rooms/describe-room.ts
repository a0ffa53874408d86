import {likeIntervalMs} from '../../../../../src/protocol/limits.ts';
import type {Settings} from '../../settings/settings.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {withCleanNames} from '../lotteries/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {RoomResponse} from './room-shape.ts';
import type {Room} from './rooms.ts';

/** Requests a second that the clients of one room make together after an outage, and the longest time that a client waits for its turn, s. */
const REFRESHES_PER_SECOND = 1_000;
const REFRESH_WITHIN_MAX_S = 60;

/** The room as clients receive it. */
export function describeRoom(
  room: Room,
  {settings: {publicApiUrl, imService}, wordFilter}: {readonly settings: Settings; readonly wordFilter: WordFilter},
): RoomResponse {
  return {
    roomId: room.roomId,
    title: room.title,
    host: {
      userId: room.hostId,
      nick: wordFilter.publicName({nick: room.hostNick, userId: room.hostId}),
      avatar: absoluteMediaUrl(room.hostAvatar, publicApiUrl),
    },
    operators: [...room.operators],
    service: imService,
    status: room.status,
    notice: room.notice,
    translations: translationsOf(room),
    likeTotal: room.likeTotal,
    likeIntervalMs: likeIntervalMs(room.viewersNow),
    viewersNow: room.viewersNow,
    heat: room.heat,
    product: room.products[0] ?? null,
    products: [...room.products],
    ...scheduleOf(room, publicApiUrl),
    ...(room.pin && (room.pin.seq !== undefined || room.pin.text !== undefined) && {pin: room.pin}),
    ...(room.lottery && {lottery: withCleanNames(room.lottery, wordFilter)}),
    ...(room.poll && {poll: room.poll}),
    slowMode: room.slowMode,
    mutedAll: room.mutedAll,
    coGuests: [],
    refreshWithin: refreshWithinS(room.viewersNow),
    ...(room.streamUrl && {streamUrl: absoluteMediaUrl(room.streamUrl, publicApiUrl)}),
  };
}

function translationsOf({titleTranslations, noticeTranslations}: Room) {
  const tags = new Set([...Object.keys(titleTranslations), ...Object.keys(noticeTranslations)]);
  const texts = (tag: string) => ({...titleTranslations[tag], ...noticeTranslations[tag]});
  return Object.fromEntries([...tags].map((tag) => [tag, texts(tag)]));
}

/** Start and end of the show, and the content of its room before and after it, as clients receive it. */
export function scheduleOf({startsAt, endedAt, poster, trailerUrl, nextRoomId}: Room, publicApiUrl: string) {
  return {
    ...(startsAt !== null && {startsAt}),
    ...(endedAt !== null && {endedAt}),
    ...(poster !== null && {poster: absoluteMediaUrl(poster, publicApiUrl)}),
    ...(trailerUrl !== null && {trailerUrl: absoluteMediaUrl(trailerUrl, publicApiUrl)}),
    ...(nextRoomId !== null && {nextRoomId}),
  };
}

function refreshWithinS(viewers: number): number {
  return Math.min(REFRESH_WITHIN_MAX_S, Math.max(1, Math.ceil(viewers / REFRESHES_PER_SECOND)));
}
