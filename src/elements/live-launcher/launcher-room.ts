import * as v from 'valibot';
import {BROADCAST_MAX_CHARS, TIME_MAX_S} from '../../protocol/limits.js';
import {absoluteUrl} from '../../session/presented-room.js';
import {person, url} from '../../protocol/person-schema.js';
import {displayText, integer, maybe, object, unchecked} from '../../protocol/schema.js';
import {safeUrl} from '../../protocol/safe-url.js';

/** Largest response that is read, bytes. */
const RESPONSE_MAX_BYTES = 262_144;
/** Timeout of the request. */
const REQUEST_TIMEOUT_MS = 10_000;

const schema = object({
  title: displayText(BROADCAST_MAX_CHARS),
  host: v.fallback(object({avatar: person.entries.avatar, nick: person.entries.nick}), {avatar: '', nick: ''}),
  status: v.picklist(['upcoming', 'live', 'paused', 'ended']),
  /** Unix seconds. */
  startsAt: maybe(integer(1, TIME_MAX_S)),
  poster: maybe(url),
  trailerUrl: maybe(url),
  viewersNow: maybe(integer(0)),
  /** Titles by language: `translated` checks them. */
  translations: unchecked,
});

/** The fields of a room that the launcher shows. */
export type LauncherRoom = v.InferOutput<typeof schema>;

export interface LauncherAnswer {
  readonly room: LauncherRoom;
  /** The service's clock minus the device's, ms. 0 if the response has no readable `Date`. */
  readonly clockOffsetMs: number;
}

/** Requests the public description of a room. Rejects if the server does not answer with a valid one. */
export async function requestRoom(apiUrl: string, roomId: string, signal: AbortSignal): Promise<LauncherAnswer> {
  const api = safeUrl(absoluteUrl(apiUrl));
  if (!api) throw new TypeError(`api-url "${apiUrl}" must be an https: URL (http: on a loopback host)`);
  const request = new AbortController();
  const abort = () => request.abort();
  const timer = setTimeout(abort, REQUEST_TIMEOUT_MS);
  signal.addEventListener('abort', abort, {once: true});
  try {
    const response = await fetch(`${api}/rooms/${encodeURIComponent(roomId)}`, {
      credentials: 'omit',
      signal: request.signal,
    });
    if (!response.ok) throw new Error(`the server answers ${response.status} for room "${roomId}"`);
    if (Number(response.headers.get('Content-Length')) > RESPONSE_MAX_BYTES)
      throw new Error('the response is too long');
    const text = await response.text();
    const date = Date.parse(response.headers.get('Date') ?? '');
    return {room: v.parse(schema, JSON.parse(text)), clockOffsetMs: date ? date - Date.now() : 0};
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
