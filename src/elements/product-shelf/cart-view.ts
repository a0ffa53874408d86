import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {LiveError} from '../../protocol/errors.js';
import {formatPrice} from '../../protocol/money.js';
import {translated} from '../../protocol/translated.js';
import type {CartItem, CartLine} from '../../cart/cart-adapter.js';
import {cartSyncOf, QUANTITY_MAX, type CartSync} from '../../session/commerce/cart-sync.js';
import {loadCartAdapter} from '../../session/commerce/load-cart.js';
import type {LiveSession} from '../../session/live-session.js';
import {errorText} from '../base/error-text.js';
import type {LiveProduct} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';

export interface CartViewOptions {
  readonly session: LiveSession;
  readonly localize: LocalizeController;
  /** The products of the room, whose titles the cart shows. */
  products(): readonly LiveProduct[];
  update(): void;
  readonly signal: AbortSignal;
}

/** The page's cart: number of pieces, total, lines with their quantities, and the link to the checkout. */
export class CartView {
  readonly #options: CartViewOptions;
  #sync: CartSync | undefined;
  #loading: Promise<CartSync | undefined> = Promise.resolve(undefined);
  #subscription = new AbortController();
  #error = '';

  constructor(options: CartViewOptions) {
    this.#options = options;
    const {session, signal} = options;
    session.on('cartChanged', () => this.#connect(), {signal});
    signal.addEventListener('abort', () => this.#subscription.abort(), {once: true});
    this.#connect();
  }

  /** True if the page has a cart. */
  async hasCart(): Promise<boolean> {
    return !!(await this.#loading);
  }

  /** Adds a product. Resolves with false if the page has no cart. Rejects with a `LiveError`. */
  async add(item: CartItem): Promise<boolean> {
    const sync = await this.#loading;
    if (!sync) return false;
    await sync.add(item);
    return true;
  }

  errorText(reason: unknown, terms: CommerceTerms): string {
    const {code} = LiveError.from(reason, 'BACKEND_UNAVAILABLE', '');
    if (code === 'REFUSED') return terms.outOfStock;
    return code === 'TOO_FAST' ? errorText(this.#options.localize.locale, code) : terms.cartDown;
  }

  render(terms: CommerceTerms): TemplateResult | typeof nothing {
    const cart = this.#sync?.cart;
    if (!cart) return nothing;
    const {localize} = this.#options;
    const pieces = cart.items.reduce((sum, {quantity}) => sum + quantity, 0);
    return html`<section class="cart" aria-label=${terms.cart}>
      <details class="lines">
        <summary>
          <span class="count">${terms.cartCount(localize.exact(pieces))}</span>
          <b class="sum"><span class="visually-hidden">${terms.total}: </span><bdi>${this.#format(cart.total)}</bdi></b>
        </summary>
        ${cart.items.length ? nothing : html`<p class="nothing">${terms.cartEmpty}</p>`}
        <ul role="list">
          ${repeat(
            cart.items,
            ({productId, variantId}) => `${productId} ${variantId}`,
            (line) => this.#line(line, terms),
          )}
        </ul>
      </details>
      <p class="notice" role="status" dir="auto">${this.#error}</p>
      ${
        cart.checkoutUrl && cart.items.length
          ? html`<a class="checkout" href=${cart.checkoutUrl}>${terms.checkout}</a>`
          : nothing
      }
    </section>`;
  }

  #line(line: CartLine, terms: CommerceTerms): TemplateResult {
    const title = this.#titleOf(line);
    const set = (quantity: number) => () => void this.#update({...line, quantity}, terms);
    const {quantity, price} = line;
    return html`<li class="line">
      <span class="line-title" dir="auto">${title}</span>
      <bdi class="line-price">${this.#format(price)}</bdi>
      <span class="quantity">
        <button type="button" aria-label=${terms.fewer(title)} @click=${set(quantity - 1)}>−</button>
        <output>${this.#options.localize.exact(quantity)}</output>
        <button type="button" aria-label=${terms.more(title)} @click=${set(Math.min(quantity + 1, QUANTITY_MAX))}>
          +
        </button>
        <button type="button" aria-label=${terms.remove(title)} @click=${set(0)}>×</button>
      </span>
    </li>`;
  }

  /** The title of a line, also if the shop's id of a variant is the room's id of a product. */
  #titleOf({productId, variantId, title}: CartLine): string {
    const {lang} = this.#options.localize;
    for (const product of this.#options.products()) {
      const variant = product.variants?.find(({id}) => id === variantId);
      if (product.id === productId || product.id === variantId || variant)
        return [product, ...(variant ? [variant] : [])].map((one) => translated(one, 'title', lang)).join(', ');
    }
    return title ?? productId;
  }

  async #update({productId, variantId, quantity}: CartItem, terms: CommerceTerms): Promise<void> {
    this.#error = '';
    try {
      await this.#sync?.update({productId, variantId, quantity});
    } catch (reason) {
      this.#error = this.errorText(reason, terms);
      this.#options.update();
    }
  }

  /** Follows the page's current cart. */
  #connect(): void {
    this.#subscription.abort();
    this.#sync = undefined;
    const {signal} = (this.#subscription = new AbortController());
    this.#loading = loadCartAdapter(this.#options.session.cart).then(
      (adapter) => {
        if (!adapter || signal.aborted || this.#options.signal.aborted) return undefined;
        this.#sync = cartSyncOf(adapter);
        this.#sync.subscribe(this.#options.update, {signal});
        this.#options.update();
        return this.#sync;
      },
      () => undefined, // The script did not load, so the shelf has no cart.
    );
  }

  #format(amount: number): string {
    return formatPrice(amount, this.#sync?.cart?.currency ?? '', this.#options.localize.lang);
  }
}
