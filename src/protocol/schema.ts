import * as v from 'valibot';
import {limitMarks} from './text/combining-marks.js';

/**
 * An object schema with these entries. Valibot reads entries by `for … in`, which also finds a page's additions to
 * `Object.prototype`.
 */
export function object<E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  return v.object(Object.assign(Object.create(null) as E, entries));
}

/** Text of `min` to `max` UTF-16 units. */
export function text(max: number, min = 0) {
  return v.pipe(
    v.string(),
    v.check(({length}) => length >= min && length <= max),
  );
}

/** Displayed text of `min` to `max` UTF-16 units, with limited combining marks. */
export function displayText(max: number, min = 0) {
  return v.pipe(text(max, min), v.transform(limitMarks));
}

/** A safe integer from `min` to `max`. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER) {
  return v.pipe(
    v.number(),
    v.check((value) => Number.isSafeInteger(value) && value >= min && value <= max),
  );
}

/** An optional value. Invalid values become undefined. */
export function maybe<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

/** A value that is checked where it is used. */
export const unchecked = /* @__PURE__ */ v.optional(/* @__PURE__ */ v.unknown());

/** Entries examined per wanted entry. Limits the cost of a list full of invalid entries. */
const EXAMINED_PER_ENTRY = 5;

/** Returns the first valid entries, at most `max`. */
export function firstValid<S extends v.GenericSchema>(
  schema: S,
  entries: readonly unknown[],
  max: number,
): v.InferOutput<S>[] {
  const found: v.InferOutput<S>[] = [];
  for (const entry of entries.slice(0, max * EXAMINED_PER_ENTRY)) {
    const {success, output} = v.safeParse(schema, entry);
    if (success) found.push(output);
    if (found.length === max) break;
  }
  return found;
}

/**
 * An array schema that keeps the first `max` valid entries. A missing value or one of another type becomes an empty
 * array.
 */
export function list<S extends v.GenericSchema>(schema: S, max: number) {
  return v.fallback(
    v.pipe(
      v.unknown(),
      v.transform((value) => (Array.isArray(value) ? firstValid(schema, value, max) : [])),
    ),
    [],
  );
}

/** The path of an issue within the value, for an error message. */
export function issuePath({path}: v.BaseIssue<unknown>): string {
  return path?.map(({key}) => String(key)).join('.') ?? 'the value itself';
}
