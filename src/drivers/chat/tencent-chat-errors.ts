import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {BANNED, LEVEL_TOO_LOW, MUTED, PRIVATE_CODE_OFFSET, REFUSED, TOO_FAST} from '../../protocol/refusal-codes.js';

/** The `LiveError` code for each code of the SDK and the service. Other codes get the fallback of the call. */
const CODES: Readonly<Record<number, LiveErrorCode>> = {
  // Accounts: https://trtc.io/document/34348
  70001: 'SIGNATURE_EXPIRED',
  70003: 'SIGNATURE_INVALID',
  70009: 'SIGNATURE_INVALID',
  70013: 'SIGNATURE_INVALID',
  70014: 'SIGNATURE_INVALID',
  70107: 'SIGNATURE_INVALID',
  // Groups.
  10007: 'NOT_JOINED',
  10010: 'ROOM_NOT_FOUND',
  10015: 'ROOM_NOT_FOUND',
  10016: 'REFUSED',
  10017: 'MUTED',
  10023: 'TOO_FAST',
  20012: 'MUTED',
  80001: 'REFUSED',
  80002: 'TOO_LONG',
  80004: 'REFUSED',
  // The business server's callbacks before a message.
  [REFUSED]: 'REFUSED',
  [TOO_FAST]: 'TOO_FAST',
  [MUTED]: 'MUTED',
  [LEVEL_TOO_LOW]: 'REFUSED',
  [BANNED]: 'BANNED',
  20006: 'REFUSED',
  // The SDK itself.
  2024: 'LOGIN_NEEDED',
  2101: 'NOT_JOINED',
  2623: 'NOT_JOINED',
  2800: 'CONNECTION_LOST',
  2801: 'CONNECTION_LOST',
  2805: 'CONNECTION_LOST',
  2996: 'TOO_FAST',
  3002: 'KICKED_OUT',
  3003: 'KICKED_OUT',
  3004: 'SIGNATURE_EXPIRED',
  3006: 'KICKED_OUT',
  60022: 'TOO_FAST',
};

const RETRYABLE: ReadonlySet<LiveErrorCode> = new Set<LiveErrorCode>(['CONNECTION_LOST', 'TOO_FAST']);

/** Wraps an SDK rejection in a `LiveError`, with the SDK's code and message as the cause. */
export function toLiveError(reason: unknown, fallback: LiveErrorCode, attempt: string): LiveError {
  if (reason instanceof LiveError) return reason;
  const {code: number, message} = (reason ?? {}) as {code?: unknown; message?: unknown};
  const sdkCode = codeOf(reason);
  const isPrivate = CODES[sdkCode] === undefined;
  const code = CODES[isPrivate ? sdkCode - PRIVATE_CODE_OFFSET : sdkCode] ?? fallback;
  const retryAfterS = secondsOf(isPrivate ? sdkCode - PRIVATE_CODE_OFFSET : sdkCode, message);
  const details = typeof message === 'string' && message && message !== 'Error' ? `: ${message}` : '';
  const retryable = RETRYABLE.has(code);
  return new LiveError(code, `${attempt}${details}`, {cause: {code: number, message}, retryable, retryAfterS});
}

/** The seconds in the text of the business server's refusal. A mute without seconds has no end. */
function secondsOf(refusalCode: number, message: unknown): number | undefined {
  if (refusalCode !== TOO_FAST && refusalCode !== MUTED) return undefined;
  const seconds = Number.parseInt(String(message), 10);
  if (seconds > 0) return seconds;
  return refusalCode === MUTED ? Infinity : undefined;
}

/** The code of an SDK or service error. 0 if there is none. */
export function codeOf(reason: unknown): number {
  const {code} = (reason ?? {}) as {code?: unknown};
  return typeof code === 'number' ? code : 0;
}
