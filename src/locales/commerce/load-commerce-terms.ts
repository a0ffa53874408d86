import {findLocale, languageCode, onLocalesChange} from '../find-locale.js';
import type {CommerceTerms} from './commerce-terms.js';
import {en} from './en.js';

/** English is in this module. The other languages load on first use. */
const loaders: Readonly<Record<string, () => Promise<Readonly<Record<string, CommerceTerms>>>>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  id: () => import('./id.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  pt: () => import('./pt.js'),
  'zh-cn': () => import('./zh-cn.js'),
  'zh-tw': () => import('./zh-tw.js'),
};

/** Wait before a language whose load failed is loaded again, ms. */
const RETRY_MS = 5_000;

const known = new Map<string, CommerceTerms>();
const requestedAt = new Map<string, number>();
let merged = new Map<string, CommerceTerms>();
onLocalesChange(() => (merged = new Map()));

/**
 * The terms of a language, with those that the page registered by `registerLocale(code, {commerce: {…}})`. English
 * until they are loaded.
 *
 * @param onLoad Called when the terms of the language have loaded.
 */
export function commerceTerms(lang: string, onLoad: () => void): CommerceTerms {
  const code = languageCode(lang);
  const load = loaders[code];
  if (load && !known.has(code) && performance.now() - (requestedAt.get(code) ?? -RETRY_MS) >= RETRY_MS) {
    requestedAt.set(code, performance.now());
    load().then(
      (module) => {
        known.set(code, Object.values(module)[0]!);
        merged.delete(lang);
        onLoad();
      },
      () => undefined, // The terms stay in English. A later rendering loads them again.
    );
  }
  let terms = merged.get(lang);
  if (!terms) merged.set(lang, (terms = {...en, ...known.get(code), ...ofSameKind(findLocale(lang).commerce)}));
  return terms;
}

/** The page's terms that have the same type as the built-in ones. */
function ofSameKind(terms: Partial<CommerceTerms> = {}): Partial<CommerceTerms> {
  return Object.fromEntries(
    Object.entries(terms).filter(([name, term]) => typeof term === typeof en[name as keyof CommerceTerms]),
  );
}
