import * as v from 'valibot';
import {withTimeout} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import {ID_MAX_CHARS, NAME_MAX_CHARS} from '../../protocol/limits.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {displayText, integer, list, maybe, object, text} from '../../protocol/schema.js';
import {Listeners, type SubscribeOptions} from '../state/store.js';
import type {Cart, CartAdapter, CartItem} from '../../cart/cart-adapter.js';

/** Timeout of one change of the cart, ms. */
const TIMEOUT_MS = 15_000;
const LINES_MAX = 500;
export const QUANTITY_MAX = 9_999;
/** Channel that notifies the page's other tabs of a changed cart. The message has no content. */
const CHANNEL = 'live-room:cart';

const cartSchema = object({
  items: list(
    object({
      productId: text(ID_MAX_CHARS, 1),
      variantId: maybe(text(ID_MAX_CHARS, 1)),
      quantity: integer(1),
      price: integer(0),
      title: maybe(displayText(NAME_MAX_CHARS, 1)),
    }),
    LINES_MAX,
  ),
  total: integer(0),
  currency: v.pipe(
    v.string(),
    v.check((code) => /^[A-Z]{3}$/.test(code)),
  ),
  checkoutUrl: v.fallback(v.string(), ''),
});

const syncs = new WeakMap<CartAdapter, CartSync>();

/** The one `CartSync` of an adapter, which all rooms and shelves of the page share. */
export function cartSyncOf(adapter: CartAdapter): CartSync {
  let sync = syncs.get(adapter);
  if (!sync) syncs.set(adapter, (sync = new CartSync(adapter)));
  return sync;
}

/**
 * The page's cart as the room shows it. Changes run one after another. Each notice of a change elsewhere (by the
 * page, or in another tab) is followed by a read that starts after the notice, so the last state shown is the cart's
 * own.
 */
export class CartSync {
  readonly #adapter: CartAdapter;
  readonly #listeners = new Listeners<void>();
  #cart: Cart | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isRefreshQueued = false;
  #subscribers = 0;
  #channel: BroadcastChannel | undefined;
  #lifetime: AbortController | undefined;

  constructor(adapter: CartAdapter) {
    this.#adapter = adapter;
  }

  /** Undefined until the cart has responded for the first time. */
  get cart(): Cart | undefined {
    return this.#cart;
  }

  /** Calls back when the cart has changed. The cart is watched only while it has subscribers. */
  subscribe(callback: () => void, {signal}: Required<SubscribeOptions> & {readonly signal: AbortSignal}): void {
    if (signal.aborted) return;
    this.#listeners.add(callback, {signal});
    this.#subscribers += 1;
    if (this.#subscribers === 1) this.#watch();
    signal.addEventListener(
      'abort',
      () => {
        this.#subscribers -= 1;
        if (!this.#subscribers) this.#lifetime?.abort();
      },
      {once: true},
    );
  }

  /**
   * Adds a product. Rejects with a `LiveError`: `REFUSED` for an invalid quantity, or one that the shop does not have.
   */
  add(item: CartItem): Promise<Cart> {
    return this.#change('add', item, 1);
  }

  /** Changes the quantity of a product; 0 removes it. Rejects as `add` does. */
  update(item: CartItem): Promise<Cart> {
    return this.#change('update', item, 0);
  }

  /** Reads the cart, unless a read is waiting already. */
  refresh(): void {
    if (this.#isRefreshQueued) return;
    this.#isRefreshQueued = true;
    this.#enqueue(() => {
      this.#isRefreshQueued = false; // A later notice needs another read.
      return this.#adapter.get();
    }).catch(() => undefined); // The last known state stays. The next notice causes another read.
  }

  async #change(method: 'add' | 'update', {productId, variantId, quantity}: CartItem, min: number): Promise<Cart> {
    if (!Number.isSafeInteger(quantity) || quantity < min || quantity > QUANTITY_MAX)
      throw new LiveError('REFUSED', `the quantity must be an integer from ${min} to ${QUANTITY_MAX}, not ${quantity}`);
    try {
      return await this.#enqueue(() => this.#adapter[method]({productId, ...(variantId && {variantId}), quantity}));
    } catch (reason) {
      this.refresh(); // The cart may have changed in spite of the error.
      throw LiveError.from(reason, codeOf(reason), `the cart did not ${method} "${productId}"`, {retryable: true});
    } finally {
      this.#channel?.postMessage(0);
    }
  }

  #enqueue(work: () => Promise<unknown>): Promise<Cart> {
    const signal = new AbortController().signal; // A change that has started is not cancelled.
    const done = this.#last.then(async () => {
      const late = () => new LiveError('BACKEND_UNAVAILABLE', 'the cart did not respond', {retryable: true});
      const cart = v.parse(cartSchema, await withTimeout(TIMEOUT_MS, signal, Promise.resolve(work()), late));
      this.#cart = Object.freeze({...cart, checkoutUrl: checkoutUrlOf(cart.checkoutUrl)});
      this.#listeners.call();
      return this.#cart;
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  #watch(): void {
    const {signal} = (this.#lifetime = new AbortController());
    const refresh = () => this.refresh();
    // Missing in old browsers and in some embedded ones.
    const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : undefined;
    this.#channel = channel;
    channel?.addEventListener('message', refresh, {signal});
    signal.addEventListener('abort', () => channel?.close(), {once: true});
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', refresh, {signal});
    try {
      // Notifies the page's other tabs, which do not see the requests of this tab.
      const spread = () => {
        refresh();
        channel?.postMessage(0);
      };
      this.#adapter.subscribe?.(spread, {signal});
    } catch (error) {
      console.error('[live-room] the cart adapter failed to subscribe; changes of the page are not shown:', error);
    }
    this.refresh();
  }
}

function codeOf(reason: unknown): 'REFUSED' | 'TOO_FAST' | 'BACKEND_UNAVAILABLE' {
  const {code} = Object(reason) as {readonly code?: unknown};
  return code === 'REFUSED' || code === 'TOO_FAST' ? code : 'BACKEND_UNAVAILABLE';
}

/** A safe absolute address, or empty. */
function checkoutUrlOf(address: string): string {
  try {
    return (address && safeUrl(new URL(address, globalThis.document?.baseURI).href)) || '';
  } catch {
    return ''; // Not an address.
  }
}
