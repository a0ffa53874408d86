import * as v from 'valibot';
import {shownProduct, type ShownProduct} from '../protocol/group-fields.js';
import {NAME_MAX_CHARS} from '../protocol/limits.js';
import {url} from '../protocol/person-schema.js';
import {object, displayText, integer} from '../protocol/schema.js';
import type {Backend} from './backend.js';

const product = object({
  ...shownProduct.entries,
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
});

export type Product = v.InferOutput<typeof product>;

/** Loads one version of a product. A version never changes. */
export async function loadProduct(
  backend: Backend,
  roomId: string,
  wanted: ShownProduct,
  signal: AbortSignal,
): Promise<Product> {
  const path = `/rooms/${encodeURIComponent(roomId)}/products/${encodeURIComponent(wanted.id)}?v=${wanted.v}`;
  return v.parse(product, await backend.request(path, {signal}));
}
