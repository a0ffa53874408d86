import {BROADCAST_MAX_CHARS, TIME_MAX_S} from '../../protocol/limits.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {limitMarks} from '../../protocol/text/combining-marks.js';
import {absoluteUrl} from '../../session/presented-key.js';

/** Largest response that is read, bytes. */
const RESPONSE_MAX_BYTES = 262_144;
/** Timeout of the request. */
const REQUEST_TIMEOUT_MS = 10_000;

const STATUSES = ['upcoming', 'live', 'paused', 'ended'] as const;

/** Letters that are no combining marks. To compile the pattern that finds marks takes milliseconds, which most titles do not need. */
export const WITHOUT_MARKS = /^[\0-\u02ff\u3041-\u3096\u309b-\u9fff\uac00-\ud7a3\uff00-\uff9d]*$/;

/** The fields of a room that the launcher shows. */
export interface LauncherRoom {
  readonly title: string;
  readonly status: (typeof STATUSES)[number];
  /** Unix seconds. */
  readonly startsAt: number | undefined;
  /** The poster, else the host's avatar, else ''. */
  readonly picture: string;
  readonly trailerUrl: string | undefined;
  readonly viewersNow: number;
  /** Titles by language: `translated` checks them. */
  readonly translations: unknown;
}

/**
 * Reads a response. Undefined if it is not a room; a field with an invalid value counts as missing. By hand and not by a schema: to
 * build one and parse a room by it takes a slow phone longer than all the rest of the launcher's script.
 */
export function readRoom(value: unknown): LauncherRoom | undefined {
  const {title, status, startsAt, poster, host, trailerUrl, viewersNow, translations} = record(value);
  const known = STATUSES.find((name) => name === status);
  if (!known || typeof title !== 'string' || title.length > BROADCAST_MAX_CHARS) return undefined;
  return {
    title: WITHOUT_MARKS.test(title) ? title : limitMarks(title),
    status: known,
    startsAt: integer(startsAt, 1, TIME_MAX_S),
    picture: safeUrl(poster) ?? safeUrl(record(host)['avatar']) ?? '',
    trailerUrl: safeUrl(trailerUrl),
    viewersNow: integer(viewersNow, 0, Number.MAX_SAFE_INTEGER) ?? 0,
    translations,
  };
}

const record = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>;

function integer(value: unknown, min: number, max: number): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
    ? (value as number)
    : undefined;
}

export interface LauncherAnswer {
  readonly room: LauncherRoom;
  /** The service's clock minus the device's, ms. 0 if the response has no readable `Date`. */
  readonly clockOffsetMs: number;
}

/** The absolute address of the business server. Undefined, with an error in the console, if it is not allowed. */
export function readApiUrl(apiUrl: string): string | undefined {
  const api = safeUrl(absoluteUrl(apiUrl));
  if (!api && apiUrl !== reportedUrl) {
    reportedUrl = apiUrl;
    console.error(
      `[live-room] <live-launcher> shows no room: api-url "${apiUrl}" must be an https: URL (http: on a loopback host).`,
    );
  }
  return api;
}

let reportedUrl: string | undefined;

/**
 * Requests the public description of a room. Rejects if the server does not answer with a valid one.
 *
 * @param api Address of `readApiUrl`.
 * @param request Aborts the request. After a timeout, the function aborts it itself.
 */
export async function requestRoom(api: string, roomId: string, request: AbortController): Promise<LauncherAnswer> {
  const timer = setTimeout(() => request.abort(), REQUEST_TIMEOUT_MS);
  try {
    const {signal} = request;
    const response = await fetch(`${api}/rooms/${encodeURIComponent(roomId)}`, {credentials: 'omit', signal});
    if (!response.ok) throw new Error(`the server answers ${response.status} for room "${roomId}"`);
    if (Number(response.headers.get('Content-Length')) > RESPONSE_MAX_BYTES)
      throw new Error('the response is too long');
    const room = readRoom(await response.json());
    if (!room) throw new Error(`the server does not describe room "${roomId}"`);
    const date = Date.parse(response.headers.get('Date') ?? '');
    return {room, clockOffsetMs: date ? date - Date.now() : 0};
  } finally {
    clearTimeout(timer);
  }
}
