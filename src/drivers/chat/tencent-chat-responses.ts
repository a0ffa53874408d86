/** Outcomes of SDK requests: responses, refusals and timeouts. */
import {LiveError} from '../../protocol/errors.js';
import {codeOf} from './tencent-chat-errors.js';

/** Timeout of a sign-in, of a join and of closing the SDK. The SDK's own timeout is 90 s. */
export const SDK_TIMEOUT_MS = 20_000;

export function timeoutError(attempt: string): () => LiveError {
  return () => new LiveError('CONNECTION_LOST', `${attempt} timed out`, {retryable: true});
}

/** True for the service's error codes about groups. */
export function isGroupCode(code: number): boolean {
  return code >= 10_000 && code < 20_000;
}

/** Resolves with true if the service itself responded, also with a refusal. */
export function hasResponse(request: Promise<unknown>): Promise<boolean> {
  return request.then(
    () => true,
    (reason: unknown) => isGroupCode(codeOf(reason)),
  );
}

/** Resolves when `work` settles or after `ms` milliseconds. Never rejects. */
export function settleWithin(work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work
      .catch(() => undefined) // The callers do not need the result.
      .then(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}
