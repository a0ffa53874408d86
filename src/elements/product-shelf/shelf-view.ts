import {html, nothing, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';
import {commerceTerms} from '../../locales/commerce/load-commerce-terms.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {LiveError} from '../../protocol/errors.js';
import {formatPrice} from '../../protocol/money.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import {RoomProducts} from '../../session/commerce/room-products.js';
import {chosenVariant, offerOf} from '../../session/commerce/variants.js';
import type {LiveSession} from '../../session/live-session.js';
import type {LiveEventDetails, LiveProduct} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {notifyProductSeen, SeenObserver} from '../base/seen-products.js';
import {CartView} from './cart-view.js';
import {shelfItem} from './shelf-item.js';

export {styles} from './shelf-view.styles.js';

/** Number of products from which the shelf has a search field. */
const SEARCH_FROM = 12;
/**
 * Number of products that are drawn in one frame. A long list is drawn in steps, so that opening it and typing do not
 * stall.
 */
const BATCH = 25;
/** Time that the sentence about an added product stays, ms. */
const ADDED_SHOWN_MS = 3_000;

/** The parts of the element that `ShelfView` uses. */
export interface ShelfViewOptions {
  readonly session: LiveSession;
  readonly localize: LocalizeController;
  update(): void;
  close(): void;
  /** Fires an event. Returns false if the page cancelled it. */
  fire<T extends 'live-product-select' | 'live-cart-add'>(
    type: T,
    detail: LiveEventDetails[T],
    options: {readonly cancelable: true},
  ): boolean;
}

/** The products of the room and the cart, while they are shown. */
export class ShelfView {
  readonly session: LiveSession;
  readonly #options: ShelfViewOptions;
  readonly #lifetime = new AbortController();
  readonly #products: RoomProducts;
  readonly #cart: CartView;
  /** Ids of the variants that the viewer chose, by product. */
  readonly #chosen = new Map<string, string>();
  /** Sentences about products that the viewer adds, by product. */
  readonly #notices = new Map<string, string>();
  /** Products that are being added. */
  readonly #adding = new Set<string>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  /** Reports to the measurement which products the viewer sees. */
  readonly #seen = new SeenObserver((item) => {
    const {product} = item as Partial<{product: LiveProduct}>;
    if (product) notifyProductSeen(this.session, product.id);
  });
  readonly #observe = (item: Element | undefined) => item && this.#seen.observe(item);
  #query = '';
  /** Number of products that may be drawn. */
  #drawn = BATCH;
  #frame: number | undefined;

  constructor(options: ShelfViewOptions) {
    const {session, localize, update} = options;
    const {signal} = this.#lifetime;
    this.session = session;
    this.#options = options;
    this.#products = new RoomProducts(session, update, signal);
    this.#cart = new CartView({session, localize, update, signal, products: () => this.products ?? []});
  }

  /** Undefined while the products load. */
  get products(): readonly LiveProduct[] | undefined {
    return this.#products.list;
  }

  end(): void {
    this.#lifetime.abort();
    this.#seen.end();
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  render(layout: 'drawer' | 'list' | 'grid'): TemplateResult {
    const terms = this.#terms();
    const heading = html`<slot name="header"><h2 class="heading">${terms.products}</h2></slot>`;
    if (layout !== 'drawer')
      return html`<section class="panel ${layout}" aria-label=${terms.products}>
        ${heading}${this.#content(terms)}
      </section>`;
    const {close, localize} = this.#options;
    const closeBeside = ({target, currentTarget}: Event) => target === currentTarget && close();
    return html`<dialog class="drawer" aria-label=${terms.products} @close=${close} @click=${closeBeside}>
      <div class="panel">
        <div class="head">
          ${heading}
          <button class="close" type="button" aria-label=${localize.term('close')} @click=${close}>×</button>
        </div>
        ${this.#content(terms)}
      </div>
    </dialog>`;
  }

  #content(terms: CommerceTerms): TemplateResult {
    const {products} = this;
    const found = this.#found();
    const isComplete = found.length <= this.#drawn;
    if (!isComplete) this.#drawMore();
    const {cacheKey} = this.#options.localize;
    return html`
      ${products && products.length >= SEARCH_FROM ? this.#search(terms) : nothing}
      <slot name="empty" ?hidden=${!products || products.length}><p class="nothing">${terms.noProducts}</p></slot>
      <p class="nothing" role="status" ?hidden=${!products?.length || found.length}>${terms.noMatch}</p>
      <ul part="list" class="list" role="list" aria-busy=${!products || !isComplete}>
        ${repeat(
          found.slice(0, this.#drawn),
          ({id}) => id,
          (product) => this.#item(product, terms, cacheKey),
        )}
      </ul>
      ${this.#cart.render(terms)}
    `;
  }

  #drawMore(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#drawn += BATCH;
      this.#options.update();
    });
  }

  #search(terms: CommerceTerms): TemplateResult {
    const search = ({target}: Event) => {
      this.#query = (target as HTMLInputElement).value;
      this.#drawn = BATCH;
      this.#options.update();
    };
    return html`<input
      class="search"
      type="search"
      maxlength="100"
      placeholder=${terms.searchProducts}
      aria-label=${terms.searchProducts}
      .value=${this.#query}
      @input=${search}
    />`;
  }

  /** Products that match the search; the one on show comes first. */
  #found(): readonly LiveProduct[] {
    const words = this.#query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const {lang} = this.#options.localize;
    const matches = (product: LiveProduct) => {
      const {badge = '', variants = []} = product;
      const titles = [product, ...variants].map((one) => `${one.title} ${translated(one, 'title', lang)}`);
      const text = [...titles, badge].join(' ').toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    };
    const found = (this.products ?? []).filter(matches);
    return [
      ...found.filter((product) => this.#isOnShow(product)),
      ...found.filter((product) => !this.#isOnShow(product)),
    ];
  }

  #isOnShow({id}: LiveProduct): boolean {
    return this.session.state.product.shown.some((product) => product.id === id);
  }

  /** Draws a product again only if a value that it shows has changed. */
  #item(product: LiveProduct, terms: CommerceTerms, cacheKey: string): unknown {
    const {localize, fire, update} = this.#options;
    const {id} = product;
    const variant = chosenVariant(product, this.#chosen.get(id));
    const isOnShow = this.#isOnShow(product);
    const isAdding = this.#adding.has(id);
    const notice = this.#notices.get(id) ?? '';
    const draw = () =>
      shelfItem({
        product,
        variant,
        terms,
        localize,
        isOnShow,
        isAdding,
        notice,
        observe: this.#observe,
        select: (event) => fire('live-product-select', {product}, {cancelable: true}) || event.preventDefault(),
        choose: (variantId) => {
          this.#chosen.set(id, variantId);
          this.#notices.delete(id);
          update();
        },
        add: () => void this.#add(product),
      });
    return guard([product, variant?.id, isOnShow, isAdding, notice, terms, cacheKey], draw);
  }

  async #add(product: LiveProduct): Promise<void> {
    const {id} = product;
    const {variantId, price, stock} = offerOf(product, this.#chosen.get(id));
    if (this.#adding.has(id) || stock <= 0) return;
    this.#adding.add(id);
    this.#notices.delete(id);
    this.#options.update();
    try {
      if (await this.#cart.hasCart()) {
        const notice = await this.#checkOffer(id, variantId, price);
        if (notice) return this.#notices.set(id, notice) as unknown as void;
      }
      const detail = {product, ...(variantId && {variantId}), quantity: 1};
      if (!this.#options.fire('live-cart-add', detail, {cancelable: true})) return;
      if (await this.#cart.add({productId: id, variantId, quantity: 1})) this.#noticeAdded(id);
      else this.#follow(product);
    } catch (reason) {
      this.#notices.set(id, this.#cart.errorText(reason, this.#terms()));
    } finally {
      this.#adding.delete(id);
      this.#options.update();
    }
  }

  /**
   * Returns a sentence if the offer of a product differs from the one that the viewer saw. Undefined if it is the same,
   * or the server does not respond.
   */
  async #checkOffer(id: string, variantId: string | undefined, price: number): Promise<string | undefined> {
    const terms = this.#terms();
    try {
      await this.#products.refreshOne(id);
    } catch (reason) {
      // Without a response of the server, the cart decides.
      if (LiveError.from(reason, 'BACKEND_UNAVAILABLE', '').code === 'REFUSED') return terms.outOfStock;
    }
    const current = this.products?.find((product) => product.id === id);
    const offer = current && offerOf(current, variantId);
    if (!offer || offer.variantId !== variantId || offer.stock <= 0) return terms.outOfStock;
    if (offer.price === price) return undefined;
    return terms.priceChanged(formatPrice(offer.price, current.currency, this.#options.localize.lang));
  }

  #noticeAdded(id: string): void {
    const added = this.#terms().added;
    this.#notices.set(id, added);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (this.#notices.get(id) === added) this.#notices.delete(id);
      this.#options.update();
    }, ADDED_SHOWN_MS);
    this.#timers.add(timer);
  }

  #follow({href}: LiveProduct): void {
    const url = safeUrl(href);
    if (url) window.open(url, '_blank', 'noopener');
  }

  #terms(): CommerceTerms {
    return commerceTerms(this.#options.localize.lang, this.#options.update);
  }
}
