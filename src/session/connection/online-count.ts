import type {ChatDriver} from '../../drivers/chat-driver.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import type {SessionStore} from '../state/session-store.js';

/** Polling interval of the number of viewers. Tencent advises 5 to 10 s; the number changes every 10 to 20 s. */
const ONLINE_COUNT_INTERVAL_MS = 10_000;

/**
 * Polls the number of viewers now and until the signal is aborted. Sends no request in a hidden page.
 *
 * @param onPoll Called before each poll, also in a hidden page.
 */
export function pollOnlineCount(driver: ChatDriver, store: SessionStore, signal: AbortSignal, onPoll: () => void) {
  const poll = () => {
    onPoll();
    if (isPageHidden()) return;
    driver.onlineCount().then(
      (online) => signal.aborted || store.apply('online', online),
      () => undefined, // The next poll follows in 10 s.
    );
  };
  poll();
  const timer = setInterval(poll, ONLINE_COUNT_INTERVAL_MS);
  signal.addEventListener('abort', () => clearInterval(timer), {once: true});
}
