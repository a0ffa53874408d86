import {expect, test} from 'vitest';
import {WordList} from '../../../../demo/server/src/features/word-filter/word-list.ts';

const atOnce = () => Promise.resolve();
const list = (refused: string[], masked: string[] = []) => WordList.build({refused, masked}, atOnce);

test.each([
  'badword',
  'BADWORD',
  'so you BadWord you',
  'ｂａｄｗｏｒｄ',
  'b a d w o r d',
  'b.a-d_w*o/r d',
  'b\u200ba\u200dd\u2060word',
  'bádwörd',
  'ｂ a 𝐝 ｗ 𝔬 r d',
  'bаdwоrd',
  'b4dw0rd',
  'b@dword',
  'xxbadwordxx',
  '🎉badword🎉',
  'b a d w o r d!',
])('the word is found in %s', async (text) => {
  expect((await list(['badword'])).mask(text)).toBeUndefined();
});

test.each(['赌博', '赌 博', '赌。博', '一起赌\u200b博吧', '賭博赌🎲博'])('Chinese is matched: %s', async (text) => {
  expect((await list(['赌博'])).mask(text)).toBeUndefined();
});

test.each(['bad words', 'this hit the wall', 'as sure as ever', '赌一把，博物馆', '505', ''])(
  'a text that only resembles a listed word passes: %s',
  async (text) => {
    expect((await list(['badword', 'shit', 'ass ', '赌博', 'sos'])).mask(text)).toBe(text);
  },
);

test('a listed word of symbols is found exactly, and shorter texts pass', async () => {
  const words = await list(['c++', '🔫', '$$$']);
  for (const text of ['I like C++', 'bang 🔫', 'a$$$b']) expect(words.mask(text)).toBeUndefined();
  for (const text of ['c', 'c+', 'see', '$5']) expect(words.mask(text)).toBe(text);
});

test('a masked word becomes three stars in every spelling, and the text around it stays', async () => {
  const words = await list(['never'], ['damn', 'darn it', '笨蛋']);
  expect(words.mask('Damn! 你这个笨 蛋 😀')).toBe('***! 你这个*** 😀');
  expect(words.mask('d a m n, darn it and DAMN')).toBe('***, *** and ***');
  expect(words.mask('damndamn')).toBe('******');
  expect(words.mask('damn, never')).toBeUndefined();
});

test('nested, consecutive and overlapping words are all found', async () => {
  const words = await list([], ['abcd', 'bc', 'cdef', 'f']);
  expect(words.mask('xabcdefx')).toBe('x***x');
  expect(words.mask('x bc f')).toBe('x *** ***');
});

test('an empty list, and a list of words that cannot be found, let every text pass', async () => {
  for (const refused of [[], [' '], ['\u200b', '...']])
    expect((await list(refused)).mask('...  hello')).toBe('...  hello');
});

test('every word of a long list is found, and other texts pass', async () => {
  const words = Array.from({length: 20_000}, (_, index) => `w${(index * 7_919).toString(36)}q`);
  const all = await list(words);
  for (const word of words.filter((_, index) => index % 97 === 0)) expect(all.mask(`so ${word} so`)).toBeUndefined();
  expect(all.mask('nothing of the kind is said in here, for all its length and all its letters')).toBeDefined();
});
