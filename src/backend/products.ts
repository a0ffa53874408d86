import * as v from 'valibot';
import {ID_MAX_CHARS, NAME_MAX_CHARS} from '../protocol/limits.js';
import {url} from '../protocol/person-schema.js';
import {object, displayText, text, integer} from '../protocol/schema.js';
import type {Backend} from './backend.js';

/** The id and the version of the product on show. */
const shownProduct = object({id: text(ID_MAX_CHARS, 1), v: integer(0)});
export type ShownProduct = v.InferOutput<typeof shownProduct>;

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

/** Characters of a group custom field at Tencent Chat. */
const CUSTOM_FIELD_MAX_CHARS = 512;

/**
 * Decodes the product on show from a group custom field or from the business server. Returns undefined if there is
 * none.
 */
export function decodeShownProduct(received: unknown): ShownProduct | undefined {
  try {
    if (typeof received === 'string' && received.length > CUSTOM_FIELD_MAX_CHARS) return undefined;
    const value: unknown = typeof received === 'string' ? JSON.parse(received) : received;
    const {success, output} = v.safeParse(shownProduct, value);
    return success ? output : undefined;
  } catch {
    return undefined; // Empty or invalid: nothing is on show.
  }
}

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
