/** `cart="woocommerce"` against a shop in memory. */
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {wooCommerceCart} from '../../../src/cart/woocommerce.ts';
import {WooCommerceStore} from '../../support/cart/woocommerce-store.ts';

let store: WooCommerceStore;
beforeEach(() => {
  store = new WooCommerceStore([
    [11, {name: 'Tea', price: '12900', stock: 5}],
    [21, {name: 'Cup', price: '4900', stock: 0}],
  ]);
  vi.stubGlobal('fetch', store.fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const open = () => wooCommerceCart('https://shop.example/wp-json/');
const line = (quantity: number) => ({productId: '11', variantId: '11', quantity, price: 12_900, title: 'Tea'});

test('adds a product, changes its quantity and removes it', async () => {
  const cart = open();
  const added = await cart.add({productId: '11', quantity: 2});
  expect(added).toEqual({items: [line(2)], total: 25_800, currency: 'USD', checkoutUrl: '/checkout/'});
  expect((await cart.update({productId: '11', quantity: 3})).items).toEqual([line(3)]);
  expect((await cart.update({productId: '11', variantId: '11', quantity: 0})).items).toEqual([]);
});

test('renews an expired nonce once, and repeats the request', async () => {
  const cart = open();
  await cart.get();
  store.nonce = 'n2';
  expect((await cart.add({productId: '11', quantity: 1})).items).toEqual([line(1)]);
  expect(store.requests).toEqual(['/cart', '/cart/add-item', '/cart', '/cart/add-item']);
});

test('a shop that accepts no nonce gets one more request, then BACKEND_UNAVAILABLE', async () => {
  const cart = open();
  const {fetch} = store;
  vi.stubGlobal('fetch', (address: string, request: {headers: Record<string, string>}) =>
    fetch(address, {...request, headers: request.headers.Nonce ? {Nonce: 'never'} : {}}),
  );
  await expect(cart.add({productId: '11', quantity: 1})).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
  expect(store.requests).toHaveLength(4);
});

test('amounts have the shop’s own decimals', async () => {
  store.minorUnit = 0;
  const {items, total} = await open().add({productId: '11', quantity: 1});
  expect([items[0]!.price, total]).toEqual([1_290_000, 1_290_000]);
});

test.each([
  ['a sold-out product', {productId: '21', quantity: 1}],
  ['more than there is', {productId: '11', quantity: 9}],
  ['an unknown product', {productId: '99', quantity: 1}],
])('%s is REFUSED', async (_what, item) => {
  await expect(open().add(item)).rejects.toMatchObject({code: 'REFUSED'});
});

test('a product that is not in the cart cannot change; a rate limit is TOO_FAST', async () => {
  const cart = open();
  await expect(cart.update({productId: '11', quantity: 1})).rejects.toMatchObject({code: 'REFUSED'});
  store.limited = 1;
  await expect(cart.add({productId: '11', quantity: 1})).rejects.toMatchObject({code: 'TOO_FAST'});
});
