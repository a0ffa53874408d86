import * as v from 'valibot';
import {throwIfAborted} from '../protocol/abort.js';
import {safeUrl} from '../protocol/safe-url.js';
import {LiveError} from '../protocol/errors.js';
import {toJson} from '../protocol/json.js';
import {RESPONSE_MAX_BYTES, SECRET_MAX_CHARS, TIME_MAX_S, URL_MAX_CHARS} from '../protocol/limits.js';
import {url, person, userId} from '../protocol/person-schema.js';
import {maybe, object, issuePath, text, integer} from '../protocol/schema.js';
import type {ServerTime} from '../protocol/server-time.js';
import {isBearerToken} from '../protocol/token.js';
import {responseError} from './response-error.js';
import {roomSchema, type RoomInfo} from './room-info.js';

/** Timeout of one request. */
const REQUEST_TIMEOUT_MS = 10_000;

const sdkAppId = integer(1);

const guestSignInResponse = object({
  sdkAppId,
  imServer: v.optional(text(URL_MAX_CHARS)),
  /** TRTC credentials and proxy, not validated. The media driver validates them. */
  rtc: v.optional(v.unknown()),
  rtcServer: v.optional(v.unknown()),
  room: roomSchema,
});

const signInResponse = object({
  ...guestSignInResponse.entries,
  userId,
  userSig: text(SECRET_MAX_CHARS, 1),
  /** Unix seconds. */
  expiresAt: maybe(
    v.pipe(
      v.number(),
      v.check((at) => at >= 0 && at <= TIME_MAX_S),
    ),
  ),
  token: v.pipe(v.string(), v.check<string>(isBearerToken)),
  nick: person.entries.nick,
  avatar: url,
  level: v.fallback(integer(0), 0),
  /** Coins. */
  balance: maybe(integer(0)),
  /** True if the viewer follows the room's host. */
  following: v.fallback(v.boolean(), false),
  /** Unix seconds. */
  mutedUntil: maybe(integer(0)),
});

/** The business server's description of a viewer. */
export type Account = Pick<SignInResponse, 'level' | 'balance' | 'following' | 'mutedUntil'>;

export type GuestSignInResponse = v.InferOutput<typeof guestSignInResponse>;
export type SignInResponse = v.InferOutput<typeof signInResponse>;

/** A viewer whom the page has signed in. */
export interface PageViewer {
  readonly userId: string;
  readonly userSig: string;
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
}

export interface RequestOptions {
  /** Default: `POST` with a body, else `GET`. */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  /**
   * The `Idempotency-Key`: repeated requests with one key are executed once. Such a request outlives the page
   * (`keepalive`).
   */
  readonly key?: string;
  /** Sends the viewer's token. Default: true for a `POST`. */
  readonly authorized?: boolean;
  /** Bypasses the HTTP cache, as a `POST` does: a cached response has an outdated `Date`. */
  readonly fresh?: boolean;
  readonly signal: AbortSignal;
}

/** A client of the business server. Every rejection is a `LiveError`, or an `AbortError` of the signal. */
export class Backend {
  readonly #apiUrl: string;
  readonly #onServerTime: (time: ServerTime) => void;
  #token: string | undefined;

  /**
   * @param apiUrl The server's `/api`, absolute or relative to the page; `https:`, or `http:` on a loopback host.
   * @param onServerTime Called with the time of each uncached response. The time is NaN if the response has none.
   */
  constructor(apiUrl: string, onServerTime: (time: ServerTime) => void = () => undefined) {
    const absolute = safeUrl(resolve(apiUrl));
    if (!absolute)
      throw new LiveError('BAD_CONFIG', `api-url "${apiUrl}" must be an https: URL (http: on a loopback host)`);
    this.#apiUrl = absolute.replace(/\/+$/, '');
    this.#onServerTime = onServerTime;
  }

  /** Signs in the viewer whom the token identifies. Without a token the server creates a viewer. */
  signIn(roomId: string, token: string | undefined, signal: AbortSignal): Promise<SignInResponse> {
    this.#token = token;
    return this.#signIn({roomId}, signal);
  }

  /** Opens the room for a guest. */
  signInAsGuest(roomId: string, signal: AbortSignal): Promise<GuestSignInResponse> {
    return this.#requestSignIn(guestSignInResponse, {roomId, guest: true}, signal);
  }

