import {html} from 'lit';
import type {LiveProduct} from '../base/events.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {lazy} from '../../session/lazy.js';

const loadProductCard = lazy(() => import('./product-card.js'));

/**
 * Shows the products that the room presents, three at most, each with a link to it.
 *
 * @tag product-slot
 * @summary The product on show: picture, title, price, stock and a link.
 * @status stable
 * @since 0.1
 *
 * @slot - Content while no product is on show.
 * @slot actions - The page's own buttons, at the end of the product.
 *
 * @fires {LiveEvent<'live-product-show'>} live-product-show - Another product is on show.
 * @fires {LiveEvent<'live-product-select'>} live-product-select - The viewer selected the product. Cancel it and its link is not followed.
 *
 * @csspart card - The whole of one product, in every layout.
 * @csspart image - The product's picture.
 * @csspart title - The product's title.
 * @csspart price - The product's price.
 * @csspart stock - The number left, or that the product is sold out.
 * @csspart action - The link to the product, or a button if it has no address.
 *
 * @cssproperty [--live-product-slot-background=var(--live-surface)] - Background of the product.
 *
 * @cssstate empty - No product is on show.
 * @cssstate sold-out - The product is sold out.
 */
export class ProductSlot extends RoomWidget {
  static override readonly tag: string = 'product-slot';
  static override styles = tokens;

  /** Layout: `card`, with a large picture, `strip`, a low row, or `compact`, a narrow card over a video. */
  @property({reflect: true}) layout: 'card' | 'strip' | 'compact' = 'card';

  protected readonly live = new SessionController(this, ({product}) => product.shown);

  readonly #localize = new LocalizeController(this);
  readonly #cardModule = new LazyModule(this, loadProductCard);
  #override: LiveProduct | undefined;
  #shownIds: readonly string[] = [];

  /**
   * The first product on show. Set one to show it instead of the room's products. Set `undefined` to show the room's
   * again.
   */
  get product(): LiveProduct | undefined {
    return this.#products[0];
  }

  set product(product: LiveProduct | undefined) {
    this.#override = product;
    this.requestUpdate();
  }

  protected override render() {
    const {product, layout} = this;
    const module = product && this.#cardModule.module;
    const [card, ...others] = module
      ? this.#products.map((one) => module.productCard(one, this.#localize, this.#select))
      : [];
    this.toggleState('empty', !product);
    this.toggleState('sold-out', !!product && product.stock <= 0);
    return html`
      <div class=${others.length ? `several in-${layout}` : ''}>
        <article part="card" class="card ${layout}" ?hidden=${!card}>
          ${card}
          <slot name="actions"></slot>
        </article>
        ${others.map((other) => html`<article part="card" class="card ${layout}">${other}</article>`)}
      </div>
      <slot ?hidden=${product}></slot>
    `;
  }

  protected override updated(): void {
    if (this.product && !this.#cardModule.module) return;
    const before = this.#shownIds;
    this.#shownIds = this.#products.map(({id}) => id);
    for (const product of this.#products) {
      if (!before.includes(product.id)) this.fire('live-product-show', {product: {...product}});
    }
  }

  get #products(): readonly LiveProduct[] {
    return this.#override ? [this.#override] : (this.live.value ?? []);
  }

  readonly #select = (event: Event, product: LiveProduct) => {
    if (!this.fire('live-product-select', {product: {...product}}, {cancelable: true})) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'product-slot': ProductSlot;
  }
}
