/** What comes of what the SDK was asked: an answer, a refusal, or neither. */
import {LiveError} from '../../protocol/errors.js';
import {codeOf} from './tencent-chat-errors.js';

export function late(attempt: string): () => LiveError {
  return () => new LiveError('CONNECTION_LOST', `no answer: ${attempt}`, {retryable: true});
}

/** What groups are refused for, as the service numbers it. */
export function isOfGroups(code: number): boolean {
  return code >= 10_000 && code < 20_000;
}

/** Whether the service itself answered, be it with a refusal. */
export function isAnswered(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    (reason: unknown) => isOfGroups(codeOf(reason)),
  );
}

/** Settles with the work or after the time, whichever is first; never rejects. */
export function bounded(work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work
      .catch(() => undefined) // A farewell that fails changes nothing: the viewer is gone either way.
      .then(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}
