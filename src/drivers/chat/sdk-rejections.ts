import {codeOf} from './tencent-chat-errors.js';

/**
 * Codes with which the service refuses a connection that is not signed in (https://trtc.io/document/34348). 70001: the
 * signature has expired. 60004: the connection was lost or kicked out within seconds after a login, and the SDK repeats
 * its first requests.
 */
const NOT_SIGNED_IN: readonly unknown[] = [70_001, 60_004];
/**
 * Time after a lost login in which rejections of the SDK's own requests are suppressed. Later rejections belong to the
 * page.
 */
const SUPPRESS_FOR_MS = 30_000;

/**
 * The SDK does not catch the rejections of its own requests when its connection is no longer signed in (3.6.6). The
 * driver learns of the lost login by events, so these rejections are suppressed. Rejections at other times belong to
 * the page.
 */
export class SdkRejections {
  /** Time at which the connection was last lost, kicked out or opened again, by `performance.now()`. */
  #signedOutAt = -Infinity;

  /** @param closed Aborted when the SDK is closed. */
  suppress(closed: AbortSignal): void {
    this.#signedOutAt = -Infinity;
    const handle = (event: PromiseRejectionEvent) => {
      const isRecent = performance.now() - this.#signedOutAt < SUPPRESS_FOR_MS;
      if (isRecent && NOT_SIGNED_IN.includes(codeOf(event.reason))) event.preventDefault();
    };
    addEventListener('unhandledrejection', handle, {signal: closed});
  }

  /** The connection is not signed in, or may not be. */
  markSignedOut(): void {
    this.#signedOutAt = performance.now();
  }
}
