import {LiveError} from '../protocol/errors.js';

/**
 * Translates the reason of a failed request. A reason that is not a `LiveError` becomes a retryable error of the
 * connection.
 */
export function connectionError(reason: unknown, message: string): LiveError {
  return LiveError.from(reason, 'CONNECTION_LOST', message, {retryable: true});
}
