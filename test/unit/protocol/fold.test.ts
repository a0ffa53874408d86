import {describe, expect, test} from 'vitest';
import {wordMatcher, fold, hasPhrase} from '../../../src/protocol/text/fold.ts';
import {WordList} from '../../../demo/server/src/features/word-filter/word-list.ts';

const atOnce = () => Promise.resolve();
const refusing = (...refused: string[]) => WordList.build({refused, masked: []}, atOnce);

/** Listed words, and variants that must match. */
const hits: [why: string, word: string, text: string][] = [
  ['Turkish dotted capital', 'İNDİRİM', 'İNDİRİM var'],
  ['Turkish in lower case', 'İNDİRİM', 'büyük indirim'],
  ['Turkish dotless', 'ılık', 'ILIK su'],
  ['German sharp s', 'STRASSE', 'in der straße'],
  ['German capital sharp s', 'STRASSE', 'in der STRAẞE'],
  ['Greek final sigma', 'ΛΟΓΟΣ', 'ο λόγος του'],
  ['full width', 'spam', 'ＳＰＡＭ!'],
  ['half-width kana', 'バカ', 'ﾊﾞｶ'],
  ['kana and its voicing mark apart', 'バカ', 'ハ\u3099カ'],
  ['Korean, composed and not', '할인', '할인'.normalize('NFD')],
  ['Korean, spread', '할인', '할 인!'],
  ['Arabic with its points', 'خصم', 'خَصْم كبير'],
  ['Arabic stretched', 'خصم', 'خـــصم'],
  ['Hebrew with its points', 'מבצע', 'מִבְצָע'],
  ['Thai', 'ลดราคา', 'วันนี้ลด ราคา'],
  ['Hindi', 'छूट', 'भारी छूट!'],
  ['Chinese, spread', '恭喜发财', '恭 喜 发 财！'],
  ['zero-width characters', 'badword', 'b\u200ba\u200cd\u2060w\ufeffo\u00adrd'],
  ['zero-width characters within a longer word', 'spam', 's\u200bp\u00adamming'],
  ['marks within a longer word', 'spam', 's\u0336p\u0336a\u0336mming'],
  ['an override within a longer word', 'spam', 'sp\u202dam\u202cming'],
  ['an invisible character in what is written backwards', 'spam', '\u202egnim\u200bmaps'],
  ['tags', 'badword', 'bad\u{e0061}\u{e0062}word'],
  ['Hangul fillers', 'badword', 'bad\u3164w\u115fo\uffa0rd'],
  ['the empty Braille pattern', 'badword', 'bad\u2800word'],
  ['combining marks', 'badword', 'b\u0336a\u0301\u0302\u0303d\u0489word'],
  ['marks of another script', 'badword', 'bad\u0e34\u093fword'],
  ['a bidi override within', 'badword', 'bad\u202eword'],
  ['written backwards behind U+202E', 'badword', 'oh \u202edrowdab\u202c!'],
  ['backwards in Chinese', '恭喜发财', '\u202e财发喜恭'],
  ['Hebrew behind U+202D', 'מבצע', '\u202dעצבמ'],
  ['overrides within overrides', 'badword', '\u202ed\u202dro\u202cwdab'.replace('d\u202dro\u202c', 'd\u202dor\u202c')],
  ['Arabic letters of Persian keyboards', 'كتابي', 'کتابی'],
  ['Arabic teh marbuta', 'مدرسة', 'مدرسه'],
  ['Hebrew final letters', 'שלום', 'שלומ'],
  ['Arabic digits', '123456', '١٢٣٤٥٦'],
  ['Persian digits', '123456', '۱۲۳۴۵۶'],
  ['Devanagari digits', '7890', '७८९०'],
  ['Thai digits', '7890', '๗๘๙๐'],
  ['digits in black circles', '123456', '❶❷❸❹❺❻'],
  ['digits in two circles', '123', '⓵⓶⓷'],
  ['letters in circles', 'spam', 'ⓢⓟⓐⓜ'],
  ['letters in black circles', 'spam', '🅢🅟🅐🅜'],
  ['letters in black squares', 'spam', '🆂🅿️🅰️🅼'],
  ['letters of flags', 'spam', '🇸🇵🇦🇲'],
  ['small capitals', 'spam', 'ꜱᴘᴀᴍ'],
  ['letters with a stroke', 'lodz', 'Łódź'],
  ['Vietnamese', 'dong', 'đồng'],
  ['letters with a hook', 'spam', 'ʂƥⱥɱ'],
  ['ligatures', 'oeuvre', 'œuvre'],
  ['mathematical letters', 'badword', '𝐛𝑎𝒅𝔴𝕠𝖗𝗱'],
  ['an emoji family', '👨‍👩‍👧', 'we are 👨‍👩‍👧!'],
  ['an emoji in another colour', '👍', '👍🏽'],
  ['signs', 'c++', 'I like C++'],
  ['a word with a space of its own', 'big sale', 'bigger BIG SALES'],
];

