import type {Page} from 'playwright';
import {afterEach, expect, it} from 'vitest';
import {OTHER_ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {signInToStudio, studioArea, studioTab} from '../../support/demo/studio-page.ts';

const demo = useDemo();
const PRODUCTS = `/rooms/${OTHER_ROOM}/products`;

const VASE = 'vase';

afterEach(() => demo.operator('PUT', `/rooms/${OTHER_ROOM}/featured-product`, {productId: null}));

/** The studio's product list with one test product, currently shown. */
async function shelfWith(price: number, currency: string, width = 1_440) {
  const product = {title: 'A vase', image: '', price, currency, stock: 7, href: ''};
  await demo.operator('PUT', `${PRODUCTS}/${VASE}`, product);
  await demo.operator('PUT', `/rooms/${OTHER_ROOM}/featured-product`, {productId: VASE});
  const visitor = await demo.visitor(
    {url: `${demo.shop}/studio.html?room=${OTHER_ROOM}&lang=en`},
    {context: {viewport: {width, height: 900}}},
  );
  const {page} = visitor;
  await signInToStudio(page);
  await visitor.waitForState('joined');
  await studioTab(page, 'Shop window').click();
  const row = studioArea(page, 'Shelf').getByRole('listitem').filter({hasText: 'A vase'});
  await row.waitFor();
  return {row, field: row.getByRole('spinbutton', {name: /^Price/})};
}

async function stored(): Promise<unknown> {
  const products = (await (await fetch(`${demo.api}${PRODUCTS}`)).json()) as {id: string; price: number}[];
  return products.find((product) => product.id === VASE)?.price;
}

const shownPrice = async (page: Page) =>
  (await page.locator('product-slot [part=price]').first().textContent())?.replace(/\s/g, ' ');

it.each([
  ['IDR', 15_000_000, '150000.00', '150000.25', 15_000_025, 'IDR 150,000.25'],
  ['RSD', 12_345, '123.45', '99999999.99', 9_999_999_999, 'RSD 99,999,999.99'],
  ['JPY', 500, '500', '1200', 1_200, '¥1,200'],
  ['KWD', 1_500, '1.500', '1.505', 1_505, 'KWD 1.505'],
  ['CLF', 12_345, '1.2345', '0.0001', 1, 'CLF 0.0001'],
])(
  'the studio and the room read and write the same amount in %s',
  async (currency, price, written, typed, saved, shown) => {
    const [{row, field}, viewer] = [
      await shelfWith(price, currency),
      await demo.visitor({
        html: `<html lang="en">${demo.script}<live-room api-url="${demo.api}" room-id="${OTHER_ROOM}"></live-room>`,
      }),
    ];
    expect(await field.inputValue()).toBe(written);
    await field.fill(typed);
    await row.getByRole('button', {name: 'Save'}).click();
    await expectEventually(() => stored()).toBe(saved);
    await expectEventually(() => shownPrice(viewer.page)).toBe(shown);
  },
);

it.each([200, 320, 480, 1_440])('the studio shows a long price in full, %d px', async (width) => {
  const {field} = await shelfWith(15_000_000_000, 'IDR', width);
  await field.scrollIntoViewIfNeeded();
  expect(await field.inputValue()).toBe('150000000.00');
  const fits = await field.evaluate((input: HTMLInputElement) => {
    const box = input.getBoundingClientRect();
    const at = (x: number) => document.elementFromPoint(x, (box.top + box.bottom) / 2) === input;
    return [input.scrollWidth <= input.clientWidth, at(box.left + 4), at(box.right - 4)];
  });
  expect(fits).toEqual([true, true, true]);
});
