import {afterEach, describe, expect, test, vi} from 'vitest';
import {cleanName, displayName} from '../../../src/protocol/text/display-name.ts';
import {initialOf} from '../../../src/protocol/text/graphemes.ts';
import {cpuMsOf} from '../../support/machine-time.ts';

const UNSEEN: [why: string, nick: string][] = [
  ['nothing', ''],
  ['spaces', ' \u3000\u00a0\u2003 '],
  ['zero-width spaces', '\u200b\u200c\u200d\u2060\ufeff'],
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['the empty Braille pattern', '\u2800\u2800'],
  ['soft hyphens', '\u00ad'],
  ['Mongolian vowel separators', '\u180e\u180b'],
  ['tags', '\u{e0041}\u{e0042}\u{e007f}'],
  ['variation selectors', '\ufe0f\ufe0e\u{e0100}'],
  ['marks over nothing', '\u0301\u0336\u20dd'],
  ['vowel signs of nothing', '\u0e34\u093f\u064b'],
  ['bidi controls', '\u202e\u202d\u2066\u2069\u200e\u200f\u061c'],
  ['controls', '\u0000\u0007\u001b\u0085'],
  ['line breaks', '\n\r\u2028\u2029\t'],
  ['halves of pairs', '\ud83d\udc00'.slice(0, 1)],
  ['the grapheme joiner', '\u034f'],
  ['Khmer inherent vowels', '\u17b4\u17b5'],
  ['blank notes and hieroglyphs', '\u{1d159}\u{13441}\u{13442}'],
  ['an object replacement', '\ufffc'],
  ['annotations', '\ufff9\ufffa\ufffb'],
  ['private characters', '\ue000\u{f0000}'],
];

test.each(UNSEEN)('a nick of %s is replaced by the user id', (_why, nick) => {
  expect(cleanName(nick)).toBe('');
  expect(displayName({nick, userId: 'v_42'})).toBe('v_42');
});

test('a user without visible characters gets a generated name, always the same', () => {
  const name = displayName({nick: '\u200b', userId: '\u3164'});
  expect(name).toMatch(/^#\d+$/);
  expect(displayName({userId: '\u3164'})).toBe(name);
  for (const nick of [undefined, null, 7, {}, []]) expect(displayName({nick, userId: undefined})).toMatch(/^#\d+$/);
});

test.each([
  'x',
  '.',
  'Tom 汤姆',
  '小满 🌿',
  'さくら・サクラ',
  '민지',
  'عبد الله',
  'می‌خواهم',
  'שָׁלוֹם',
  'İbrahim Çağlı',
  'नमस्ते क्षत्रिय',
  'ന്\u200dമ',
  'สวัสดีชื่อน้ำ',
  'Nguyễn Thị Hồng',
  '👩‍👩‍👧‍👦 family',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿🇹🇷🏳️‍🌈',
  '1️⃣ 👍🏽 ❤️ ☀︎',
  '辻\u{e0100}',
  'မြန်မာ',
])('a visible name stays unchanged: %s', (nick) => {
  expect(displayName({nick, userId: 'id'})).toBe(nick);
});

test.each([
  ['trimmed', '  Tom \n', 'Tom'],
  ['on one line', 'two\r\nlines\tand\u2028more', 'two lines and more'],
  ['without controls', 'a\u0000b\u0007c', 'abc'],
  ['without overrides', 'nimda\u202e resu', 'nimda resu'],
  ['without isolates', '\u2067Tom\u2069', 'Tom'],
  ['without half a pair', 'a\ud83d', 'a'],
  ['without invisible letters', 'M\u200be\u00adi\u2060', 'Mei'],
  ['without joiners between Latin letters', 'M\u200de\u200ci', 'Mei'],
  ['with a space for what looks like one', 'a\u3164\u2800b', 'a b'],
  ['without tags outside of a flag', 'Tom\u{e0041}', 'Tom'],
  ['composed', 'Jose\u0301', 'José'],
])('a name is shown %s', (_why, nick, shown) => {
  expect(cleanName(nick)).toBe(shown);
});

test('piles of combining marks are limited', () => {
  const zalgo = cleanName(`Z${'\u0336\u0351\u0489'.repeat(40)}a${'\u0300'.repeat(500)}l`);
  expect(zalgo).toMatch(/^Z\p{M}{2}\p{L}\p{M}{0,2}l$/u);
  expect(cleanName(`ก${'\u0e34\u0e49'.repeat(50)}`).length).toBeLessThanOrEqual(7);
});

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇯🇵';
const WALES = '🏴󠁧󠁢󠁷󠁬󠁳󠁿';

function cuts(): void {
  expect(cleanName(FAMILY.repeat(9), 4)).toBe(FAMILY.repeat(4));
  expect(cleanName(FLAG.repeat(40), 3)).toBe(FLAG.repeat(3));
  expect(cleanName(WALES.repeat(9), 2)).toBe(WALES.repeat(2));
  expect(cleanName('👍🏽'.repeat(9), 5)).toBe('👍🏽'.repeat(5));
  expect(cleanName('1️⃣'.repeat(9), 2)).toBe('1️⃣'.repeat(2));
  expect(cleanName('𝒳'.repeat(30), 24)).toBe('𝒳'.repeat(24));
  expect(cleanName('กิ้'.repeat(30), 24)).toBe('กิ้'.repeat(24));
  expect(cleanName('שָׁ'.repeat(30), 24)).toBe('שָׁ'.repeat(24));
  expect(cleanName('汉'.repeat(1_000))).toBe('汉'.repeat(64));
  expect(cleanName('x'.repeat(100_000))).toBe('x'.repeat(64));
  // Units are limited, too: 11 families of 11 units.
  expect(cleanName(FAMILY.repeat(60))).toBe(FAMILY.repeat(11));
  expect(cleanName(`${'👩\u200d'.repeat(400)}👩`)).toBe('');
  expect(initialOf(`${FLAG}Tom`)).toBe(FLAG);
  expect(initialOf('𝒳y')).toBe('𝒳');
  expect(initialOf('')).toBe('?');
}

describe('a long name is cut between characters', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('with Intl.Segmenter', cuts);

  test('without Intl.Segmenter', () => {
    vi.stubGlobal('Intl', {...Intl, Segmenter: undefined});
    cuts();
  });
});

test('names of any content cost little time', () => {
  const hostile = [
    `${'\u0300'.repeat(500_000)}`,
    'a\u200d'.repeat(100_000),
    ` a`.repeat(100_000),
    '\u{1f3f4}\u{e0061}'.repeat(50_000),
    '!'.repeat(200_000),
  ];
  const costMs = cpuMsOf(() => {
    for (const nick of hostile) cleanName(nick);
  });
  expect(costMs).toBeLessThan(500);
});
