import {en} from './en.js';
import type {Locale} from './locale.js';
import {zhCN} from './zh-cn.js';

/** Locales by lower-case code: the built-in ones, those a page registered, and those that were loaded. */
const known = new Map<string, Locale>([
  ['en', en],
  ['zh-cn', zhCN],
]);

/** Modules of locales that load on first use, by lower-case code. Each exports its locale and nothing else. */
const loaders: ReadonlyMap<string, () => Promise<Readonly<Record<string, Locale>>>> = new Map<
  string,
  () => Promise<Readonly<Record<string, Locale>>>
>([
  ['ar', () => import('./ar.js')],
  ['de', () => import('./de.js')],
  ['es', () => import('./es.js')],
  ['fr', () => import('./fr.js')],
  ['id', () => import('./id.js')],
  ['ja', () => import('./ja.js')],
  ['ko', () => import('./ko.js')],
  ['pt', () => import('./pt.js')],
  ['zh-tw', () => import('./zh-tw.js')],
]);

/** Chinese in traditional characters: by its script, else by its region. */
const TRADITIONAL_CHINESE = /^zh-(?!.*\bhans\b).*\b(hant|hk|mo|tw)\b/;

const loads = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();

/** Adds a complete locale or replaces one. */
export function setLocale(code: string, locale: Locale): void {
  known.set(code.toLowerCase(), locale);
  for (const listener of listeners) listener();
}

/** The locale for a language: its own, its base language's, another one of the same language, else English. English until it is loaded. */
export function findLocale(lang: string): Locale {
  return known.get(languageCode(lang)) ?? en;
}

/**
 * Loads the locale for a language. Undefined if it is known already; a locale that a page registers meanwhile stays.
 * Rejects if the module does not load; the next call then loads it again.
 */
export function loadLocale(lang: string): Promise<void> | undefined {
  const code = languageCode(lang);
  const loader = loaders.get(code);
  if (!loader || known.has(code)) return undefined;
  const load =
    loads.get(code) ??
    loader().then(
      (module) => {
        if (!known.has(code)) setLocale(code, Object.values(module)[0]!);
      },
      (error: unknown) => {
        loads.delete(code);
        throw error;
      },
    );
  loads.set(code, load);
  return load;
}

/** Calls `listener` each time a locale was registered or loaded, until the function that it returns is called. */
export function onLocalesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The code of the locale for a language: its own, its base language's, or `en`. */
export function languageCode(lang: string): string {
  const code = lang.toLowerCase();
  const base = TRADITIONAL_CHINESE.test(code) ? 'zh-tw' : code.split('-')[0]!;
  return (
    [code, base].find((exact) => known.has(exact) || loaders.has(exact)) ??
    [...known.keys()].find((other) => other.split('-')[0] === base) ??
    'en'
  );
}
