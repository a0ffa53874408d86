/** Terms of the commerce elements: every language has every term, and a page changes single ones. */
import {afterEach, expect, test, vi} from 'vitest';
import {en} from '../../../src/locales/commerce/en.ts';
import {commerceTerms} from '../../../src/locales/commerce/load-commerce-terms.ts';
import {findLocale, setLocale} from '../../../src/locales/find-locale.ts';
import {registerLocale} from '../../../src/locales/register-locale.ts';

const CODES = ['ar', 'de', 'es', 'fr', 'id', 'ja', 'ko', 'pt', 'zh-CN', 'zh-TW'];
const load = (lang: string) => vi.waitUntil(() => commerceTerms(lang, () => undefined) && known(lang));
const known = (lang: string) => commerceTerms(lang, () => undefined).products !== en.products;
const written = (term: unknown) => (typeof term === 'function' ? (term as (text: string) => string)('12') : term);

const before = findLocale('en');
afterEach(() => setLocale('en', before));

test.each(CODES)('%s has no English term, and contains each number and name', async (lang) => {
  await load(lang);
  const terms = commerceTerms(lang, () => undefined);
  for (const [name, term] of Object.entries(terms) as [keyof typeof en, unknown][]) {
    expect(written(term), name).not.toBe(written(en[name]));
    if (typeof term === 'function') expect(written(term), name).toContain('12');
  }
});

test('a page changes single terms of a language; a term of another type is ignored', () => {
  registerLocale('en', {...before, commerce: {products: 'Teas', votes: 'many' as never}});
  expect(commerceTerms('en', () => undefined).products).toBe('Teas');
  expect(commerceTerms('en', () => undefined).votes('3')).toBe('Votes: 3');
  expect(commerceTerms('en', () => undefined).cart).toBe('Cart');
});

test('a language without terms of its own has the English ones', () => {
  expect(commerceTerms('fi', () => undefined)).toEqual(en);
});
