import {describe, expect, test} from 'vitest';
import {collapseBlankLines, shorten} from '../../../../src/elements/message-list/shorten.ts';
import type {CommentPart} from '../../../../src/protocol/messages.ts';
import {cpuMsOf} from '../../../support/machine-time.ts';

const text = (words: string): CommentPart => ({kind: 'text', text: words});
const shortOf = (words: string) => shorten([text(words)])?.[0]?.text;

test.each([
  ['a\n\n\n\nb', 'a\n\nb'],
  [`a${'\n'.repeat(3_000)}b`, 'a\n\nb'],
  [`a${'\r\n'.repeat(3_000)}b`, 'a\n\nb'],
  [`a${'\u2028'.repeat(50)}b`, 'a\n\nb'],
  [`a${'\n \t\u3000'.repeat(50)}\nb`, 'a\n\nb'],
  [`a${'\n\u200b\u3164\u2800'.repeat(50)}\nb`, 'a\n\nb'],
  [`a${'\n\u0001\u001b\u0085'.repeat(50)}\nb`, 'a\n\nb'],
  [`a${'\n\ufffc\ufff9\u{1d159}'.repeat(50)}\nb`, 'a\n\nb'],
  ['\n\n\na\n\n', 'a'],
  ['a\nb\n\nc', 'a\nb\n\nc'],
  ['  a\n  b', '  a\n  b'],
  ['one line', 'one line'],
])('blank lines collapse: %j', (text, folded) => expect(collapseBlankLines(text)).toBe(folded));

describe('a comment is shown in full', () => {
  test.each(['', 'hello', 'x'.repeat(320), '好'.repeat(160), 'a\n'.repeat(7), '👨‍👩‍👧‍👦'.repeat(10)])('%j', (words) =>
    expect(shorten([text(words)])).toBeUndefined(),
  );
});

describe('a shortened comment', () => {
  test.each([
    ['Latin letters', 'x'.repeat(8_000), 321],
    ['Chinese', '好'.repeat(2_600), 161],
    ['Arabic', 'مرحبا '.repeat(600), 321],
    ['Thai', 'สวัสดี'.repeat(400), 321],
    ['lines', 'a\n'.repeat(3_000), 17],
    ['tabs', 'a\t'.repeat(300), 73],
    ['very wide letters', '\ufdfd'.repeat(300), 9],
    ['flags', '🇹🇷'.repeat(500), 321],
  ])('keeps the beginning of %s', (_what, words, most) => {
    const short = shortOf(words)!;
    expect(short.length).toBeLessThanOrEqual(most);
    expect(short.endsWith('…')).toBe(true);
    expect(words.startsWith(short.slice(0, -1))).toBe(true);
  });

  test('ends with a whole character', () => {
    for (const whole of ['👨‍👩‍👧‍👦', '🇯🇵', '👍🏽', '𝒳', 'é'.normalize('NFD')]) {
      const kept = shortOf(whole.repeat(700))!.slice(0, -1);
      expect(kept.length % whole.length).toBe(0);
    }
  });

  test('ends with a whole address or without it', () => {
    const address = `https://shop.example/${'a'.repeat(30)}`;
    expect(shortOf(`${'x'.repeat(300)} ${address} more`)).toBe(`${'x'.repeat(300)}…`);
    expect(shortOf(`${address} ${'x'.repeat(400)}`)).toMatch(new RegExp(`^${address} x+…$`));
    // A long link keeps its full address and shows a shortened text.
    const long = `https://shop.example/${'a'.repeat(1_500)}`;
    expect(shortOf(`see ${long}`)).toBe(`see ${long}`);
  });
});

test('a comment shows at most three pictures at once', () => {
  const picture: CommentPart = {kind: 'image', text: ''};
  expect(shorten([text('a'), picture, picture, picture])).toBeUndefined();
  expect(shorten([text('a'), ...Array.from({length: 18}, () => picture), text('b')])).toEqual([
    text('a'),
    picture,
    picture,
    picture,
  ]);
});

test('a hostile comment costs little time', () => {
  const costMs = cpuMsOf(() => {
    for (const words of [
      '\n'.repeat(8_000),
      '\n '.repeat(4_000),
      ' \u200b'.repeat(2_600),
      '\n\u200b'.repeat(2_600),
      '\u0300'.repeat(4_000),
    ]) {
      collapseBlankLines(words);
      shorten([text(words)]);
    }
  });
  expect(costMs).toBeLessThan(300);
});
