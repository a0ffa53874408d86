import {expect, it} from 'vitest';
import type {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

interface Watched {
  readonly storageCalls: string[];
}

/** Runs before the page's scripts. Records each call that could store data on the device. */
function watchStorage(): void {
  const storageCalls: string[] = [];
  Object.assign(globalThis, {storageCalls});
  const watch = (name: string, prototype: object | undefined, ...methods: string[]) => {
    for (const method of methods) {
      const original = (prototype as Record<string, unknown> | undefined)?.[method];
      if (typeof original !== 'function') throw new Error(`this browser has no ${name}.${method}`);
      const noted = function (this: unknown, ...options: unknown[]): unknown {
        storageCalls.push(`${name}.${method} ${String(options[0])}`);
        return original.apply(this, options);
      };
      Object.defineProperty(prototype, method, {value: noted, configurable: true});
    }
  };
  watch('storage', Storage.prototype, 'setItem', 'removeItem', 'clear');
  watch('indexedDB', IDBFactory.prototype, 'open', 'deleteDatabase');
  watch('caches', CacheStorage.prototype, 'open');
  watch('cookieStore', CookieStore.prototype, 'set');
  watch('navigator.storage', StorageManager.prototype, 'getDirectory', 'persist');
  watch('serviceWorker', ServiceWorkerContainer.prototype, 'register');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
  const set = function (this: Document, value: string) {
    storageCalls.push(`document.cookie ${value}`);
    cookie.set!.call(this, value);
  };
  Object.defineProperty(Document.prototype, 'cookie', {...cookie, set});
}

/**
 * True for addresses of docs/recipes/consent.md: the script, the business server without `/track`, Tencent's services,
 * and media that the room shows.
 */
function isDocumented(address: string): boolean {
  if (/^(blob|data):/.test(address)) return true;
  const {href, pathname} = new URL(address);
  if (!href.startsWith(demo.platform) && !href.startsWith(demo.platform.replace('http', 'ws')))
    return pathname.startsWith('/images/') || /^\/\d+$/.test(pathname); // Products' pictures of the shop, and the page.
  return (
    /^\/(live-room\.js|chunks\/|media\/|cloud\/(im|rtc))/.test(pathname) ||
    /^\/api\/(session|gifts|rooms|polls)(\/|$)/.test(pathname)
  );
}

it('a visit with consent="none" stores nothing and requests only documented addresses; a later consent keeps the room joined', async () => {
  // Another test of this demo may have taken the product off the show.
  await demo.operator('PUT', '/rooms/demo/featured-product', {productId: 'gaiwan'});
  const visitor = await demo.joined('consent="none"', {
    prepare: (page) => page.addInitScript(watchStorage),
  });
  const {page} = visitor;
  await visitor.type('a comment without consent');
  await visitor.waitForText('a comment without consent');
  await page.locator('product-slot [part~=card]').first().waitFor();
  await page.evaluate(async () => {
    const room = document.querySelector<LiveRoom>('live-room')!;
    room.addEventListener('live-product-select', (event) => event.preventDefault());
    void room.like(3);
    await room.give('rose', 1);
    await room.purchased({
      orderId: 'A-1',
      items: [{productId: 'gaiwan', quantity: 1, price: 100}],
      total: 100,
      currency: 'CNY',
    });
  });
  await page.locator('product-slot [part~=action]').first().click();
  await page.evaluate(() => document.querySelector<LiveRoom>('live-room')!.minimize());
  await page.locator('[part~=mini]').waitFor();
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await expectEventually(() => visitor.requests.some((address) => address.includes('/cloud/rtc'))).toBe(true);

  expect(await page.evaluate(() => (globalThis as unknown as Watched).storageCalls)).toEqual([]);
  expect(await page.context().storageState({indexedDB: true})).toEqual({cookies: [], origins: []});
  expect(visitor.requests.filter((address) => !isDocumented(address))).toEqual([]);

  const status = await page.evaluate(() => {
    const room = document.querySelector<LiveRoom>('live-room')!;
    room.setConsent('functional');
    return room.session.status;
  });
  expect(status).toBe('joined');
  expect(await page.evaluate(() => Object.keys(localStorage))).toContain(`live-room:${demo.api}`);
});
