import {expect, test} from 'vitest';
import {readOffset} from '../../../src/elements/live-launcher/launcher-attributes.ts';
import {remainingTime} from '../../../src/elements/live-launcher/remaining-time.ts';
import {launcherLanguage, launcherTerms} from '../../../src/locales/launcher-terms.ts';
import {LANGUAGES} from '../../support/languages.ts';

test.each([
  [0, '00:00'],
  [59, '00:59'],
  [3_599, '59:59'],
  [3_600, '01:00:00'],
  [86_399, '23:59:59'],
  [86_400, '1 d 00:00:00'],
  [183_845, '2 d 03:04:05'],
])('a show that begins in %i seconds counts down from %s', (seconds, text) => {
  expect(remainingTime(seconds, 'd')).toBe(text);
});

test('the launcher has terms of its own in every language of the package', () => {
  const english = launcherTerms('en');
  for (const lang of Object.keys(LANGUAGES)) {
    const found = launcherLanguage(lang);
    expect(found).toBe(lang.toLowerCase());
    if (lang !== 'en') expect(launcherTerms(found).close).not.toBe(english.close);
  }
});

test.each([
  ['zh', 'zh-cn'],
  ['zh-HK', 'zh-tw'],
  ['zh-Hant', 'zh-tw'],
  ['fr-CA', 'fr'],
  ['toString', 'en'],
  ['', 'en'],
])('the launcher answers the language "%s" with %s', (lang, found) => {
  expect(launcherLanguage(lang)).toBe(found);
});

test.each([
  ['24', [24]],
  ['80px 16px', [80, 16]],
  ['', []],
  ['-5', []],
  ['1e9', []],
  ['calc(1px)', []],
])('the launcher reads the offset "%s" as %j', (text, lengths) => {
  expect(readOffset(text)).toEqual(lengths);
});
