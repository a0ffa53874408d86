import * as v from 'valibot';
import {limitMarks} from './combining-marks.js';

/** An object of these entries. Valibot finds them by `for … in`, where a page's additions to `Object.prototype` are, too. */
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

/** Text that is shown: its combining marks are limited. */
export function shownText(max: number, min = 0) {
  return v.pipe(text(max, min), v.transform(limitMarks));
}

/** A whole number of `min` to `max`. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  return v.pipe(
    v.number(),
    v.check((value) => Number.isSafeInteger(value) && value >= min && value <= max),
  );
}

/** Absent, or whatever does not fit: undefined. */
export function maybe<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

/** Invalid entries skipped at most for each entry wanted. The limit bounds the cost of the search. */
const PASSED_OVER = 5;

/** The first entries that fit, at most `max` of them. */
export function firstOf<S extends v.GenericSchema>(
  schema: S,
  entries: readonly unknown[],
  max: number,
): v.InferOutput<S>[] {
  const found: v.InferOutput<S>[] = [];
  for (const entry of entries.slice(0, max * PASSED_OVER)) {
    const {success, output} = v.safeParse(schema, entry);
    if (success) found.push(output);
    if (found.length === max) break;
  }
  return found;
}

/** A list, of which the first `max` entries that fit are taken; whatever is no list, or not there, is empty. */
export function list<S extends v.GenericSchema>(schema: S, max: number) {
  return v.fallback(
    v.pipe(
      v.unknown(),
      v.transform((given) => (Array.isArray(given) ? firstOf(schema, given, max) : [])),
    ),
    [],
  );
}

/** Where in a value an issue was found, for an error's message. */
export function pathOf({path}: v.BaseIssue<unknown>): string {
  return path?.map(({key}) => String(key)).join('.') ?? 'the whole';
}
