/** Every locale has every term in its own language. Counts choose plural forms; a failed locale loads again. */
import {describe, expect, test, vi} from 'vitest';
import type {Locale} from '../../../src/locales/locale.ts';
import {LANGUAGES} from '../../support/languages.ts';

const {ar, de, en, es, fr, id, ja, ko, pt, 'zh-CN': zhCN, 'zh-TW': zhTW} = LANGUAGES;
const LOCALES: Readonly<Record<string, Locale>> = {ar, de, es, fr, id, ja, ko, pt, 'zh-CN': zhCN, 'zh-TW': zhTW};

/** Terms that are the same word in English. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: ['chat', 'host', 'fan', 'face', 'video', 'composer.colors.2', 'live'],
  es: ['chat', 'fan', 'face'],
  fr: [
    'chat',
    'fan',
    'composer.emojiGroups.1',
    'composer.colors.2',
    'composer.colors.5',
    'warning',
    'urgent',
    'volume',
  ],
  id: ['host', 'video', 'composer.emoji', 'live'],
  pt: ['chat', 'host', 'volume'],
};

const ARGUMENTS = ['12', 12, '3'];

/** Terms by their path. Terms with counts and names are sentences about 12 and 3. */
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

  test('contains each number and name of its arguments', () => {
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

  test.each([
    [0, '0 spectateur'],
    [1, '1 spectateur'],
    [2, '2 spectateurs'],
    [1_200_000, '1,2 M de spectateurs'],
  ])('French has one for 0 and 1, and one for millions: %i', (n, text) => {
    expect(fr.watching(n === 1_200_000 ? '1,2 M' : `${n}`, n)).toBe(text);
  });

  test.each([
    [0, 'Resta 0'],
    [1, 'Resta 1'],
    [2, 'Restam 2'],
  ])('Portuguese has one for 0 and 1: %i', (n, text) => {
    expect(pt.stock(`${n}`, n)).toBe(text);
  });

  test.each([
    [0, '0 Münzen'],
    [1, '1 Münze'],
    [2, '2 Münzen'],
  ])('German has two: %i', (n, text) => {
    expect(de.coins(`${n}`, n)).toBe(text);
  });

  test.each([
    ['id', id, '$ koin'],
    ['ja', ja, '$ コイン'],
    ['ko', ko, '$코인'],
    ['zh-CN', zhCN, '$ 金币'],
    ['zh-TW', zhTW, '$ 金幣'],
  ] as const)('%s has one', (_, locale, text) => {
    for (const n of [0, 1, 2]) expect(locale.coins(`${n}`, n)).toBe(text.replace('$', `${n}`));
  });

  const sentences = [
    ['de', de, ['Amy ist dabei', 'Amy und eine weitere Person sind dabei', 'Amy und 2 weitere sind dabei']],
    ['fr', fr, ['Amy a rejoint le live', 'Amy et 1 autre personne ont rejoint le live']],
    ['id', id, ['Amy bergabung', 'Amy dan 1 orang lainnya bergabung']],
    ['ko', ko, ['Amy님이 들어왔어요', 'Amy님 외 1명이 들어왔어요']],
    ['pt', pt, ['Amy entrou', 'Amy e mais 1 pessoa entraram', 'Amy e mais 2 pessoas entraram']],
    ['zh-TW', zhTW, ['Amy 進來了', 'Amy 和其他 1 人進來了']],
  ] as const;
  test.each(sentences)('the join notice of %s names one person, and counts the others', (_, locale, notices) => {
    expect(notices.map((_notice, n) => locale.joined('Amy', `${n}`, n))).toEqual(notices);
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
    const {registerLocale} = await import('../../../src/locales/register-locale.ts');
    return {registerLocale, ...(await import('../../../src/locales/find-locale.ts'))};
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
    ['de-CH', de],
    ['fr-CA', fr],
    ['id', id],
    ['ko-KR', ko],
    ['pt-BR', pt],
    ['pt-PT', pt],
    ['zh-Hant', zhTW],
    ['zh-Hant-CN', zhTW],
    ['zh-HK', zhTW],
    ['zh-MO', zhTW],
    ['zh-TW', zhTW],
    ['ZH-tw-u-nu-latn', zhTW],
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
    expect(findLocale('en-GB').send).toBe('Send');
    const simplified = ['zh', 'zh-CN', 'zh-Hans', 'zh-SG', 'zh-Hans-HK', 'zh-hans-tw'];
    for (const lang of simplified) expect(findLocale(lang).send, lang).toBe('发送');
    for (const lang of ['en', 'sv', ...simplified]) expect(loadLocale(lang), lang).toBeUndefined();
  });

  test('returns the locale that a page registers for a region, and for no other region', async () => {
    const {findLocale, loadLocale, registerLocale} = await fresh();
    registerLocale('zh-HK', {...zhTW, send: 'x'});
    registerLocale('sv', {...en, send: 'Skicka'});
    await loadLocale('zh-TW');
    expect(['zh-HK', 'zh-TW', 'zh-SG', 'sv-FI'].map((lang) => findLocale(lang).send)).toEqual([
      'x',
      zhTW.send,
      zhCN.send,
      'Skicka',
    ]);
  });

  test('loads a locale again after a failed load', async () => {
    vi.resetModules();
    vi.doMock('../../../src/locales/es.ts', () => {
      throw new Error('offline');
    });
    const {findLocale, loadLocale} = await import('../../../src/locales/find-locale.ts');
    await expect(loadLocale('es')).rejects.toThrow();
    vi.doUnmock('../../../src/locales/es.ts');
    vi.resetModules();
    await loadLocale('es');
    expect(findLocale('es').send).toBe('Enviar');
  });
});
