import * as v from 'valibot';
import {parseObject} from './codec.js';
import {ID_MAX_CHARS} from './limits.js';
import {customSchemas, type RoomStatus} from './messages.js';
import {integer, object, text} from './schema.js';

/** Characters of a group's custom field at Tencent Chat. */
const GROUP_FIELD_MAX_CHARS = 512;

const statusField = object({status: customSchemas.status.entries.status});

/** The id and the version of the product on show. */
export const shownProduct = object({id: text(ID_MAX_CHARS, 1), v: integer(0)});
export type ShownProduct = v.InferOutput<typeof shownProduct>;

/** Decodes the group custom field `status`. Returns undefined if it is missing or invalid. Never throws. */
export function decodeStatusField(field: unknown): RoomStatus | undefined {
  return decodeField(statusField, field)?.status;
}

/**
 * Decodes the product on show from the group custom field `product`, or from the business server, which sends the object
 * itself. Returns undefined if there is none. Never throws.
 */
export function decodeShownProduct(received: unknown): ShownProduct | undefined {
  return decodeField(shownProduct, received);
}

function decodeField<O>(schema: v.GenericSchema<unknown, O>, field: unknown): O | undefined {
  const value = typeof field === 'string' ? parseObject(field, GROUP_FIELD_MAX_CHARS) : field;
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
