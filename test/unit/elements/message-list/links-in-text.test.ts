import {describe, expect, test} from 'vitest';
import {splitLinks} from '../../../../src/elements/message-list/links-in-text.ts';
import {cpuMsOf} from '../../../support/machine-time.ts';

const found = (text: string) => splitLinks(text).flatMap((part) => (typeof part === 'string' ? [] : [part.url]));
const whole = (text: string) =>
  splitLinks(text)
    .map((part) => (typeof part === 'string' ? part : part.url))
    .join('');

const one: [text: string, address: string][] = [
  ['看https://shop.example/p/1这个好', 'https://shop.example/p/1'],
  ['看https://shop.example/p/1', 'https://shop.example/p/1'],
  ['【https://shop.example/p/2】', 'https://shop.example/p/2'],
  ['《https://shop.example/p/2》，好', 'https://shop.example/p/2'],
  ['「https://shop.example/p/3」です', 'https://shop.example/p/3'],
  ['『https://shop.example/p/3』', 'https://shop.example/p/3'],
  ['“https://shop.example/p/4”', 'https://shop.example/p/4'],
  ['‘https://shop.example/p/4’', 'https://shop.example/p/4'],
  ['«https://shop.example/p/4»', 'https://shop.example/p/4'],
  ['„https://shop.example/p/4“', 'https://shop.example/p/4'],
  ['"https://shop.example/p/4"', 'https://shop.example/p/4'],
  ["'https://shop.example/p/4'", 'https://shop.example/p/4'],
  ['`https://shop.example/p/4`', 'https://shop.example/p/4'],
  ['<https://shop.example/p/4>', 'https://shop.example/p/4'],
  ['**https://shop.example/p/4**', 'https://shop.example/p/4'],
  ['（https://shop.example/p/5）', 'https://shop.example/p/5'],
  ['(https://shop.example/p/5)', 'https://shop.example/p/5'],
  ['[https://shop.example/p/5]', 'https://shop.example/p/5'],
  ['[here](https://shop.example/p/5)', 'https://shop.example/p/5'],
  ['https://shop.example/p/6。', 'https://shop.example/p/6'],
  ['https://shop.example/p/6、次', 'https://shop.example/p/6'],
  ['https://shop.example/p/6！？…', 'https://shop.example/p/6'],
  ['https://shop.example/p/6…', 'https://shop.example/p/6'],
  ['https://shop.example/p/6—nice', 'https://shop.example/p/6'],
  ['Go to https://shop.example/p/6.', 'https://shop.example/p/6'],
  ['https://shop.example/p/6, or not?!', 'https://shop.example/p/6'],
  ['https://shop.example/p/6?!;:', 'https://shop.example/p/6'],
  ['https://shop.example.', 'https://shop.example'],
  ['https://shop.example这个好', 'https://shop.example'],
  ['https://shop.example:8443好', 'https://shop.example:8443'],
  ['見てhttps://shop.example/p/7です', 'https://shop.example/p/7'],
  ['見てhttps://shop.example/p/7ﾃﾞｽ', 'https://shop.example/p/7'],
  ['https://shop.example/p/7ーすごい', 'https://shop.example/p/7'],
  ['https://shop.example/p/7〆', 'https://shop.example/p/7'],
  ['https://shop.example/p/7ㆎ', 'https://shop.example/p/7'],
  ['https://shop.example/p/8ꀀꒉ', 'https://shop.example/p/8'],
  ['https://shop.example/p/8བོད་', 'https://shop.example/p/8'],
  ['https://shop.example/p/8ꦗꦮ', 'https://shop.example/p/8'],
  ['https://shop.example/p/8ᩈ', 'https://shop.example/p/8'],
  ['_https://shop.example/p/4_', 'https://shop.example/p/4'],
  ['~~https://shop.example/p/4~~', 'https://shop.example/p/4'],
  ['https://shop.example/~tom_', 'https://shop.example/~tom_'],
  ['https://shop.example/São', 'https://shop.example/São'],
  ['https://shop.example/Sa\u0303o', 'https://shop.example/Sa\u0303o'],
  ['https://shop.example/p/8에서 봐요', 'https://shop.example/p/8'],
  ['ดูhttps://shop.example/p/9ดีมาก', 'https://shop.example/p/9'],
  ['https://shop.example/p/1０', 'https://shop.example/p/1'],
  ['https://shop.example/p/1🎉🎉', 'https://shop.example/p/1'],
  ['https://shop.example/p/1👨‍👩‍👧', 'https://shop.example/p/1'],
  ['https://shop.example/p/1\u200bx', 'https://shop.example/p/1'],
  ['https://shop.example/p/1\u202egpj', 'https://shop.example/p/1'],
  ['https://shop.example/p/1\nnext', 'https://shop.example/p/1'],
  ['https://shop.example/p/1\u3000次', 'https://shop.example/p/1'],
  ['شاهد https://shop.example/p/1؟', 'https://shop.example/p/1'],
  ['ראו https://shop.example/p/1, טוב', 'https://shop.example/p/1'],
  ['bkz. https://shop.example/ürün/çanta!', 'https://shop.example/ürün/çanta'],
  ['https://en.wikipedia.org/wiki/Mercury_(planet)', 'https://en.wikipedia.org/wiki/Mercury_(planet)'],
  ['(https://en.wikipedia.org/wiki/Mercury_(planet))', 'https://en.wikipedia.org/wiki/Mercury_(planet)'],
  ['(see https://en.wikipedia.org/wiki/Mercury_(planet).)', 'https://en.wikipedia.org/wiki/Mercury_(planet)'],
  ['https://a.example/a(b(c)d)[e]f好', 'https://a.example/a(b(c)d)[e]f'],
  ['https://a.example/x(这个好)', 'https://a.example/x'],
  ['https://a.example/x_(foo bar)', 'https://a.example/x_'],
  ['https://a.example/?ids[]=1&ids[]=2。', 'https://a.example/?ids[]=1&ids[]=2'],
  ['https://ru.wikipedia.org/wiki/Москва', 'https://ru.wikipedia.org/wiki/Москва'],
  ['https://ar.wikipedia.org/wiki/عطارد', 'https://ar.wikipedia.org/wiki/عطارد'],
  ['https://zh.wikipedia.org/wiki/%E6%B0%B4%E6%98%9F好', 'https://zh.wikipedia.org/wiki/%E6%B0%B4%E6%98%9F'],
  ['https://例え.jp/path', 'https://例え.jp/path'],
  ['https://www.例え.テスト', 'https://www.例え.テスト'],
  ['https://한국.example/p', 'https://한국.example/p'],
  ['https://example.中国/路', 'https://example.中国/'],
  ['https://münchen.example/', 'https://münchen.example/'],
  ['https://medium.example/@tom/x-1', 'https://medium.example/@tom/x-1'],
  ['https://shop.example/?q=a+b&c=d%20e#top', 'https://shop.example/?q=a+b&c=d%20e#top'],
  ["https://en.wikipedia.org/wiki/Moore's_law", "https://en.wikipedia.org/wiki/Moore's_law"],
  ['https://192.0.2.1:8443/x', 'https://192.0.2.1:8443/x'],
  ['https://[2001:db8::1]/x', 'https://[2001:db8::1]/x'],
  ['http://localhost:8080/x。', 'http://localhost:8080/x'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ['HTTPS://SHOP.EXAMPLE/P/1好', 'HTTPS://SHOP.EXAMPLE/P/1'],
  ['https://archive.example/web/2020/https://shop.example/', 'https://archive.example/web/2020/https://shop.example/'],
  ['https://shop.example/?to=https://other.example/', 'https://shop.example/?to=https://other.example/'],
];

test.each(one)('the text %j has the link %j', (text, address) => {
  expect(found(text)).toEqual([address]);
  expect(whole(text)).toBe(text);
});

describe('several links', () => {
  test.each([
    ['https://a.example/1和https://b.example/2', ['https://a.example/1', 'https://b.example/2']],
    ['https://a.example/1https://b.example/2', ['https://a.example/1', 'https://b.example/2']],
    ['https://a.examplehttps://b.example', ['https://a.example', 'https://b.example']],
    ['【https://a.example】【https://b.example】', ['https://a.example', 'https://b.example']],
    ['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
  ])('are found in %j', (text, addresses) => {
    expect(found(text)).toEqual(addresses);
    expect(whole(text)).toBe(text);
  });
});

test.each([
  'https://',
  'https://。',
  'https://...',
  'https://x',
  'https:// shop.example',
  'http://shop.example/p/1',
  'javascript:alert(1)',
  'data:text/html,https',
  'ftp://shop.example',
  'https://shop.example@evil.example/',
  'https://tom:secret@shop.example/',
  'https://shop.example:99999/',
  'shop.example/p/1',
  '',
])('%j is not linked', (text) => {
  expect(splitLinks(text)).toEqual([text]);
});

test('a hostile text costs little time and has few links', () => {
  const costMs = cpuMsOf(() => {
    expect(found('https://a.example '.repeat(500)).length).toBe(50);
    for (const text of [
      'https://'.repeat(1_000),
      `https://a.example/${'('.repeat(8_000)}`,
      `https://${'例'.repeat(2_600)}`,
    ])
      expect(whole(text)).toBe(text);
  });
  expect(costMs).toBeLessThan(1_000);
});