  /** Exchanges the page's own signature for a token. Sends the viewer's name and avatar to the server. */
  signInWithSignature(roomId: string, viewer: PageViewer, signal: AbortSignal): Promise<SignInResponse> {
    const {userId, userSig, nick, avatar} = viewer;
    return this.#signIn({roomId, userId, userSig, ...(nick && {nick}), ...(avatar && {avatar})}, signal);
  }

  async #signIn(body: object, signal: AbortSignal): Promise<SignInResponse> {
    const response = await this.#requestSignIn(signInResponse, body, signal);
    this.#token = response.token;
    return response;
  }

  /** The current description of a room. */
  room(roomId: string, signal: AbortSignal): Promise<RoomInfo> {
    return this.#read(roomSchema, `/rooms/${encodeURIComponent(roomId)}`, {fresh: true, signal});
  }

  /** Requests any path of the contract. The caller validates the result. */
  async request(
    path: string,
    {body, method = body ? 'POST' : 'GET', key, authorized = !!body, fresh = false, signal}: RequestOptions,
  ): Promise<unknown> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), REQUEST_TIMEOUT_MS);
    const forward = () => timeout.abort();
    signal.addEventListener('abort', forward, {once: true});
    let status: number;
    let payload: unknown;
    try {
      throwIfAborted(signal);
      const requestedAt = performance.now();
      const response = await fetch(this.#apiUrl + path, {
        method,
        ...(body && {body: toJson(body)}),
        headers: {
          ...(body && {'Content-Type': 'application/json'}),
          ...(authorized && this.#token && {Authorization: `Bearer ${this.#token}`}),
          ...(key && {'Idempotency-Key': key}),
        },
        credentials: 'omit',
        keepalive: !!key,
        ...(fresh && {cache: 'no-cache'}),
        signal: timeout.signal,
      });
      status = response.status;
      const respondedAt = performance.now();
      payload = status === 204 ? undefined : JSON.parse(await readText(response, timeout));
      if (fresh || method === 'POST')
        this.#onServerTime({source: 'backend', time: timeOf(response, payload), requestedAt, respondedAt});
    } catch (cause) {
      throwIfAborted(signal);
      throw new LiveError('BACKEND_UNAVAILABLE', `no response from ${this.#apiUrl}${path}`, {cause, retryable: true});
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', forward);
    }
    if (status >= 400) throw responseError(status, payload, path);
    return payload;
  }

  #requestSignIn<S extends v.GenericSchema>(schema: S, body: object, signal: AbortSignal): Promise<v.InferOutput<S>> {
    return this.#read(schema, '/session', {body, signal});
  }

  async #read<S extends v.GenericSchema>(schema: S, path: string, options: RequestOptions): Promise<v.InferOutput<S>> {
    const result = v.safeParse(schema, await this.request(path, options));
    if (result.success) return result.output;
    const where = issuePath(result.issues[0]);
    throw new LiveError('BACKEND_UNAVAILABLE', `the response to ${path} does not match the contract: ${where}`);
  }
}

/**
 * Unix milliseconds of a response: its `Date`, or its `serverTime` if CORS hides `Date` from the page. NaN without
 * either.
 */
function timeOf({headers}: Response, payload: unknown): number {
  const date = new Date(headers.get('Date') ?? '').getTime();
  const {serverTime} = (payload ?? {}) as {readonly serverTime?: unknown};
  return Number.isNaN(date) && typeof serverTime === 'number' ? Math.floor(serverTime) * 1_000 : date;
}

function limitLength(text: string): string {
  if (text.length <= RESPONSE_MAX_BYTES) return text;
  throw new Error(`the response has more than ${RESPONSE_MAX_BYTES} bytes`);
}

/** Reads the text of a response. Stops at `RESPONSE_MAX_BYTES`. */
async function readText(response: Response, request: AbortController): Promise<string> {
  const {body} = response;
  // A `fetch` polyfill has no streams.
  if (!body) return limitLength(await response.text());
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ;) {
    const {done, value} = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > RESPONSE_MAX_BYTES) {
      request.abort();
      throw new Error(`the response has more than ${RESPONSE_MAX_BYTES} bytes`);
    }
    text += decoder.decode(value, {stream: true});
  }
  return text + decoder.decode();
}

function resolve(apiUrl: string): string {
  try {
    return new URL(apiUrl, globalThis.document?.baseURI).href;
  } catch {
    return ''; // Not a URL. The caller refuses it.
  }
}
