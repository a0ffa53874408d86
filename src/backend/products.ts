import * as v from 'valibot';
import {ID_MAX_CHARS, NAME_MAX_CHARS, PICTURES_MAX, PRODUCT_BADGE_MAX_CHARS, VARIANTS_MAX} from '../protocol/limits.js';
import {productVersion, type ProductVersion} from '../protocol/shelf.js';
import {url} from '../protocol/person-schema.js';
import {object, displayText, integer, list, maybe, text, unchecked} from '../protocol/schema.js';
import type {Backend} from './backend.js';

/** A size, a colour or another choice of a product. */
const variant = object({
  id: text(ID_MAX_CHARS, 1),
  title: displayText(NAME_MAX_CHARS, 1),
  /** In the currency's minor unit. */
  price: integer(0),
  stock: integer(0),
  /** A safe URL, or empty. */
  image: url,
  /** Titles by language tag, `{en: {title}}`; checked when one is shown. */
  translations: unchecked,
});

export const product = object({
  ...productVersion.entries,
  title: displayText(NAME_MAX_CHARS, 1),
  /** A safe URL, or empty. */
  image: url,
  /** In the currency's minor unit. */
  price: integer(0),
  /** ISO 4217. */
  currency: v.pipe(
    v.string(),
    v.check((code) => /^[A-Z]{3}$/.test(code)),
  ),
  stock: integer(0),
  /** A safe URL, or empty. */
  href: url,
  /** The price before a reduction, in the currency's minor unit. */
  compareAt: maybe(integer(0)),
  /** A short label such as "New". */
  badge: maybe(displayText(PRODUCT_BADGE_MAX_CHARS, 1)),
  /** Safe URLs of further pictures. */
  images: v.optional(list(v.pipe(url, v.minLength(1)), PICTURES_MAX)),
  /** Sizes, colours and other choices. `price` is then the lowest in stock, `stock` the sum of theirs. */
  variants: v.optional(list(variant, VARIANTS_MAX)),
  /** Titles and badges by language tag, `{en: {title, badge}}`; checked when one is shown. */
  translations: unchecked,
});

export type Product = v.InferOutput<typeof product>;

/** Loads one version of a product. A version never changes. */
export async function loadProduct(
  backend: Backend,
  roomId: string,
  wanted: ProductVersion,
  signal: AbortSignal,
): Promise<Product> {
  const path = `/rooms/${encodeURIComponent(roomId)}/products/${encodeURIComponent(wanted.id)}?v=${wanted.v}`;
  return v.parse(product, await backend.request(path, {signal}));
}
