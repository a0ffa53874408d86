import {LiveError} from '../protocol/errors.js';

/** Translates the reason of a failed request. Without a `LiveError` the connection is the cause: a later try may succeed. */
export function connectionError(reason: unknown, message: string): LiveError {
  return LiveError.from(reason, 'CONNECTION_LOST', message, {retryable: true});
}
