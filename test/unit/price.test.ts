import {expect, test} from 'vitest';
import {price} from '../../src/elements/product-slot/price.js';

test.each([
  [12_900, 'CNY', 'zh-CN', '¥129.00'],
  [12_900, 'CNY', 'en', 'CN¥129.00'],
  [500, 'JPY', 'ja', '￥500'],
  [1_234_567, 'EUR', 'de', '12.345,67 €'],
  [1_500, 'KWD', 'en', 'KWD 1.500'],
  [0, 'USD', 'en', '$0.00'],
  [250, 'no such', 'en', '2.5 no such'],
])('a price of %d %s is read in %s as %s', (amount, currency, lang, read) => {
  expect(price(amount, currency, lang).replace(/\s/g, ' ')).toBe(read);
});
