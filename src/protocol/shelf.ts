import type * as v from 'valibot';
import {CHANGED_PRODUCTS_MAX, ID_MAX_CHARS} from './limits.js';
import {firstValid, integer, object, text} from './schema.js';

/** The id and the version of a product. A version never changes. */
export const productVersion = object({id: text(ID_MAX_CHARS, 1), v: integer(0)});
export type ProductVersion = v.InferOutput<typeof productVersion>;

/** Decodes the changed or added products from the `fields` of a `shelf` message. Never throws. */
export function decodeShelf(fields: Readonly<Record<string, unknown>>): ProductVersion[] {
  const {products} = fields;
  return Array.isArray(products) ? firstValid(productVersion, products, CHANGED_PRODUCTS_MAX) : [];
}
