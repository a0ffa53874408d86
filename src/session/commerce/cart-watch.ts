import type {LiveSession} from '../live-session.js';
import {cartSyncOf} from './cart-sync.js';
import {loadCartAdapter} from './load-cart.js';

/**
 * Calls `onCount` with the number of pieces in the page's cart after each change, and with 0 while the page has no
 * cart.
 */
export function watchCart(session: LiveSession, onCount: (pieces: number) => void, signal: AbortSignal): void {
  let current = new AbortController();
  const connect = () => {
    current.abort();
    const {signal: subscription} = (current = new AbortController());
    onCount(0);
    loadCartAdapter(session.cart).then(
      (adapter) => {
        if (!adapter || subscription.aborted || signal.aborted) return;
        const sync = cartSyncOf(adapter);
        const count = () => onCount((sync.cart?.items ?? []).reduce((sum, {quantity}) => sum + quantity, 0));
        sync.subscribe(count, {signal: subscription});
        count();
      },
      () => undefined, // Its script did not load: the bag shows no number.
    );
  };
  session.on('cartChanged', connect, {signal});
  signal.addEventListener('abort', () => current.abort(), {once: true});
  connect();
}
