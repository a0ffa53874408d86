import {html, nothing, type TemplateResult} from 'lit';
import {ref} from 'lit/directives/ref.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {formatPrice} from '../../protocol/money.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import {offerOf, type Variant} from '../../session/commerce/variants.js';
import type {LiveProduct} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {handlePictureError, isDrawable} from '../media/broken-pictures.js';

export interface ShelfItemOptions {
  readonly product: LiveProduct;
  /** The variant that the viewer chose. Undefined for a product without variants. */
  readonly variant: Variant | undefined;
  readonly terms: CommerceTerms;
  readonly localize: LocalizeController;
  readonly isOnShow: boolean;
  readonly isAdding: boolean;
  /** Sentence about the product that the viewer adds. Empty if there is none. */
  readonly notice: string;
  /** Called with the item's element when it is rendered. */
  readonly observe: (item: Element | undefined) => void;
  readonly select: (event: Event) => void;
  readonly choose: (variantId: string) => void;
  readonly add: () => void;
}

/** Draws one product of the shelf. */
export function shelfItem(options: ShelfItemOptions): TemplateResult {
  const {product, variant, terms, localize, isOnShow, isAdding, notice, observe, select, add} = options;
  const {currency, compareAt = 0} = product;
  const title = translated(product, 'title', localize.lang);
  const badge = product.badge && translated({...product, badge: product.badge}, 'badge', localize.lang);
  const {price, stock, image} = offerOf(product, variant?.id);
  const format = (amount: number) => formatPrice(amount, currency, localize.lang);
  const href = safeUrl(product.href);
  const isBuyable = stock > 0 && !isAdding;
  return html`<li ${ref(observe)} .product=${product} part="item" class="item ${stock > 0 ? '' : 'sold-out'}">
    <div class="picture">${picture(image)}</div>
    <div class="facts">
      ${isOnShow ? html`<span part="badge" class="badge">${terms.onShow}</span>` : nothing}
      ${badge ? html`<span part="badge" class="badge" dir="auto">${badge}</span>` : nothing}
      <h3 part="title" class="title" dir="auto">
        ${
          href
            ? html`<a href=${href} target="_blank" rel="noopener" @click=${select}>${title}</a>`
            : html`<button type="button" @click=${select}>${title}</button>`
        }
      </h3>
      <p class="price-line">
        <span part="price" class="price"><bdi>${format(price)}</bdi></span>
        ${
          compareAt > price
            ? html`<s part="compare-at" class="compare-at"
                ><span class="visually-hidden">${terms.oldPrice(format(compareAt))}</span
                ><bdi aria-hidden="true">${format(compareAt)}</bdi></s
              >`
            : nothing
        }
        <span class="stock" dir="auto">${stock > 0 ? localize.counted('stock', stock) : localize.term('soldOut')}</span>
      </p>
      ${product.variants?.length ? variantChoice(options) : nothing}
      <p class="notice" role="status" dir="auto">${notice}</p>
    </div>
    <button
      part="add"
      class="add"
      type="button"
      aria-disabled=${!isBuyable}
      aria-label="${terms.addToCart}: ${title}"
      title=${terms.addToCart}
      @click=${() => isBuyable && add()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 4h3l2.2 11h9.6L20 7H7M10 20h.01M17 20h.01M12 11h4M14 9v4" />
      </svg>
    </button>
  </li>`;
}

function picture(image: string): TemplateResult | typeof nothing {
  if (!isDrawable(image)) return nothing;
  return html`<img
    part="image"
    class="image"
    src=${image}
    alt=""
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
    @error=${handlePictureError}
  />`;
}

function variantChoice({product, variant, terms, localize, choose}: ShelfItemOptions): TemplateResult {
  const {variants = [], price, currency} = product;
  return html`<select
    part="variant"
    class="variant"
    aria-label=${terms.variant(translated(product, 'title', localize.lang))}
    @change=${({target}: Event) => choose((target as HTMLSelectElement).value)}
  >
    ${variants.map((one) => {
      const notes = [
        one.price === price ? '' : formatPrice(one.price, currency, localize.lang),
        one.stock > 0 ? '' : localize.term('soldOut'),
      ];
      const text = [translated(one, 'title', localize.lang), ...notes.filter(Boolean)].join(' · ');
      return html`<option value=${one.id} .selected=${one.id === variant?.id} ?disabled=${one.stock <= 0}>
        ${text}
      </option>`;
    })}
  </select>`;
}
