import * as v from 'valibot';
import {toJson} from './json.js';
import {CUSTOM_DATA_MAX_CHARS} from './limits.js';
import {commentExtras, type Quote} from './comment-schema.js';
import {
  customSchemas,
  LATE_CHECKED_TYPES,
  type CustomContent,
  type CustomType,
  type LateCheckedContent,
} from './messages.js';

/** The protocol version. Every custom message carries it as `v`. */
export const PROTOCOL_VERSION = 1;

/**
 * Decodes the `Data` of a custom message. Returns null for invalid JSON, an unknown type or version, or invalid fields.
 * Never throws.
 */
export function decodeCustom(data: unknown): CustomContent | LateCheckedContent | null {
  const parsed = parseVersioned(data, CUSTOM_DATA_MAX_CHARS);
  const type = parsed?.type;
  if (LATE_CHECKED_TYPES.includes(type as LateCheckedContent['type']))
    return {type: type as LateCheckedContent['type'], fields: parsed!}; // The type is in the list.
  if (typeof type !== 'string' || !Object.hasOwn(customSchemas, type)) return null;
  const result = v.safeParse(customSchemas[type as CustomType], parsed);
  return result.success ? result.output : null;
}

/**
 * Encodes the payload of a custom message at Tencent. `Data` is our JSON; `Desc` names the type for readers that do not
 * parse it.
 */
export function encodeCustom(content: CustomContent): {data: string; description: string} {
  return {data: toJson({v: PROTOCOL_VERSION, ...content}), description: content.type};
}

export type CommentExtras = v.InferOutput<typeof commentExtras>;
const NO_EXTRAS: CommentExtras = {level: 0, badges: []};

/**
 * Decodes a comment's `CloudCustomData`: the sender's level and badges, and the quoted comment. Invalid data gives the
 * defaults.
 */
export function decodeExtras(cloudCustomData: unknown): CommentExtras {
  const parsed = parseVersioned(cloudCustomData, CUSTOM_DATA_MAX_CHARS);
  const result = v.safeParse(commentExtras, parsed);
  return result.success ? result.output : NO_EXTRAS;
}

/** Encodes the fields that the sender adds to a comment. The business server adds the other fields. */
export function encodeExtras(extras: {
  readonly reply?: Quote | undefined;
  readonly question?: boolean | undefined;
}): string {
  return toJson({v: PROTOCOL_VERSION, ...extras});
}

function parseVersioned(text: unknown, maxChars: number): Record<string, unknown> | undefined {
  const parsed = parseObject(text, maxChars);
  return parsed?.v === PROTOCOL_VERSION ? parsed : undefined;
}

/** Parses the JSON of an object. Returns undefined for other text. Never throws. */
export function parseObject(text: unknown, maxChars: number): Record<string, unknown> | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  return parseJson(text, maxChars) as Record<string, unknown> | undefined; // Text that starts with a brace is an object.
}

/** Parses JSON. Returns undefined for other text. Never throws. */
export function parseJson(text: string, maxChars: number): unknown {
  if (text.length > maxChars) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Invalid JSON from a sender is ignored.
  }
}
