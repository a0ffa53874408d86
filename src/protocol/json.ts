/** `JSON.stringify` for pages whose scripts change its result. */

const {stringify} = JSON;

/**
 * Serializes a value to JSON. Prototype 1.6 adds a `toJSON` to arrays, with which browsers serialize each array as a
 * string.
 */
export function toJson(value: unknown, replacer?: Parameters<typeof stringify>[1], space?: string | number): string {
  const isChanged = 'toJSON' in Array.prototype || 'toJSON' in Object.prototype;
  return stringify(isChanged ? withoutToJson(value) : value, replacer, space);
}

function withoutToJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(withoutToJson(item));
    return Object.defineProperty(items, 'toJSON', {value: undefined});
  }
  const {toJSON} = value as {readonly toJSON?: unknown};
  const inherited = (Object.prototype as {readonly toJSON?: unknown}).toJSON;
  if (toJSON !== undefined && toJSON !== inherited) return value; // The class has its own `toJSON`, as `Date` and `URL` do.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) copy[key] = withoutToJson(item);
  return copy;
}
