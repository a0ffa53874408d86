import {expect, test} from 'vitest';
import {translated} from '../../../src/protocol/translated.ts';

const gift = (translations: unknown) => ({name: 'Heart', translations});

test.each([
  ['en', {en: {name: 'Love'}}, 'Love'],
  ['en-GB', {en: {name: 'Love'}}, 'Love'],
  ['en-GB', {'en-US': {name: 'Love'}, 'en-gb': {name: 'Dear'}}, 'Dear'],
  ['zh', {'zh-TW': {name: '愛心'}, 'zh-CN': {name: '小心心'}}, '小心心'],
  ['zh-HK', {'zh-CN': {name: '小心心'}, 'zh-TW': {name: '愛心'}}, '愛心'],
  ['zh-TW', {'zh-CN': {name: '小心心'}}, '小心心'],
  ['de', {en: {name: 'Love'}}, 'Heart'],
  ['en', undefined, 'Heart'],
])('in %s the translations %j give %s', (lang, translations, text) => {
  expect(translated(gift(translations), 'name', lang)).toBe(text);
});

test.each([
  ['no object', 'en'],
  ['a language without the text', {en: {}}],
  ['an empty text', {en: {name: ''}}],
  ['another type', {en: {name: ['Love']}}],
  ['no object of a language', {en: null}],
  ['a text without an end', {en: {name: 'x'.repeat(1_001)}}],
  ['a prototype', JSON.parse('{"__proto__": {"en": {"name": "Love"}}}') as unknown],
  [
    'languages without an end',
    Object.fromEntries(
      [...Array<void>(24).keys(), 'en'].map((tag) => [tag === 'en' ? tag : `x-${tag}`, {name: 'Love'}]),
    ),
  ],
])('translations with %s leave the original', (_, translations) => {
  expect(translated(gift(translations), 'name', 'en')).toBe('Heart');
});

test('a translation keeps eight combining marks of a letter', () => {
  expect(translated(gift({en: {name: `a${'\u0301'.repeat(40)}`}}), 'name', 'en').length).toBeLessThan(10);
});
