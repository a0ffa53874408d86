import {describe, expect, test, vi} from 'vitest';
import type {Product} from '../../../../src/backend/products.ts';
import {deferred} from '../../../support/session/memory-service.ts';
import {alice, later, options, serve} from '../../../support/session/session-fixture.ts';

const served = serve();

const tea = (v: number, more: Partial<Product> = {}): Product => ({
  id: 'tea',
  v,
  title: 'Spring tea',
  image: 'https://shop.example/tea.jpg',
  price: 6_800,
  currency: 'CNY',
  stock: 12,
  href: 'https://shop.example/tea',
  ...more,
});
const cup: Product = {...tea(1), id: 'cup', title: 'Cup'};

const current = () => served.session.state.product.current;
/** The operator shows a product by the group's custom field. */
const show = (product: object | undefined) =>
  served.service.sinks((sink) => sink.groupChanged({fields: {product: product ? JSON.stringify(product) : ''}}));
const connected = (is: boolean) => served.service.sinks((sink) => sink.connected(is));

/** Joins the room while the first version of tea is shown. */
async function enter(): Promise<void> {
  served.backend.products = [tea(1), tea(2, {stock: 0}), cup];
  served.backend.room.product = {id: 'tea', v: 1};
  await served.session.join(options);
  await later();
}

describe('the shown product', () => {
  test('is in the state at once after the join', async () => {
    await enter();
    expect(current()).toEqual(tea(1));
    expect(served.backend.fetched).toEqual(['tea?v=1']);
  });

  test('changes for all viewers within a second, not for all at once', async () => {
    await enter();
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    show({id: 'tea', v: 2});
    await later(890);
    expect(current()?.v).toBe(1);
    await later(20);
    expect(current()).toMatchObject({v: 2, stock: 0});
  });

  test('is not fetched again for a repeated message', async () => {
    await enter();
    show({id: 'tea', v: 1});
    await later(2_000);
    expect(served.backend.fetched).toHaveLength(1);
  });

  test('is the last reported one, also if an earlier response arrives later', async () => {
    await enter();
    const late = deferred();
    served.backend.beforeResponse = (path) => path.endsWith('/cup') && late.promise;
    show({id: 'cup', v: 1});
    await later(1_000);
    show({id: 'tea', v: 2});
    await later(1_000);
    late.resolve();
    await later(1_000);
    expect(current()).toMatchObject({id: 'tea', v: 2});
  });

  test('is the last of many in a second, and only that one is fetched', async () => {
    await enter();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    for (let version = 0; version < 20; version++) show({id: 'cup', v: version});
    show({id: 'tea', v: 2});
    await later(1_000);
    expect(served.backend.fetched).toEqual(['tea?v=1', 'tea?v=2']);
    expect(current()?.v).toBe(2);
  });

  test('is removed at once', async () => {
    await enter();
    show(undefined);
    expect(current()).toBeDefined();
    await later();
    expect(current()).toBeUndefined();
  });

  test('is requested until the server responds', async () => {
    await enter();
    served.backend.down = true;
    show({id: 'cup', v: 1});
    await later(20_000);
    expect(current()?.id).toBe('tea');
    served.backend.down = false;
    await later(40_000);
    expect(current()?.id).toBe('cup');
  });

  test('is empty if the server does not know it', async () => {
    await enter();
    show({id: 'ghost', v: 1});
    await later(2_000);
    expect(current()).toBeUndefined();
  });

  test.each([
    ['a string instead of an object', 'a string' as unknown as Product],
    ['another product', cup],
    ['a fractional price', tea(2, {price: 0.5})],
    ['a negative stock', tea(2, {stock: -1})],
    ['markup as its currency', tea(2, {currency: '$<b>'})],
    ['no title', tea(2, {title: ''})],
  ])('is empty if the response has %s', async (_, response) => {
    await enter();
    served.backend.products = served.backend.products.map((one) => (one.v === 2 ? {...one, response} : one));
    const {fetch} = served.backend;
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      address.includes('/products/') ? Promise.resolve(new Response(JSON.stringify(response))) : fetch(address, init),
    );
    show({id: 'tea', v: 2});
    await later(2_000);
    expect(current()).toBeUndefined();
  });

  test('has no address that is not allowed', async () => {
    served.backend.products = [tea(1, {image: 'javascript:alert(1)', href: 'http://evil.example/'})];
    served.backend.room.product = {id: 'tea', v: 1};
    await served.session.join(options);
    await later();
    expect(current()).toMatchObject({image: '', href: ''});
  });

  test.each(['{', '7', '[]', '{"id":1,"v":1}', '{"id":"","v":1}', '{"id":"tea"}', `{"id":"${'x'.repeat(99)}","v":1}`])(
    "is empty if the room's field is %s",
    async (value) => {
      await enter();
      served.service.sinks((sink) => sink.groupChanged({fields: {product: value}}));
      await later(2_000);
      expect(current()).toBeUndefined();
      expect(served.backend.fetched).toHaveLength(1);
    },
  );

  test('is empty in another room, and still shown after a new join of the same room', async () => {
    await enter();
    await served.session.join(options);
    expect(current()?.id).toBe('tea');
    served.backend.room.product = null;
    await served.session.join({...options, roomId: 'r2'});
    expect(current()).toBeUndefined();
  });

  test('is empty in rooms without a business server', async () => {
    await served.session.join({roomId: 'r1', credentials: alice});
    show({id: 'tea', v: 1});
    await later(2_000);
    expect(served.session.state.product.current).toBeUndefined();
    expect(served.backend.fetched).toEqual([]);
  });
});

