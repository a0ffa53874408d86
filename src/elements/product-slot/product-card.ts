import type {html as litHtml, TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import {formatPrice} from '../../protocol/money.js';
import {isDrawable, handlePictureError} from '../media/broken-pictures.js';
import type {LiveProduct} from '../base/events.js';

export {styles} from './product-card.styles.js';

/**
 * One product and the functions that draw it. The element passes lit's `html`, because this chunk shares no code with the
 * script that loads it.
 */
export interface ProductCard {
  readonly html: typeof litHtml;
  readonly product: LiveProduct;
  /** Address of the product's page; undefined without one, or if `safeUrl` refused it. */
  readonly href: string | undefined;
  readonly locale: Locale;
  readonly lang: string;
  /** Formats a number to the unit. */
  readonly exact: (value: number) => string;
  readonly select: (event: Event) => void;
}

/** Places where a price may break: between currency and number, not at spaces within the number. */
const BREAKS = /(?<=\P{Nd}\s)(?=\S)|(?<=\s)(?=\P{Nd})/u;

/** Draws picture, title, price, stock and the link or button. */
export function productCard({html, product, href, locale, lang, exact, select}: ProductCard): TemplateResult {
  const price = formatPrice(product.price, product.currency, lang).split(BREAKS);
  const {image, title, stock} = product;
  const there = stock > 0;
  const words = there ? locale.buy : locale.view;
  const label = `${words}: ${title}`;
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
    <div class="facts ${there ? '' : 'gone'}">
      <h2 part="title" class="title" dir="auto">${title}</h2>
      <p class="terms">
        <span part="price" class="price" dir="auto"
          >${price.map((part, index) => (index ? html`<wbr />${part}` : part))}</span
        >
        <span part="stock" class="stock" dir="auto">${there ? locale.stock(exact(stock), stock) : locale.soldOut}</span>
      </p>
    </div>
    ${
      href
        ? html`<a
            part="action"
            class="action ${there ? '' : 'quiet'}"
            href=${href}
            target="_blank"
            rel="noopener"
            aria-label=${label}
            @click=${select}
            >${words}</a
          >`
        : html`<button
            part="action"
            class="action ${there ? '' : 'quiet'}"
            type="button"
            aria-label=${label}
            @click=${select}
          >
            ${words}
          </button>`
    }
  `;
}
