/** `cart="shopify"` against a storefront in memory. */
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {shopifyCart} from '../../../src/cart/shopify.ts';
import {ShopifyStore} from '../../support/cart/shopify-store.ts';

let store: ShopifyStore;
beforeEach(() => {
  store = new ShopifyStore([
    [11, {productId: 1, title: 'Tea - Large', price: 12_900, stock: 5}],
    [21, {productId: 2, title: 'Cup', price: 4_900, stock: 0}],
  ]);
  vi.stubGlobal('fetch', store.fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const line = (quantity: number) => ({productId: '1', variantId: '11', quantity, price: 12_900, title: 'Tea - Large'});

test('adds a variant, changes its quantity and removes it', async () => {
  const cart = shopifyCart();
  const added = await cart.add({productId: 'tea', variantId: '11', quantity: 2});
  expect(added).toEqual({items: [line(2)], total: 25_800, currency: 'CNY', checkoutUrl: '/checkout'});
  expect((await cart.update({productId: '1', variantId: '11', quantity: 3})).items).toEqual([line(3)]);
  expect((await cart.update({productId: '1', variantId: '11', quantity: 0})).items).toEqual([]);
});

test('a product without variants has the id of its only variant', async () => {
  expect((await shopifyCart().add({productId: '11', quantity: 1})).items).toEqual([line(1)]);
});

test('amounts in hundredths are converted to the minor unit, also for yen', async () => {
  store.currency = 'JPY';
  const {items, total} = await shopifyCart().add({productId: '11', quantity: 1});
  expect([items[0]!.price, total]).toEqual([129, 129]);
});

test.each([
  ['a sold-out variant', {productId: '21', quantity: 1}],
  ['more than there is, of which the store adds what it has', {productId: '11', quantity: 9}],
  ['an unknown variant', {productId: '99', quantity: 1}],
])('%s is REFUSED', async (_what, item) => {
  await expect(shopifyCart().add(item)).rejects.toMatchObject({code: 'REFUSED'});
});

test('a rate limit is TOO_FAST, no response BACKEND_UNAVAILABLE', async () => {
  store.limited = 1;
  await expect(shopifyCart().get()).rejects.toMatchObject({code: 'TOO_FAST', retryable: true});
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await expect(shopifyCart().get()).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
});