describe('a missed change', () => {
  /** Shown to requests of the page, without a message to the room. */
  const change = () => (served.backend.room = {...served.backend.room, product: {id: 'cup', v: 1}, status: 'paused'});

  test('is read after a reconnect, also by a guest', async () => {
    served.backend.products = [tea(1), cup];
    served.backend.room.product = {id: 'tea', v: 1};
    await served.session.join({...options, guest: true});
    await later();
    connected(false);
    change();
    await later(10);
    connected(true);
    await later(2_000);
    expect(current()?.id).toBe('cup');
    expect(served.session.state.room.status).toBe('paused');
  });

  test('is read each minute, but only while all are muted', async () => {
    await enter();
    change();
    await later(120_000);
    expect(current()?.id).toBe('tea');
    served.service.sinks((sink) => sink.groupChanged({speakingDisabled: true}));
    served.backend.room.mutedAll = true;
    await later(62_000);
    expect(current()?.id).toBe('cup');
  });

  test('is read when the page is shown again', async () => {
    served.service.joinsWaitFor = deferred();
    const joining = enter();
    await later();
    const page = Object.assign(new EventTarget(), {hidden: false});
    vi.stubGlobal('document', page);
    served.service.joinsWaitFor.resolve();
    await joining;
    change();
    Object.assign(page, {hidden: true});
    page.dispatchEvent(new Event('visibilitychange'));
    await later(2_000);
    expect(current()?.id).toBe('tea');
    Object.assign(page, {hidden: false});
    page.dispatchEvent(new Event('visibilitychange'));
    await later(2_000);
    expect(current()?.id).toBe('cup');
  });

  test("is not replaced by a response that is older than the room's message", async () => {
    await enter();
    const late = deferred();
    connected(false);
    await later(10);
    const onRequest = vi.fn(() => late.promise);
    served.backend.beforeResponse = (path) => path === '/rooms/r1' && onRequest();
    connected(true);
    await later(1_000);
    expect(onRequest).toHaveBeenCalledOnce();
    served.backend.room = {...served.backend.room, product: {id: 'cup', v: 1}};
    show({id: 'cup', v: 1});
    await later(1_000);
    late.resolve();
    served.backend.beforeResponse = undefined;
    await later(1_000);
    expect(current()?.id).toBe('cup');
  });
});
