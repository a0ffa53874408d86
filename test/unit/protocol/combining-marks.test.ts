import {describe, expect, test} from 'vitest';
import {loadGifts} from '../../../src/backend/gifts.ts';
import {loadProduct} from '../../../src/backend/products.ts';
import {parseLine} from '../../../src/elements/danmaku-layer/line.ts';
import {decodeCustom, decodeExtras} from '../../../src/protocol/codec.ts';
import {limitMarks, limitMarksIn} from '../../../src/protocol/text/combining-marks.ts';
import {cleanName} from '../../../src/protocol/text/display-name.ts';
import {contentOf, contentOfAll, type SdkMessageElement} from '../../../src/protocol/message-elements.ts';
import {decodeViewerNotification} from '../../../src/protocol/viewer-notifications.ts';
import {groupInfoOf} from '../../../src/drivers/chat/tencent-chat-messages.ts';
import {ownComment} from '../../../src/session/state/slices/comments.ts';
import {cpuMsOf} from '../../support/machine-time.ts';

const MARKS_MAX = 8;

/** The largest number of marks on one letter of a text, also with invisible characters between them. */
function tallest(text: string): number {
  const piles = text.match(/[\p{M}\p{DI}]+/gu) ?? [];
  return Math.max(0, ...piles.map((pile) => pile.match(/\p{M}/gu)?.length ?? 0));
}

/** A message as a session decodes it. */
function decode(elements: readonly SdkMessageElement[]): unknown {
  const content = elements.length > 1 ? contentOfAll(elements) : contentOf(elements[0]!.type, elements[0]!.content);
  return limitMarksIn(content as {text: string});
}

