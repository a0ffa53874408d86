import {html} from 'lit';
import {safeAddress} from '../../protocol/address.js';
import type {LiveProduct} from '../shared/events.js';
import {Late} from '../shared/late.js';
import {LocalizeController, languageTag} from '../shared/localize-controller.js';
import {property} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {tokens} from '../shared/tokens.js';
import {loadProductCard} from './load-product-card.js';

/**
 * The product that the room has on show, with the way to it.
 *
 * @tag product-slot
 * @summary Picture, title, price and stock of what is being sold, and a link.
 * @status stable
 * @since 0.1
 *
 * @slot - Shown while no product is.
 * @slot actions - Buttons of the page's own, at the product's end.
 *
 * @fires {LiveEvent<'live-product-show'>} live-product-show - Another product came on show.
 * @fires {LiveEvent<'live-product-select'>} live-product-select - The viewer chose the product. Cancel it and its link is not followed.
 *
 * @csspart card - The whole, in either layout.
 * @csspart image - The picture.
 * @csspart title - What it is called.
 * @csspart price - What it costs.
 * @csspart stock - How many are left, or that it is sold out.
 * @csspart action - The link to it, or a button where it has no address.
 *
 * @cssproperty [--live-product-slot-background=var(--live-surface)] - Behind the product.
 *
 * @cssstate empty - No product is on show.
 * @cssstate sold-out - None are left.
 */
export class ProductSlot extends RoomWidget {
  static override readonly tag: string = 'product-slot';
  static override styles = tokens;

  /** `card`, below a large picture, or `strip`, in a low row. */
  @property({reflect: true}) layout: 'card' | 'strip' = 'card';

  protected readonly live = new SessionController(this, ({product}) => product.current);

  readonly #text = new LocalizeController(this);
  readonly #late = new Late(this, loadProductCard);
  #given: LiveProduct | undefined;
  #shown: string | undefined;

  /** The product on show. Set one to show it whatever the room does, `undefined` to follow the room again. */
  get product(): LiveProduct | undefined {
    return this.#given ?? this.live.value;
  }

  set product(product: LiveProduct | undefined) {
    this.#given = product;
    this.requestUpdate();
  }

  protected override render() {
    const {product} = this;
    const card =
      product &&
      this.#late.module?.productCard({
        html,
        product,
        href: safeAddress(product.href),
        locale: this.#text.locale,
        lang: languageTag(this.#text.lang),
        select: this.#select,
      });
    this.toggleState('empty', !product);
    this.toggleState('sold-out', !!product && product.stock <= 0);
    return html`
      <article part="card" class="card ${this.layout}" ?hidden=${!card}>
        ${card}
        <slot name="actions"></slot>
      </article>
      <slot ?hidden=${product}></slot>
    `;
  }

  protected override updated(): void {
    const {product} = this;
    if (product && !this.#late.module) return;
    const before = this.#shown;
    this.#shown = product?.id;
    if (product && product.id !== before) this.fire('live-product-show', {product: {...product}});
  }

  readonly #select = (event: Event) => {
    const {product} = this;
    if (product && !this.fire('live-product-select', {product: {...product}}, {cancelable: true}))
      event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'product-slot': ProductSlot;
  }
}