const misses: [why: string, word: string, text: string][] = [
  ['over the end of a word', 'shit', 'this hit the wall'],
  ['an open syllable in a closed one', '가', '각각'],
  ['another kana', 'はか', 'ばか'],
  ['an unvoiced kana at the end', 'ばか', 'ばが'],
  ['another vowel sign', 'कि', 'का'],
  ['another Thai vowel', 'ปี', 'ปู'],
  ['a letter in another square', '🅰️', 'a'],
  ['another flag', '🇺🇸', '🇺🇦'],
  ['another digit', '123', '١٢٤'],
  ['forwards, what is listed backwards', 'drowdab', 'badword'],
  ['nothing', 'x', ''],
];

describe('a listed word is found in every variant', () => {
  test.each(hits)('%s: on the page', (_why, word, text) => expect(wordMatcher([word])(text)).toBe(true));
  test.each(hits)('%s: on the server', async (_why, word, text) =>
    expect((await refusing(word)).mask(text)).toBeUndefined(),
  );
});

describe('a similar word is not found', () => {
  test.each(misses)('%s: on the page', (_why, word, text) => expect(wordMatcher([word])(text)).toBe(false));
  test.each(misses)('%s: on the server', async (_why, word, text) =>
    expect((await refusing(word)).mask(text)).toBe(text),
  );
});

test('a matcher without words matches nothing', () => {
  expect(wordMatcher([])('anything')).toBe(false);
  expect(wordMatcher([' ', '\u200b'])('... anything')).toBe(false);
});

test('a word of punctuation only matches exactly', () => {
  expect(wordMatcher(['(.*)'])('a(.*)b')).toBe(true);
  expect(wordMatcher(['(.*)'])('anything')).toBe(false);
});

test('each folded unit maps to its place in the original', () => {
  const {text, from, to} = fold('𝒳 ß가');
  expect(text).toBe(`xss${'가'.normalize('NFD')}`);
  expect(from).toEqual([0, 3, 3, 4, 4]);
  expect(to).toEqual([2, 4, 4, 5, 5]);
});

describe('a phrase', () => {
  test.each([
    ['恭喜发财', '恭 喜 发 财！'],
    ['666', '６６６'],
    ['666', '٦٦٦'],
    ['666', '6️⃣6️⃣6️⃣'],
    ['İndirim', 'INDIRIM!'],
    ['新年🎉', '新年 🎉🎉'],
    ['!!!', '!!!'],
    ['おめでとう', 'お め で と う'],
    ['C++', 'I write c ＋＋ !'],
    ['100%', '１００％'],
    ['$5', 'for ＄ 5.'],
    ['冲鸭~', '冲 鸭'],
  ])('%s is found in %s', (phrase, text) => expect(hasPhrase(text, phrase)).toBe(true));

  test('is not found in a shorter text, and an empty phrase is never found', () => {
    expect(hasPhrase('恭喜', '恭喜发财')).toBe(false);
    expect(hasPhrase('hello', '\u200b')).toBe(false);
  });

  test.each([
    ['C++', 'nice'],
    ['C#', 'c'],
    ['100%', '1000'],
    ['$5', '50'],
    ['＋1', '1'],
  ])('%s is not found in %s', (phrase, text) => {
    expect(hasPhrase(text, phrase)).toBe(false);
  });
});

describe('texts that are checked together', () => {
  test.each([
    [['bad', 'word']],
    [['b', 'a', 'd', 'w', 'ord']],
    [['hello bad', '[TUIEmoji_Smile]word']],
    [['\u202edrow', 'dab']],
    [['ba', '\n', 'dword']],
  ])('a refused word split over %j is refused', async (texts) => {
    expect((await refusing('badword')).maskParts(texts)).toBeUndefined();
  });

  test('a masked word becomes stars at its beginning, and its other characters are removed', async () => {
    const words = await WordList.build({refused: [], masked: ['笨蛋', 'damn']}, atOnce);
    expect(words.maskParts(['你这个笨', '蛋！'])).toEqual(['你这个***', '！']);
    expect(words.maskParts(['d', 'am', 'n, damn'])).toEqual(['***', '', ', ***']);
    expect(words.maskParts(['fine', ' words'])).toEqual(['fine', ' words']);
    expect(words.mask('a \u202enmad\u202c b')).toBe('a \u202e***\u202c b');
  });
});

test('the page, the session and the business server use the same fold', async () => {
  const {readFile} = await import('node:fs/promises');
  const users = [
    'src/elements/message-list/hidden-content.ts',
    'src/elements/composer/mentions.ts',
    'src/session/features/lottery-watch.ts',
    'demo/server/src/features/word-filter/word-list.ts',
    'demo/server/src/features/callbacks/message-filter.ts',
  ];
  for (const user of users) {
    const source = await readFile(new URL(`../../../${user}`, import.meta.url), 'utf8');
    expect(source, user).toMatch(
      /(from |import\()'[./]*protocol\/text\/fold\.(js|ts)'|from '[./]*src\/protocol\/text\/fold\.ts'/,
    );
    expect(source, user).not.toMatch(/toLocaleLowerCase|toLowerCase\(\)\.includes|normalize\(/);
  }
});