test.each([
  ['Thai', 'น้ำที่นี่เย็นสบายดี ก็ได้ สิทธิ์ ผู้ใหญ่ กุ้ง'],
  ['Lao', 'ສະບາຍດີ ຊື່ໆ ເບິ່ງ'],
  ['Vietnamese, decomposed', 'Nguyễn Thị Hồng Ặ Ữ Ộ'.normalize('NFD')],
  ['Greek, decomposed', 'ᾧ ᾯ ΐ ᾗ'.normalize('NFD')],
  ['Lithuanian, decomposed', 'į̃ ė́ m̃'.normalize('NFD')],
  ['IPA', 't͡ʃʰ ɔ̝̃ː ẽ̞̤ n̪͡m'],
  ['Arabic with harakat', 'بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ عَلِيمٌۢۚ مُحَمَّدٌ'],
  ['Hebrew with niqqud', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים שָׁלוֹם שָּֽׁ֗'],
  ['Devanagari', 'क्षत्रिय ज़िंदगी हाँ श्रृंखला र्त्स्न्यं क़ि॒॑'],
  ['Tamil', 'கொண்டு ஸ்ரீ'],
  ['Bengali', 'স্ত্রী চাঁদ র্যৌঁ'],
  ['Khmer', 'ស្ត្រី ភ្នំពេញ ក្រុំ៎'],
  ['Burmese', 'မြန်မာ ကျွန်ုပ် မြွှာ သြွှေံ့'],
  ['Tibetan stacks', 'བསྒྲུབས་ ཧྐྵྨླྺྼྻྂ ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ༔'],
  ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ ᠠ᠋ᠨᠠ'],
  ['Hangul, decomposed', '할인 값 읽다'.normalize('NFD')],
  ['kana, decomposed', 'がぎぐげご ぱぴ ヴ'.normalize('NFD')],
  ['Han variants', '辻\u{e0100} 葛\u{e0101}'],
  ['families', '👨‍👩‍👧‍👦 👩🏽‍❤️‍💋‍👨🏿 🏳️‍🌈 🏴‍☠️ 🧑🏻‍🦰'],
  ['keycaps', '1️⃣ #️⃣ *️⃣ 1️⃣2️⃣3️⃣'],
  ['flags', '🇯🇵🇻🇳 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['strikethrough', 's̶a̶l̶e̶'],
  ['a note with hearts', '♡⃛ a⃝ ✔︎'],
])('%s loses no mark', (_script, text) => {
  expect(limitMarks(text)).toBe(text);
  expect(decode([{type: 'TIMTextElem', content: {text}}])).toMatchObject({text});
});

const PILES = {
  'one accent': `H${'\u0301'.repeat(60)}i`,
  'many accents': `H${'\u0300\u0316\u0334\u0489\u20dd\u1dc4\ufe20'.repeat(20)}i`,
  'accents with joiners between them': `H${'\u0301\u200d\u0302\u034f'.repeat(30)}i`,
  'accents with spaces of no width between them': `H${'\u0301\u200b\u0302\u2060'.repeat(30)}i`,
  'accents and selectors': `H${'\u0301\ufe0f\u{e0100}'.repeat(30)}i`,
  'Thai marks': `ส${'็'.repeat(40)}`,
  'many Thai marks': `ก${'ิ้็๊์๋'.repeat(20)}`,
  'Arabic marks': `ب${'ٌّٰ'.repeat(30)}`,
  'Tibetan marks': `ཧ${'ྐྵྨླ'.repeat(30)}`,
  'Devanagari marks': `क${'़ँि'.repeat(30)}`,
  'marks over nothing': '\u0301'.repeat(90),
};

test.each(Object.entries(PILES))('a pile of %s is limited', (_what, text) => {
  expect(tallest(text)).toBeGreaterThan(MARKS_MAX);
  expect(tallest(limitMarks(text))).toBeLessThanOrEqual(MARKS_MAX);
  expect(tallest(cleanName(text))).toBeLessThanOrEqual(MARKS_MAX);
  // The letters stay.
  expect(limitMarks(text).replace(/[\p{M}\p{DI}]/gu, '')).toBe(text.replace(/[\p{M}\p{DI}]/gu, ''));
});

test('accents and other marks on one letter are limited to four', () => {
  for (const what of ['one accent', 'many accents', 'accents with joiners between them', 'Thai marks', 'Arabic marks'])
    expect(tallest(limitMarks(PILES[what as keyof typeof PILES])), what).toBeLessThanOrEqual(4);
});

describe('marks are limited in', () => {
  const ZALGO = `H${'\u0300\u0316\u0334\u0489\u20dd\u1dc4\ufe20'.repeat(4)}i`;
  const backend = (response: unknown) => ({request: () => Promise.resolve(response)}) as never;
  const {signal} = new AbortController();
  const service = {v: 1, orderId: 'o', giftId: 'g', giver: {userId: 'u', nick: ''}, count: 1, value: 1, icon: ''};
  const product = {id: 'p', v: 1, title: ZALGO, image: '', price: 1, currency: 'USD', stock: 1, href: ''};
  const lottery = {lotteryId: 'l', phase: 'open', closesAt: 1, seedHash: 's'};

  const text = (Text: string) => ({type: 'TIMTextElem', content: {Text}});
  test.each<[string, () => unknown]>([
    ['a comment', () => decode([text(ZALGO)])],
    ['a comment of several elements', () => decode([text('\u0301'), text(ZALGO)])],
    ['a comment in parts', () => decode([text(ZALGO), {type: 'TIMFileElem', content: {}}])],
    [
      'a styled comment',
      () => decode([{type: 'TIMCustomElem', content: {data: JSON.stringify({v: 1, type: 'danmaku', text: ZALGO})}}]),
    ],
    ['a line of the viewer', () => ownComment('k', {} as never, {kind: 'text', text: ZALGO}, 1)],
    ['a danmaku line', () => parseLine({text: ZALGO})],
    ['a quote', () => decodeExtras(JSON.stringify({v: 1, reply: {seq: 1, text: ZALGO}}))],
    ['a gift', () => decodeCustom(JSON.stringify({...service, type: 'gift', name: ZALGO}))],
    ['a broadcast', () => decodeCustom(JSON.stringify({v: 1, type: 'broadcast', broadcastId: 'b', text: ZALGO}))],
    [
      'a lottery',
      () => decodeCustom(JSON.stringify({v: 1, type: 'lottery', ...lottery, keyword: ZALGO, prize: ZALGO})),
    ],
    ['a reason', () => decodeViewerNotification(JSON.stringify({v: 1, type: 'muted', until: 1, reason: ZALGO}))],
    ["a group's name and notice", () => groupInfoOf({name: ZALGO, notification: ZALGO})],
    ['a product', () => loadProduct(backend(product), 'r', {id: 'p', v: 1}, signal)],
    ['the catalogue', () => loadGifts(backend([{id: 'g', name: ZALGO, icon: '', price: 1}]), signal)],
  ])('%s', async (_what, read) => {
    const shown = JSON.stringify(await read());
    expect(shown).toContain('H');
    expect(tallest(shown)).toBeLessThanOrEqual(4);
  });
});

test('the limit costs little time for long texts', () => {
  const long = 'a\u0301\u0302\u200d'.repeat(100_000);
  const piles = `${'\u0301'.repeat(400_000)}a`;
  const costMs = cpuMsOf(() => {
    for (const text of [long, piles]) limitMarks(text);
  });
  // Usually 0.3 s. A backward search from each mark would take minutes.
  expect(costMs).toBeLessThan(5_000);
});
