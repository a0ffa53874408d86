import {en} from './en.js';
import type {Locale} from './locale.js';
import {findLocale, loadLocale, setLocale} from './find-locale.js';

/** A language, and a script or region after it: `es`, `zh-Hant-TW`. */
const LANGUAGE_TAG = /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i;

/** Terms of a locale, or of a group in it, that a plain script may have left out. */
export type PartialTerms<T = Locale> = {
  readonly [K in keyof T]?: T[K] extends string | readonly string[] | ((...options: never) => string)
    ? T[K]
    : PartialTerms<T[K]>;
};

/**
 * Adds a locale or replaces one, e.g. to change a single term: `registerLocale('zh-CN', {...zhCN, send: '发射'})`.
 * Elements that are on the page render again.
 *
 * The type requires every term. Of a plain script, a term that is missing or has another type than in English stays as it was for this
 * language; a warning names those that are in English for that reason.
 *
 * @throws TypeError if `code` is not a language tag such as `pt-BR`
 */
export function registerLocale(code: string, locale: Locale): void {
  requireTag(code);
  const fallback = findLocale(code);
  const missing: string[] = [];
  const complete = completeTerms(locale, fallback, '', missing);
  const {commerce} = Object(locale) as Partial<Locale>;
  // The built-in terms of the commerce elements load later, so the registered ones are completed then.
  setLocale(code, commerce ? {...complete, commerce: {...fallback.commerce, ...commerce}} : complete);
  if (missing.length && fallback === en && !/^en\b/i.test(code))
    console.warn(`[live-room] registerLocale('${code}') lacks terms, which are in English: ${missing.join(', ')}.`);
}

/**
 * The same for the script of a page, which cannot import a built-in locale. Omitted terms are those of the language,
 * when it is loaded.
 */
export async function registerTerms(code: string, terms: PartialTerms): Promise<void> {
  requireTag(code);
  await loadLocale(code)?.catch(() => undefined); // It stays in English; the warning says so.
  registerLocale(code, terms as Locale);
}

/** A plain script may give anything. @throws TypeError */
function requireTag(code: unknown): void {
  if (typeof code !== 'string' || !LANGUAGE_TAG.test(code))
    throw new TypeError("registerLocale() takes a language tag such as 'pt-BR', then the terms");
}

/** Copies `terms`, takes the missing ones from `fallback`, and adds their paths to `missing`. */
function completeTerms<T extends object>(terms: unknown, fallback: T, path: string, missing: string[]): T {
  const given = new Map(Object.entries(Object(terms) as object));
  const complete = Object.entries(fallback).map(([name, known]: [string, unknown]) => {
    const term: unknown = given.get(name);
    if (isGroup(known) && isGroup(term)) return [name, completeTerms(term, known, `${path}${name}.`, missing)];
    if (isSameKind(term, known)) return [name, term];
    missing.push(path + name);
    return [name, known];
  });
  return Object.fromEntries(complete) as T;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && !!value && !Array.isArray(value);
}

function isSameKind(term: unknown, known: unknown): boolean {
  if (Array.isArray(known))
    return Array.isArray(term) && term.length === known.length && term.every((text) => typeof text === 'string');
  return typeof term === typeof known && !isGroup(known);
}
