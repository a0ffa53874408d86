/** Every locale has every term in its own language. Counts choose plural forms; a failed locale loads again. */
import {describe, expect, test, vi} from 'vitest';
import {ar} from '../../../src/locales/ar.ts';
import {en} from '../../../src/locales/en.ts';
import {es} from '../../../src/locales/es.ts';
import {ja} from '../../../src/locales/ja.ts';
import type {Locale} from '../../../src/locales/locale.ts';
import {zhCN} from '../../../src/locales/zh-cn.ts';

const LOCALES: Readonly<Record<string, Locale>> = {ar, es, ja, 'zh-CN': zhCN};

/** Terms that are the same word in English. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  es: ['chat', 'fan', 'face'],
};

const ARGUMENTS = ['12', 12, '3'];

/** Terms by their path; terms with counts and names as sentences about 12 and 3. */
function termsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'function') return [[path, (value as (...options: unknown[]) => string)(...argumentsOf(path))]];
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => termsOf(inner, path ? `${path}.${key}` : key));
}

function argumentsOf(path: string): readonly unknown[] {
  return path === 'joined' ? ['Amy', '12', 12] : ARGUMENTS;
}

const ENGLISH = new Map(termsOf(en));

describe.each(Object.entries(LOCALES))('the locale %s', (code, locale) => {
  const terms = new Map(termsOf(locale));

  test('has every term and no other', () => {
    expect([...terms.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
    expect([...terms].filter(([, text]) => !text.trim() || /undefined|NaN|\[object/.test(text))).toEqual([]);
  });

  test('has no English term, except the listed words', () => {
    const same = [...terms]
      .filter(([path, text]) => path !== 'dir' && text === ENGLISH.get(path))
      .map(([path]) => path);
    expect(same).toEqual(SAME[code] ?? []);
  });

  test('contains each number and name that it is given', () => {
    const paths = [...ENGLISH].filter(([, text]) => /\b12\b/.test(text)).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(15);
    const silent = paths.filter((path) => !/1[23]/.test(terms.get(path)!));
    expect(silent).toEqual([]);
  });
});

describe('plural forms', () => {
  test.each([
    [0, 'لا يوجد مشاهدون'],
    [1, 'مشاهد واحد'],
    [2, 'مشاهدان'],
    [3, '3 مشاهدين'],
    [11, '11 مشاهدًا'],
    [100, '100 مشاهد'],
  ])('Arabic has six: %i', (n, text) => {
    expect(ar.watching(`${n}`, n)).toBe(text);
  });

  test.each([
    [1, '1 espectador'],
    [2, '2 espectadores'],
    [1_000_000, '1 M de espectadores'],
  ])('Spanish has three: %i', (n, text) => {
    expect(es.watching(n === 1_000_000 ? '1 M' : `${n}`, n)).toBe(text);
  });

  test('English has two', () => {
    expect([1, 2, 0].map((n) => en.danmakuDropped(`${n}`, n))).toEqual([
      '1 comment was too many to fly',
      '2 comments were too many to fly',
      '0 comments were too many to fly',
    ]);
  });
});

describe('findLocale()', () => {
  const fresh = async () => {
    vi.resetModules();
    return await import('../../../src/locales/locale.ts');
  };

  test.each(['constructor', 'toString', '__proto__', '', 'xx'])('returns English for "%s"', async (lang) => {
    const {findLocale} = await fresh();
    expect(findLocale(lang).send).toBe('Send');
  });

  test.each([
    ['ja', ja],
    ['ja-JP', ja],
    ['ES-mx', es],
    ['ar-EG', ar],
  ])('returns English for "%s" until its locale is loaded', async (lang, {send}) => {
    const {findLocale, loadLocale, onLocalesChange} = await fresh();
    const changed = vi.fn();
    onLocalesChange(changed);
    expect(findLocale(lang).send).toBe('Send');
    await loadLocale(lang);
    expect(findLocale(lang).send).toBe(send);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(loadLocale(lang)).toBeUndefined();
  });

  test('returns a locale that a page registers, also while the built-in locale of that code loads', async () => {
    const {findLocale, loadLocale, registerLocale} = await fresh();
    const loading = loadLocale('ja');
    registerLocale('JA', {...en, send: 'x'});
    await loading;
    expect(findLocale('ja-JP').send).toBe('x');
    expect(findLocale('ja').close).toBe('Close');
  });

  test('returns the built-in locales at once', async () => {
    const {findLocale, loadLocale} = await fresh();
    expect([findLocale('en-GB'), findLocale('zh'), findLocale('zh-Hant')].map(({send}) => send)).toEqual([
      'Send',
      '发送',
      '发送',
    ]);
    expect(['en', 'zh-TW', 'fr'].map((lang) => loadLocale(lang))).toEqual([undefined, undefined, undefined]);
  });

  test('loads a locale again after a failed load', async () => {
    vi.resetModules();
    vi.doMock('../../../src/locales/es.ts', () => {
      throw new Error('offline');
    });
    const {findLocale, loadLocale} = await import('../../../src/locales/locale.ts');
    await expect(loadLocale('es')).rejects.toThrow();
    vi.doUnmock('../../../src/locales/es.ts');
    vi.resetModules();
    await loadLocale('es');
    expect(findLocale('es').send).toBe('Enviar');
  });
});
