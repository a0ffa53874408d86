import * as v from 'valibot';
import {Backend, type Account, type RoomInfo, type ViewerSession} from '../backend/backend.js';
import type {Credentials, Profile} from '../drivers/driver.js';
import {throwIfAborted, within} from '../protocol/abort.js';
import {isSafeSocket, safeAddress} from '../protocol/address.js';
import {cleanName} from '../protocol/display-name.js';
import {LiveError} from '../protocol/errors.js';
import {SECRET_MAX_CHARS} from '../protocol/limits.js';
import {object, pathOf, text, whole} from '../protocol/schema.js';
import type {ServerTime} from '../protocol/server-time.js';
import {ViewerToken} from './viewer-token.js';

/** Signs the viewer in: asked before the first join, and again when a signature was refused as expired. */
export type CredentialsSource = Credentials | (() => Promise<Credentials>);

/** What a page says of who is to watch what. Of `credentials`, `apiUrl` and `guest` the first that is there decides. */
export interface JoinOptions {
  readonly roomId: string;
  /** The business server's `/api`. */
  readonly apiUrl?: string | undefined;
  readonly credentials?: CredentialsSource | undefined;
  /** Watch without a name, even where a name could be had. */
  readonly guest?: boolean | undefined;
  /** The app to watch in as a guest without a business server. */
  readonly sdkAppId?: number | undefined;
  /** `ws(s)://host/path` of a proxy to Tencent Chat. */
  readonly imServer?: string | undefined;
  /** `ws(s)://host/path` of a proxy to TRTC. */
  readonly rtcServer?: string | undefined;
  /** Where the picture is to be had instead of by TRTC: `https:`, or `http:` on a loopback host. */
  readonly streamUrl?: string | undefined;
}

/** What it takes to enter. */
export interface Admission {
  /** Undefined without `apiUrl`. */
  readonly backend: Backend | undefined;
  readonly sdkAppId: number;
  /** Undefined for a guest. */
  readonly credentials: Credentials | undefined;
  readonly imServer: string | undefined;
  /** What the business server knows of the viewer; undefined for a guest, and without one. */
  readonly account: Account | undefined;
  /** Undefined without a business server. */
  readonly room: RoomInfo | undefined;
  /** The sign-in to the room's picture, as it was told: whoever shows it looks closer. */
  readonly rtc?: unknown;
  /** A proxy to TRTC, as it was told. */
  readonly rtcServer?: unknown;
}

/** How long the page's own function may take. */
const PAGE_TIMEOUT_MS = 20_000;
const notAnswered = () =>
  new LiveError('SIGNATURE_INVALID', 'the credentials function does not answer', {retryable: true});

const given = object({
  sdkAppId: whole(1),
  userId: v.pipe(
    v.string(),
    v.check((id) => /^[\w-]{1,32}$/.test(id)),
  ),
  userSig: text(SECRET_MAX_CHARS, 1),
  expiresAt: v.optional(v.number()),
  nick: v.optional(
    v.pipe(
      v.string(),
      v.transform((name) => cleanName(name)),
    ),
  ),
  avatar: v.optional(
    v.pipe(
      v.string(),
      v.transform((address) => safeAddress(address) ?? ''),
    ),
  ),
  rtc: v.optional(v.unknown()),
});

/**
 * Finds out who the viewer is, and asks the business server for the room where there is one.
 *
 * @param time Called when the business server tells its time.
 */
export async function admit(
  options: JoinOptions,
  signal: AbortSignal,
  time?: (told: ServerTime) => void,
): Promise<Admission> {
  const {roomId, apiUrl, credentials, guest, sdkAppId, imServer} = options;
  if (!roomId) throw new LiveError('BAD_CONFIG', 'room-id is missing');
  const served = (told?: string) => {
    const server = imServer ?? told;
    if (!server || isSafeSocket(server)) return server;
    throw new LiveError(imServer ? 'BAD_CONFIG' : 'BACKEND_UNAVAILABLE', `"${server}" is no wss: address`);
  };
  served();
  const backend = apiUrl ? new Backend(apiUrl, time) : undefined;
  if (credentials && !guest) {
    const own = await fromPage(credentials, signal);
    throwIfAborted(signal);
    const session = backend && (await backend.exchange(roomId, own, signal));
    return {
      backend,
      sdkAppId: own.sdkAppId,
      credentials: named(own, session),
      imServer: served(session?.imServer),
      account: session,
      room: session?.room,
      rtc: own.rtc ?? session?.rtc,
      rtcServer: session?.rtcServer,
    };
  }
  if (backend && guest) {
    const session = await backend.guestSession(roomId, signal);
    return {...session, backend, credentials: undefined, account: undefined, imServer: served(session.imServer)};
  }
  if (backend) {
    const session = await viewerSession(backend, roomId, new ViewerToken(apiUrl!), signal);
    return {...session, backend, credentials: session, account: session, imServer: served(session.imServer)};
  }
  if (sdkAppId) return {backend, sdkAppId, credentials: undefined, account: undefined, imServer, room: undefined};
  throw new LiveError('BAD_CONFIG', 'give api-url, credentials, or sdk-app-id');
}

/**
 * The viewer by the name that others read: the business server's, which has written it into the service; the page's own where there
 * is no server, or the server knows no name. The driver then writes it.
 */
function named(own: Credentials, session: ViewerSession | undefined): Credentials {
  const isServers = session && (!own.nick || session.nick !== own.userId);
  const nick = isServers ? session.nick : own.nick;
  const avatar = own.avatar || session?.avatar;
  return {...own, nick, avatar, writesProfile: !isServers && !!(own.nick || own.avatar)};
}

/** A token the server no longer takes is forgotten, and the visitor is a new viewer. */
async function viewerSession(
  backend: Backend,
  roomId: string,
  token: ViewerToken,
  signal: AbortSignal,
): Promise<ViewerSession> {
  const known = token.get();
  let session: ViewerSession;
  try {
    session = await backend.viewerSession(roomId, known, signal);
  } catch (error) {
    if (!known || !(error instanceof LiveError) || error.code !== 'SIGNATURE_INVALID') throw error;
    token.set(undefined);
    session = await backend.viewerSession(roomId, undefined, signal);
  }
  token.set(session.token);
  return session;
}

async function fromPage(source: CredentialsSource, signal: AbortSignal): Promise<Credentials> {
  let value: unknown = source;
  try {
    if (typeof source === 'function') value = await within(PAGE_TIMEOUT_MS, signal, source(), notAnswered);
  } catch (cause) {
    throwIfAborted(signal);
    throw LiveError.from(cause, 'SIGNATURE_INVALID', 'the credentials function failed', {retryable: true});
  }
  const result = v.safeParse(given, value);
  if (result.success) return result.output;
  const where = pathOf(result.issues[0]);
  throw new LiveError('BAD_CONFIG', `not credentials: ${where}`);
}

export function profileOf({userId, nick = '', avatar = ''}: Credentials): Profile {
  return {userId, nick, avatar};
}
