/** The error codes of a room. `docs/errors.md` has a heading for each, with its cause and what the page can do. */
export type LiveErrorCode =
  | 'NOT_JOINED'
  | 'JOIN_FAILED'
  | 'ROOM_NOT_FOUND'
  | 'ROOM_ENDED'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_EXPIRED'
  | 'KICKED_OUT'
  | 'BANNED'
  | 'MUTED'
  | 'TOO_FAST'
  | 'TOO_LONG'
  | 'REFUSED'
  | 'LOGIN_NEEDED'
  | 'INSUFFICIENT_BALANCE'
  | 'CONNECTION_LOST'
  | 'BACKEND_UNAVAILABLE'
  | 'UNSUPPORTED_BROWSER'
  | 'MEDIA_FAILED'
  | 'BAD_CONFIG';

export interface LiveErrorOptions {
  /** The error that was caught. Not enumerable. Contains no header, signature or body. */
  readonly cause?: unknown;
  /** True if the same call can succeed later. */
  readonly retryable?: boolean;
  /** Seconds until the same call can succeed, from the business server's response. Infinity for never. */
  readonly retryAfterS?: number | undefined;
}

/**
 * The only error type that crosses a layer. The driver and the backend translate SDK and HTTP codes and keep the
 * original as `cause`.
 */
export class LiveError extends Error {
  override readonly name = 'LiveError';
  readonly code: LiveErrorCode;
  readonly retryable: boolean;
  /** Seconds until the same call can succeed, for `TOO_FAST` and `MUTED`. Infinity for never. Undefined if unknown. */
  readonly retryAfterS: number | undefined;

  constructor(code: LiveErrorCode, message: string, {cause, retryable = false, retryAfterS}: LiveErrorOptions = {}) {
    super(message || 'no details available');
    this.code = code;
    this.retryable = retryable;
    this.retryAfterS = retryAfterS;
    if (cause !== undefined) Object.defineProperty(this, 'cause', {value: cause, enumerable: false});
  }

  /** Returns `reason` if it is a `LiveError`, else wraps it in one with `code`. */
  static from(reason: unknown, code: LiveErrorCode, message: string, options: LiveErrorOptions = {}): LiveError {
    return reason instanceof LiveError
      ? reason
      : new LiveError(code, message || messageOf(reason), {...options, cause: reason});
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message || reason.name : '';
}
