import {LiveError} from '../../protocol/errors.js';

/** Translates the reason of a failed attempt. */
export function privateChatError(reason: unknown, attempt: string): LiveError {
  return LiveError.from(reason, 'CONNECTION_LOST', attempt, {retryable: true});
}
