import {data as published} from 'currency-codes';
import {expect, test} from 'vitest';
import {formatPrice, fromDecimal, minorUnitDigits, toDecimal} from '../../../src/protocol/money.js';

test.each([
  [12_900, 'CNY', 'zh-CN', '¥129.00'],
  [12_900, 'CNY', 'en', 'CN¥129.00'],
  [500, 'JPY', 'ja', '￥500'],
  [1_234_567, 'EUR', 'de', '12.345,67 €'],
  [1_500, 'KWD', 'en', 'KWD 1.500'],
  [0, 'USD', 'en', '$0.00'],
  [15_000_000, 'IDR', 'en', 'IDR 150,000.00'],
  [15_000_000, 'IDR', 'id', 'Rp 150.000,00'],
  [12_345, 'RSD', 'en', 'RSD 123.45'],
  [12_345, 'HUF', 'en', 'HUF 123.45'],
  [12_345, 'IQD', 'en', 'IQD 12.345'],
  [12_345, 'CLF', 'en', 'CLF 1.2345'],
  [12_345, 'UYW', 'en', 'UYW 1.2345'],
  [12_345, 'XAU', 'en', 'XAU 12,345'],
  [12_345, 'ISK', 'en', 'ISK 12,345'],
  [12_345, 'MGA', 'en', 'MGA 123.45'],
  [-5, 'USD', 'en', '-$0.05'],
  [-0, 'USD', 'en', '$0.00'],
  [9_007_199_254_740_991, 'USD', 'en', '$90,071,992,547,409.91'],
  [9_007_199_254_740_991, 'CLF', 'en', 'CLF 900,719,925,474.0991'],
])('a price of %d %s is read in %s as %s', (amount, currency, lang, read) => {
  expect(formatPrice(amount, currency, lang).replace(/\s/g, ' ')).toBe(read);
});

test.each([
  ['ar-EG', '١٬٢٣٤٫٥٦'],
  ['fa', '۱٬۲۳۴٫۵۶'],
  ['hi-u-nu-deva', '१,२३४.५६'],
])('a price has the digits of %s', (lang, digits) => {
  expect(formatPrice(123_456, 'AED', lang)).toContain(digits);
});

test.each([
  ['no such', '2.50 no such'],
  ['', '2.50'],
  ['XX', '2.50 XX'],
  ['💰', '2.50 💰'],
  ['constructor', '2.50 constructor'],
  ['__proto__', '2.50 __proto__'],
  ['ZZZ', 'ZZZ 2.50'],
  ['usd', '$2.50'],
  ['jpy', '¥250'],
  [undefined, '2.50'],
  [null, '2.50'],
])('the currency code %j throws no error', (currency, read) => {
  expect(formatPrice(250, currency as string, 'en').replace(/\s/g, ' ')).toBe(read);
});

test.each([NaN, Infinity, undefined])('an amount of %j is shown as an empty text', (amount) => {
  expect(formatPrice(amount as number, 'USD', 'en')).toBe('');
});

test('an invalid page language falls back to English', () => {
  expect(formatPrice(250, 'USD', 'no tag!')).toBe('$2.50');
  expect(formatPrice(250, 'no such', '')).toBe('2.50 no such');
});

test('every published currency has its ISO 4217 minor unit', () => {
  expect(published.length).toBeGreaterThan(170);
  const ours = published.map(({code}) => `${code} ${minorUnitDigits(code)}`);
  expect(ours).toEqual(published.map(({code, digits}) => `${code} ${digits}`));
});

test.each(published.map(({code}) => code))('a price in %s is shown with all its digits', (code) => {
  const fraction = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    minimumFractionDigits: minorUnitDigits(code),
    maximumFractionDigits: minorUnitDigits(code),
  })
    .formatToParts(1)
    .find(({type}) => type === 'fraction')?.value;
  expect(formatPrice(10 ** minorUnitDigits(code), code, 'en').endsWith(fraction ? `1.${fraction}` : '1')).toBe(true);
});

test.each([
  [16_800, 'CNY', '168.00'],
  [5, 'CNY', '0.05'],
  [500, 'JPY', '500'],
  [1_500, 'KWD', '1.500'],
  [999_999_999_999, 'IDR', '9999999999.99'],
  [9_007_199_254_740_991, 'UYW', '900719925474.0991'],
  [0, 'BHD', '0.000'],
])('%d %s is written as %s in a field, and read back', (amount, currency, text) => {
  expect(toDecimal(amount, currency)).toBe(text);
  expect(fromDecimal(text, currency)).toBe(amount);
});

test.each([
  ['168', 'CNY', 16_800],
  ['168.', 'CNY', 16_800],
  ['.5', 'CNY', 50],
  ['1.50000', 'CNY', 150],
  ['1e3', 'CNY', 100_000],
  ['1.68E2', 'CNY', 16_800],
  ['150e-2', 'CNY', 150],
  ['-0', 'CNY', 0],
  ['-1', 'CNY', -100],
  ['150000000.29', 'IDR', 15_000_000_029],
  ['1.005', 'CNY', undefined],
  ['0.5', 'JPY', undefined],
  ['1e-3', 'CNY', undefined],
  ['1e-3', 'KWD', 1],
  ['', 'CNY', undefined],
  ['.', 'CNY', undefined],
  ['e3', 'CNY', undefined],
  ['1,5', 'CNY', undefined],
  ['NaN', 'CNY', undefined],
  ['Infinity', 'CNY', undefined],
  ['0x10', 'CNY', undefined],
  ['1e300', 'CNY', undefined],
  ['9007199254740992', 'JPY', undefined],
])('a field with %j %s is read as %j', (text, currency, minor) => {
  expect(fromDecimal(text, currency)).toBe(minor);
});
