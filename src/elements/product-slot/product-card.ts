import {html, type TemplateResult} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import {priceText} from '../media/price-text.js';
import {isDrawable, handlePictureError} from '../media/broken-pictures.js';
import type {LiveProduct} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';

export {styles} from './product-card.styles.js';

/** Draws the picture, title, price, stock, and the link or button. */
export function productCard(
  product: LiveProduct,
  localize: LocalizeController,
  onSelect: (event: Event, product: LiveProduct) => void,
): TemplateResult {
  const href = safeUrl(product.href);
  const select = (event: Event) => onSelect(event, product);
  const {locale} = localize;
  const {image, stock} = product;
  const title = translated(product, 'title', localize.lang);
  const inStock = stock > 0;
  const actionText = inStock ? locale.buy : locale.view;
  const label = `${actionText}: ${title}`;
  return html`
    ${
      isDrawable(image)
        ? html`<img
            part="image"
            class="image"
            src=${image}
            alt=""
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            @error=${handlePictureError}
          />`
        : ''
    }
    <div class="facts ${inStock ? '' : 'sold-out'}">
      <h2 part="title" class="title" dir="auto">${title}</h2>
      <p class="price-line">
        <span part="price" class="price" dir="auto">${priceText(product.price, product.currency, localize.lang)}</span>
        <span part="stock" class="stock" dir="auto"
          >${inStock ? localize.counted('stock', stock) : locale.soldOut}</span
        >
      </p>
    </div>
    ${
      href
        ? html`<a
            part="action"
            class="action ${inStock ? '' : 'secondary'}"
            href=${href}
            target="_blank"
            rel="noopener"
            aria-label=${label}
            @click=${select}
            >${actionText}</a
          >`
        : html`<button
            part="action"
            class="action ${inStock ? '' : 'secondary'}"
            type="button"
            aria-label=${label}
            @click=${select}
          >
            ${actionText}
          </button>`
    }
  `;
}
