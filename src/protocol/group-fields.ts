import * as v from 'valibot';
import {parseJson} from './codec.js';
import {PIN_MAX_BYTES, SHOWN_PRODUCTS_MAX} from './limits.js';
import {customSchemas, type RoomStatus} from './messages.js';
import {displayText, firstValid, integer, maybe, object, unchecked} from './schema.js';
import {productVersion, type ProductVersion} from './shelf.js';

/** Characters of a group's custom field at Tencent Chat. */
const GROUP_FIELD_MAX_CHARS = 512;

const statusField = object({status: customSchemas.status.entries.status});

/** A pinned comment or text. The pin with the highest `v` is the newest. Without `seq` and text nothing is pinned. */
const pin = object({
  v: integer(0),
  /** The sequence number of a comment. */
  seq: maybe(integer(1)),
  text: maybe(displayText(PIN_MAX_BYTES, 1)),
  /** Texts by language tag, `{en: {text}}`; checked when one is shown. */
  translations: unchecked,
  /** True while the host answers the pinned comment, which is a question. */
  question: maybe(v.boolean()),
});
export type Pin = v.InferOutput<typeof pin>;

/** Decodes the group custom field `status`. Returns undefined if it is missing or invalid. Never throws. */
export function decodeStatusField(field: unknown): RoomStatus | undefined {
  return decodeField(statusField, field)?.status;
}

/**
 * Decodes the products on show, in their order. `received` is the group custom field `product` (one object, or an
 * array), or the same value from the business server. Never throws.
 */
export function decodeShownProducts(received: unknown): ProductVersion[] {
  const value = fieldValue(received);
  return firstValid(productVersion, Array.isArray(value) ? value : [value], SHOWN_PRODUCTS_MAX);
}

/** The first product on show. */
export function decodeShownProduct(received: unknown): ProductVersion | undefined {
  return decodeShownProducts(received)[0];
}

/** Decodes the group custom field `pin`, or the `pin` of the business server. Never throws. */
export function decodePin(received: unknown): Pin | undefined {
  return decodeField(pin, received);
}

function decodeField<O>(schema: v.GenericSchema<unknown, O>, field: unknown): O | undefined {
  const result = v.safeParse(schema, fieldValue(field));
  return result.success ? result.output : undefined;
}

function fieldValue(field: unknown): unknown {
  return typeof field === 'string' ? parseJson(field, GROUP_FIELD_MAX_CHARS) : field;
}
