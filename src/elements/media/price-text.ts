import {html} from 'lit';
import {formatPrice} from '../../protocol/money.js';

/** Places where a price may break: between currency and number, not at spaces within the number. */
const PRICE_BREAKS = /(?<=\P{Nd}\s)(?=\S)|(?<=\s)(?=\P{Nd})/u;

/** Draws a price, with places where it may break. */
export function priceText(price: number, currency: string, lang: string): unknown {
  const parts = formatPrice(price, currency, lang).split(PRICE_BREAKS);
  return parts.map((part, index) => (index ? html`<wbr /><bdi>${part}</bdi>` : part));
}
