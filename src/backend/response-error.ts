import * as v from 'valibot';
import {LiveError, type LiveErrorCode} from '../protocol/errors.js';
import {object} from '../protocol/schema.js';

/** Characters of a server's message quoted in a `LiveError`. */
const MESSAGE_MAX_CHARS = 500;

/**
 * An error response of the contract: `{"error": {"code", "message", "details?"}}`. The details have Tencent's code of a
 * signature, or the reason of a ban.
 */
const errorBody = object({
  error: object({
    code: v.string(),
    message: v.string(),
    details: v.fallback(object({code: v.optional(v.unknown()), reason: v.optional(v.unknown())}), {}),
  }),
});

/** Tencent's code for an expired signature: https://trtc.io/document/34348 */
const SIGNATURE_EXPIRED = 70001;

/** The `LiveError` code for each code of the server. Any other code is a failure of the server itself. */
const CODES: Readonly<Record<string, LiveErrorCode>> = {
  NOT_FOUND: 'REFUSED',
  UNAUTHORIZED: 'SIGNATURE_INVALID',
  FORBIDDEN: 'REFUSED',
  CONFLICT: 'REFUSED',
  ROOM_ENDED: 'ROOM_ENDED',
  TOO_FAST: 'TOO_FAST',
  INSUFFICIENT_BALANCE: 'INSUFFICIENT_BALANCE',
  INVALID: 'REFUSED',
};

/** Codes of a session request, where the page's configuration is wrong. */
const SESSION_CODES: Readonly<Record<string, LiveErrorCode>> = {NOT_FOUND: 'ROOM_NOT_FOUND', INVALID: 'BAD_CONFIG'};

/** Translates an error response of the business server. */
export function responseError(status: number, payload: unknown, path: string): LiveError {
  const result = v.safeParse(errorBody, payload);
  const {code, message, details} = result.success
    ? result.output.error
    : {code: '', message: `HTTP ${status}`, details: {}};
  const retryable = status >= 500 || status === 429;
  const codes = path === '/session' ? {...CODES, ...SESSION_CODES} : CODES;
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  const isBan = code === 'FORBIDDEN' && details.reason === 'banned';
  const liveCode = details.code === SIGNATURE_EXPIRED ? 'SIGNATURE_EXPIRED' : isBan ? 'BANNED' : known;
  return new LiveError(liveCode ?? 'BACKEND_UNAVAILABLE', `${path}: ${message.slice(0, MESSAGE_MAX_CHARS)}`, {
    cause: {status, code},
    retryable,
  });
}
