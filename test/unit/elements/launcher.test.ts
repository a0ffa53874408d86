import {expect, test} from 'vitest';
import {readOffset} from '../../../src/elements/live-launcher/launcher-attributes.ts';
import {readRoom, WITHOUT_MARKS} from '../../../src/elements/live-launcher/launcher-room.ts';
import {remainingTime} from '../../../src/elements/live-launcher/remaining-time.ts';
import {limitMarks} from '../../../src/protocol/text/combining-marks.ts';
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

const ROOM = {title: 'Autumn tea', status: 'live', viewersNow: 12, host: {avatar: 'https://shop.example/lin.jpg'}};

test('the launcher reads what it shows of a room, and the poster before the avatar', () => {
  expect(readRoom({...ROOM, startsAt: 5, poster: 'https://shop.example/tea.jpg'})).toMatchObject({
    title: 'Autumn tea',
    status: 'live',
    startsAt: 5,
    viewersNow: 12,
    picture: 'https://shop.example/tea.jpg',
  });
  expect(readRoom(ROOM)?.picture).toBe('https://shop.example/lin.jpg');
});

test.each([
  null,
  undefined,
  'room',
  [],
  {},
  {...ROOM, title: 1},
  {...ROOM, title: 'x'.repeat(1_001)},
  {...ROOM, status: 'on'},
])('the launcher refuses %j as a room', (value) => {
  expect(readRoom(value)).toBeUndefined();
});

test.each([
  [{viewersNow: -1}, {viewersNow: 0}],
  [{viewersNow: '12'}, {viewersNow: 0}],
  [{startsAt: 1.5}, {startsAt: undefined}],
  [{startsAt: 1e15}, {startsAt: undefined}],
  [{poster: 'javascript:alert(1)', host: null}, {picture: ''}],
  [{trailerUrl: 'http://shop.example/a.mp4'}, {trailerUrl: undefined}],
])('the launcher reads %j as %j', (fields, read) => {
  expect(readRoom({...ROOM, ...fields})).toMatchObject(read);
});

test('the launcher limits the marks on a letter, and only letters without marks pass by', () => {
  const marks = '\u0301'.repeat(40);
  expect(readRoom({...ROOM, title: `e${marks}`})?.title).toBe(limitMarks(`e${marks}`));
  for (let unit = 0; unit <= 0xffff; unit++) {
    const letter = String.fromCharCode(unit);
    if (/\p{M}/u.test(letter)) expect(WITHOUT_MARKS.test(letter)).toBe(false);
  }
});
