/** A page adds a language or changes terms of one. A plain script learns which terms it left out. */
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Locale} from '../../../src/locales/locale.ts';
import {LANGUAGES} from '../../support/languages.ts';

const warn = vi.spyOn(console, 'warn');
beforeEach(() => void vi.resetModules());
afterEach(() => void warn.mockReset());

const locales = async () => ({
  ...(await import('../../../src/locales/en.ts')),
  ...(await import('../../../src/locales/find-locale.ts')),
  ...(await import('../../../src/locales/register-locale.ts')),
});

test('the type refuses a locale that lacks a term or a group', async () => {
  const {en, registerLocale} = await locales();
  const {composer, ...withoutGroup} = en;
  const {more, ...withoutTerm} = composer;
  warn.mockReturnValue();
  // @ts-expect-error The group `composer` is missing.
  registerLocale('it', withoutGroup);
  // @ts-expect-error The term `composer.more` is missing.
  registerLocale('sv', {...en, composer: withoutTerm});
  expect(warn.mock.calls.map(([text]) => text as string)).toEqual([
    "[live-room] registerLocale('it') lacks terms, which are in English: composer.",
    "[live-room] registerLocale('sv') lacks terms, which are in English: composer.more.",
  ]);
  expect(more).toBe(en.composer.more);
});

test('a complete locale is used unchanged, without a warning', async () => {
  const {en, findLocale, registerLocale} = await locales();
  registerLocale('IT', {...en, send: 'Invia'});
  expect(findLocale('it-CH')).toEqual({...en, send: 'Invia'});
  expect(warn).not.toHaveBeenCalled();
});

test('terms of a plain script that are missing, or of another kind, are in English; a warning names them', async () => {
  const {en, findLocale, registerLocale} = await locales();
  warn.mockReturnValue();
  const {errors, ...terms} = en;
  const plain = {
    ...terms,
    watching: 'guardano',
    media: null,
    composer: {...en.composer, colors: ['x']},
    __proto__: null,
  };
  registerLocale('it', plain as unknown as Locale);
  const locale = findLocale('it');
  expect(locale).toEqual(en);
  expect(locale.errors).toEqual(errors);
  expect(locale.watching('2', 2)).toBe('2 viewers');
  const [text] = warn.mock.calls[0] as [string];
  const named = /English: (.*)\.$/.exec(text)![1]!.split(', ');
  expect(named).toEqual(['media', 'composer.colors', 'errors', 'watching']);
});

test.each([[undefined], [null], ['it'], [7]])('%s instead of terms is English', async (nothing) => {
  const {en, findLocale, registerLocale} = await locales();
  warn.mockReturnValue();
  registerLocale('it', nothing as unknown as Locale);
  expect(findLocale('it')).toEqual(en);
  expect(warn).toHaveBeenCalledTimes(1);
});

test.each(Object.entries(LANGUAGES))('single terms of %s change, and the other terms stay', async (code, locale) => {
  const {findLocale, registerTerms} = await locales();
  await registerTerms(code, {send: 'x', media: {broken: 'y'}});
  const changed = findLocale(code);
  expect([changed.send, changed.media.broken]).toEqual(['x', 'y']);
  expect([changed.close, changed.media.openPicture]).toEqual([locale.close, locale.media.openPicture]);
  expect(changed.watching('3', 3)).toBe(locale.watching('3', 3));
  expect(warn).not.toHaveBeenCalled();
});

test('single terms of a language that the package does not contain: the others are in English, with a warning', async () => {
  const {findLocale, registerTerms} = await locales();
  warn.mockReturnValue();
  await registerTerms('it', {send: 'Invia'});
  expect([findLocale('it').send, findLocale('it').close]).toEqual(['Invia', 'Close']);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]![0]).toMatch(/: .*\bclose,/);
  expect(warn.mock.calls[0]![0]).not.toMatch(/ send,/);
});

test.each([[undefined], [7], [''], ['two words'], ['zh_CN']])('%s is not a language tag', async (code) => {
  const {en, registerLocale, registerTerms} = await locales();
  expect(() => registerLocale(code as string, en)).toThrow("takes a language tag such as 'pt-BR'");
  await expect(registerTerms(code as string, {})).rejects.toThrow(TypeError);
});
