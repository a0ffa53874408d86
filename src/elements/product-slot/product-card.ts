import type {html as litHtml, TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import {formatPrice} from '../../protocol/money.js';
import {isDrawable, pictureBroke} from '../shared/broken-pictures.js';
import type {LiveProduct} from '../shared/events.js';

export {styles} from './product-card.styles.js';

/** A product, its words, and the lit of whoever draws it: this chunk shares no code with the script that loads it. */
export interface ProductCard {
  readonly html: typeof litHtml;
  readonly product: LiveProduct;
  /** Where the product is sold, if that may be used. */
  readonly href: string | undefined;
  readonly locale: Locale;
  readonly lang: string;
  readonly select: (event: Event) => void;
}

/** Between currency and number, where a space stands between a digit and something else: not within the number. */
const BREAKS = /(?<=\P{Nd}\s)(?=\S)|(?<=\s)(?=\P{Nd})/u;

/** Picture, title, price, what is left of it, and the one way to it. */
export function productCard({html, product, href, locale, lang, select}: ProductCard): TemplateResult {
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
            @error=${pictureBroke}
          />`
        : ''
    }
    <div class="facts ${there ? '' : 'gone'}">
      <h2 part="title" class="title" dir="auto">${title}</h2>
      <p class="terms">
        <span part="price" class="price" dir="auto"
          >${price.map((part, index) => (index ? html`<wbr />${part}` : part))}</span
        >
        <span part="stock" class="stock" dir="auto">${there ? locale.stock(stock) : locale.soldOut}</span>
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
