import * as v from 'valibot';
import {Backend, type Account, type SignInResponse} from '../../backend/backend.js';
import type {RoomInfo} from '../../backend/room-info.js';
import type {Credentials} from '../../drivers/chat-driver.js';
import type {Profile} from '../../drivers/profile.js';
import {throwIfAborted, withTimeout} from '../../protocol/abort.js';
import {isSafeSocketUrl, safeUrl} from '../../protocol/safe-url.js';
import {cleanName} from '../../protocol/text/display-name.js';
import {LiveError} from '../../protocol/errors.js';
import {SECRET_MAX_CHARS} from '../../protocol/limits.js';
import {object, issuePath, text, integer} from '../../protocol/schema.js';
import type {ServerTime} from '../../protocol/server-time.js';
import {ViewerToken} from './viewer-token.js';

/**
 * The viewer's credentials, or a function that returns them. The function is called before the first join and to renew
 * an expired signature.
 */
export type CredentialsSource = Credentials | (() => Promise<Credentials>);

/**
 * The page's options of a join. `credentials`, `apiUrl` and `guest` decide who the viewer is: `credentials` unless
 * `guest` is set, then `apiUrl`.
 */
export interface JoinOptions {
  readonly roomId: string;
  /** The business server's `/api`. */
  readonly apiUrl?: string | undefined;
  readonly credentials?: CredentialsSource | undefined;
  /** Join as a guest, even if the viewer could sign in. */
  readonly guest?: boolean | undefined;
  /** The Tencent app for a guest without a business server. */
  readonly sdkAppId?: number | undefined;
  /** `ws(s)://host/path` of a proxy to Tencent Chat. */
  readonly imServer?: string | undefined;
  /** `ws(s)://host/path` of a proxy to TRTC. */
  readonly rtcServer?: string | undefined;
  /** Address of Tencent Chat's SDK, of the page's origin or `https:`. Default: the package's own copy. */
  readonly chatSdkSrc?: string | undefined;
  /** Address of TRTC's SDK, of the page's origin or `https:`. Default: the package's own copy. */
  readonly rtcSdkSrc?: string | undefined;
  /** URL of the video instead of TRTC: `https:`, or `http:` on a loopback host. */
  readonly streamUrl?: string | undefined;
}

/** The viewer's identity, and everything needed to join the room. */
export interface Identity {
  /** Undefined without `apiUrl`. */
  readonly backend: Backend | undefined;
  readonly sdkAppId: number;
  /** Undefined for a guest. */
  readonly credentials: Credentials | undefined;
  readonly imServer: string | undefined;
  /** The viewer's account at the business server. Undefined for a guest and without a business server. */
  readonly account: Account | undefined;
  /** Undefined without a business server. */
  readonly room: RoomInfo | undefined;
  /** Credentials for TRTC, not validated. The media driver validates them. */
  readonly rtc?: unknown;
  /** Proxy to TRTC, not validated. */
  readonly rtcServer?: unknown;
}

/** Timeout of the page's credentials function. */
const CREDENTIALS_TIMEOUT_MS = 20_000;
const timeoutError = () =>
  new LiveError('SIGNATURE_INVALID', 'the credentials function did not settle in time', {retryable: true});

const credentialsSchema = object({
  sdkAppId: integer(1),
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
      v.transform((url) => safeUrl(url) ?? ''),
    ),
  ),
  rtc: v.optional(v.unknown()),
});

/**
 * Resolves who the viewer is, and loads the room from the business server if there is one.
 *
 * @param onServerTime Called with the business server's time from each response.
 */
export async function resolveIdentity(
  options: JoinOptions,
  signal: AbortSignal,
  onServerTime?: (time: ServerTime) => void,
): Promise<Identity> {
  const {roomId, apiUrl, credentials, guest, sdkAppId, imServer} = options;
  if (!roomId) throw new LiveError('BAD_CONFIG', 'room-id is required');
  const imServerOf = (serverUrl?: string) => {
    const server = imServer ?? serverUrl;
    if (!server || isSafeSocketUrl(server)) return server;
    throw new LiveError(
      imServer ? 'BAD_CONFIG' : 'BACKEND_UNAVAILABLE',
      `the IM proxy "${server}" must be a wss: URL (ws: on a loopback host)`,
    );
  };
  imServerOf();
  const backend = apiUrl ? new Backend(apiUrl, onServerTime) : undefined;
  if (credentials && !guest) {
    const pageCredentials = await credentialsOf(credentials, signal);
    throwIfAborted(signal);
    const response = backend && (await backend.signInWithSignature(roomId, pageCredentials, signal));
    return {
      backend,
      sdkAppId: pageCredentials.sdkAppId,
      credentials: chooseName(pageCredentials, response),
      imServer: imServerOf(response?.imServer),
      account: response,
      room: response?.room,
      rtc: pageCredentials.rtc ?? response?.rtc,
      rtcServer: response?.rtcServer,
    };
  }
  if (backend && guest) {
    const response = await backend.signInAsGuest(roomId, signal);
    return {...response, backend, credentials: undefined, account: undefined, imServer: imServerOf(response.imServer)};
  }
  if (backend) {
    const response = await signInWithStoredToken(backend, roomId, new ViewerToken(apiUrl!), signal);
    return {...response, backend, credentials: response, account: response, imServer: imServerOf(response.imServer)};
  }
  if (sdkAppId) return {backend, sdkAppId, credentials: undefined, account: undefined, imServer, room: undefined};
  throw new LiveError('BAD_CONFIG', 'one of api-url, credentials or sdk-app-id is required');
}

/**
 * Chooses the name that other viewers see. The business server's name comes first, because the server has already
 * written it into the service. Otherwise the driver writes the page's name.
 */
function chooseName(pageCredentials: Credentials, response: SignInResponse | undefined): Credentials {
  const isServerName = response && (!pageCredentials.nick || response.nick !== pageCredentials.userId);
  const nick = isServerName ? response.nick : pageCredentials.nick;
  const avatar = pageCredentials.avatar || response?.avatar;
  return {
    ...pageCredentials,
    nick,
    avatar,
    writesProfile: !isServerName && !!(pageCredentials.nick || pageCredentials.avatar),
  };
}

/** Signs in with the stored token. If the server rejects it, forgets it and creates a new viewer. */
async function signInWithStoredToken(
  backend: Backend,
  roomId: string,
  token: ViewerToken,
  signal: AbortSignal,
): Promise<SignInResponse> {
  const stored = token.get();
  let response: SignInResponse;
  try {
    response = await backend.signIn(roomId, stored, signal);
  } catch (error) {
    if (!stored || !(error instanceof LiveError) || error.code !== 'SIGNATURE_INVALID') throw error;
    token.set(undefined);
    response = await backend.signIn(roomId, undefined, signal);
  }
  token.set(response.token);
  return response;
}

async function credentialsOf(source: CredentialsSource, signal: AbortSignal): Promise<Credentials> {
  let value: unknown = source;
  try {
    if (typeof source === 'function') value = await withTimeout(CREDENTIALS_TIMEOUT_MS, signal, source(), timeoutError);
  } catch (cause) {
    throwIfAborted(signal);
    throw LiveError.from(cause, 'SIGNATURE_INVALID', 'the credentials function failed', {retryable: true});
  }
  const result = v.safeParse(credentialsSchema, value);
  if (result.success) return result.output;
  const where = issuePath(result.issues[0]);
  throw new LiveError('BAD_CONFIG', `invalid credentials: ${where}`);
}

export function profileOf({userId, nick = '', avatar = ''}: Credentials): Profile {
  return {userId, nick, avatar};
}
