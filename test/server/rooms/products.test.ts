import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import type {ProductResponse} from '../../../demo/server/src/features/products/product-shape.ts';
import {decodeShelf} from '../../../src/protocol/shelf.ts';
import {listenTo} from '../../support/server/room-listener.ts';
import {startServer, untilHealthy, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const cup = {
  title: '落雪杯 <b>220 ml</b>',
  image: 'https://cdn.example/cup.png',
  price: 8_600,
  currency: 'CNY',
  stock: 12,
  href: 'https://shop.example/cup',
};

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `shelf-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A shelf', hostId: `host-of-${roomId}`});
  return roomId;
};
const put = async (roomId: string, product: object = cup, id = 'cup') => {
  const {status, body} = await server.operate('PUT', `/api/rooms/${roomId}/products/${id}`, product);
  return {status, body: body as unknown as ProductResponse};
};
const feature = (roomId: string, productId: string | null) =>
  server.operate('PUT', `/api/rooms/${roomId}/featured-product`, {productId});
const shelf = async (roomId: string) =>
  (await server.call<ProductResponse[]>('GET', `/api/rooms/${roomId}/products`)).body;
const onShow = async (roomId: string, from = server) =>
  (await from.call<{product: unknown}>('GET', `/api/rooms/${roomId}`)).body.product;

interface GroupInfo {
  readonly AppDefinedData?: {Key: string; Value: string}[];
}
const field = async (roomId: string): Promise<unknown> => {
  const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
  const fields = (response['GroupInfo'] as GroupInfo[])[0]!.AppDefinedData ?? [];
  return JSON.parse(fields.find(({Key}) => Key === 'product')!.Value);
};

describe('the shelf of the demo', () => {
  test('has products with pictures and pages of the shop, one featured and one sold out', async () => {
    const products = await shelf('demo');
    expect(products.length).toBeGreaterThanOrEqual(5);
    for (const {image, href, price, currency} of products) {
      expect(image).toMatch(/^http:\/\/localhost:8080\/images\/\w+\.svg$/);
      expect(href).toMatch(/^http:\/\/localhost:8080\/#/);
      expect([price > 0, currency]).toEqual([true, 'CNY']);
    }
    expect(products.some(({stock}) => stock === 0)).toBe(true);
    expect(products[0]!.stock).toBeGreaterThan(0);
    expect(products.find(({variants}) => variants)).toMatchObject({price: 4_500, compareAt: 5_200, stock: 210});
    const {id, v} = products[0]!;
    expect(await onShow('demo')).toEqual({id, v});
    expect(await field('demo')).toEqual({id, v});
  });

  test('does not contain a removed product again', async () => {
    await feature('demo', null);
    const again = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
    onTestFinished(() => again.close());
    expect(await onShow('demo', again)).toBeNull();
    expect(await field('demo')).toBeNull();
  });
});

describe('a product', () => {
  test('is added and changed under a new version each time, and keeps its version without a change', async () => {
    const roomId = await openRoom();
    const first = await put(roomId);
    expect(first).toEqual({status: 200, body: {...cup, id: 'cup', v: first.body.v}});
    expect((await put(roomId)).body.v).toBe(first.body.v);
    const second = await put(roomId, {...cup, price: 7_900});
    expect(second.body.v).toBeGreaterThan(first.body.v);
    expect(await shelf(roomId)).toEqual([{...cup, id: 'cup', v: second.body.v, price: 7_900}]);
  });

  test('is cached permanently under its current version, and not under another', async () => {
    const roomId = await openRoom();
    const {v} = (await put(roomId)).body;
    const read = async (query: string) => {
      const {headers, body} = await server.call<ProductResponse>('GET', `/api/rooms/${roomId}/products/cup${query}`);
      return [headers.get('cache-control'), body.v];
    };
    expect(await read(`?v=${v}`)).toEqual(['public, max-age=31536000, immutable', v]);
    for (const query of ['', `?v=${v - 1}`, `?v=${v + 1}`, '?v=', `?v=0${v}`, '?v=x']) {
      expect(await read(query), query).toEqual(['no-store', v]);
    }
  });

  test('reaches the room in a group field while it is featured, also after changes, until it is removed', async () => {
    const roomId = await openRoom();
    expect(await field(roomId)).toBeNull();
    const {v} = (await put(roomId)).body;
    expect(await onShow(roomId)).toBeNull();
    const {status, body} = await feature(roomId, 'cup');
    expect([status, (body as unknown as {product: object}).product]).toEqual([200, {id: 'cup', v}]);
    expect(await field(roomId)).toEqual({id: 'cup', v});

    const soldOut = (await put(roomId, {...cup, stock: 0})).body;
    expect(await field(roomId)).toEqual({id: 'cup', v: soldOut.v});
    expect(await onShow(roomId)).toEqual({id: 'cup', v: soldOut.v});

    await put(roomId, {...cup, title: 'Another'}, 'another');
    expect(await field(roomId)).toEqual({id: 'cup', v: soldOut.v});

    await feature(roomId, null);
    expect([await field(roomId), await onShow(roomId)]).toEqual([null, null]);
  });

  test('is the same in the group field and on the shelf after many changes at once', async () => {
    const roomId = await openRoom();
    await put(roomId);
    await feature(roomId, 'cup');
    await Promise.all(Array.from({length: 12}, (_, index) => put(roomId, {...cup, price: 1_000 + index})));
    const [{id, v}] = (await shelf(roomId)) as [ProductResponse];
    expect(await field(roomId)).toEqual({id, v});
  });

  test('is written into the group field again if a server finds another product there', async () => {
    const roomId = await openRoom();
    const {v} = (await put(roomId)).body;
    await feature(roomId, 'cup');
    await server.cloud.rest('group_open_http_svc/modify_group_base_info', {
      GroupId: roomId,
      AppDefinedData: [{Key: 'product', Value: '{"id":"old","v":1}'}],
    });
    const again = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
    onTestFinished(() => again.close());
    await untilHealthy(again);
    await expect.poll(() => field(roomId)).toEqual({id: 'cup', v});
  });

  const variants = [
    {id: 'snow', title: '雪白 Snow', price: 8_600, stock: 3, image: 'https://cdn.example/snow.png'},
    {id: 'ink', title: 'Ink', price: 7_000, stock: 0},
  ];

  test('has variants, which decide its price and stock, a former price, a badge and more pictures', async () => {
    const roomId = await openRoom();
    const whole = {...cup, compareAt: 9_900, badge: '新品 New', images: ['https://cdn.example/back.png'], variants};
    const {v} = (await put(roomId, {...whole, price: 1, stock: 999})).body;
    expect(await shelf(roomId)).toEqual([{...whole, price: 8_600, stock: 3, id: 'cup', v}]);
    expect((await put(roomId, {...whole, price: 2})).body.v).toBe(v);
    const restocked = [variants[0]!, {...variants[1]!, stock: 5}];
    const changed = (await put(roomId, {...whole, variants: restocked})).body;
    expect([changed.price, changed.stock, changed.v > v]).toEqual([7_000, 8, true]);
    expect((await put(roomId)).body).toEqual({...cup, id: 'cup', v: expect.any(Number) as number});
  });

  test('is on show with up to two others in the given order, in the room and in the group field', async () => {
    const roomId = await openRoom();
    const versions = [];
    for (const id of ['a', 'b', 'c', 'd']) versions.push({id, v: (await put(roomId, cup, id)).body.v});
    const [a, b, c] = versions as [object, object, object];

    const show = (...productIds: string[]) =>
      server.operate('PUT', `/api/rooms/${roomId}/featured-products`, {productIds});
    expect((await show('c', 'a', 'b')).body).toMatchObject({product: c, products: [c, a, b]});
    expect(await field(roomId)).toEqual([c, a, b]);
    const cheaper = (await put(roomId, {...cup, price: 1}, 'b')).body;
    expect(await field(roomId)).toEqual([c, a, {id: 'b', v: cheaper.v}]);
    for (const [status, ids] of [
      [404, ['a', 'nothing']],
      [422, ['a', 'a']],
      [422, ['a', 'b', 'c', 'd']],
    ] as const) {
      expect((await show(...ids)).status, String(ids)).toBe(status);
    }
    expect(await field(roomId)).toEqual([c, a, {id: 'b', v: cheaper.v}]);
    await show('b');
    expect([await field(roomId), await onShow(roomId)]).toEqual(Array(2).fill({id: 'b', v: cheaper.v}));
    await show();
    expect([await field(roomId), await onShow(roomId)]).toEqual([null, null]);
  });

  test('is named by a message to its room when it changes, on show or not', async () => {
    const roomId = await openRoom();
    const messages = await listenTo(server.cloud, roomId, 'shelf');
    const changed = [];
    for (let index = 0; index < 5; index++) changed.push((await put(roomId, cup, `p${index}`)).body);
    const told = () => messages().flatMap(decodeShelf);
    await expect.poll(told).toEqual(changed.map(({id, v}) => ({id, v})));
    expect(messages().length).toBeLessThan(changed.length);
  });

  const wrong: [string, object][] = [
    ['without a title', {...cup, title: '  '}],
    ['with a title of two lines', {...cup, title: 'a\nb'}],
    ['with a title of 129 characters', {...cup, title: 'x'.repeat(129)}],
    ['with a price below 0', {...cup, price: -1}],
    ['with a price of half a cent', {...cup, price: 0.5}],
    ['with a price as text', {...cup, price: '8600'}],
    ['with an invalid currency', {...cup, currency: 'yuan'}],
    ['with a fractional stock', {...cup, stock: 1.5}],
    ['with a picture that is a script', {...cup, image: 'javascript:alert(1)'}],
    ['with a picture at a plain http address', {...cup, image: 'http://cdn.example/cup.png'}],
    ['with a page that is a script', {...cup, href: 'javascript:alert(1)'}],
    ['with a relative page address', {...cup, href: '/cup'}],
    ['with a former price that is not above its price', {...cup, compareAt: cup.price}],
    ['with a badge of 25 characters', {...cup, badge: 'x'.repeat(25)}],
    ['with a further picture that is a script', {...cup, images: ['javascript:alert(1)']}],
    ['with two variants of one id', {...cup, variants: [variants[0], variants[0]]}],
    ['with a variant below 0', {...cup, variants: [{...variants[0], price: -1}]}],
    ['with a variant without a stock', {...cup, variants: [{id: 'x', title: 'x', price: 1}]}],
    ['with 101 variants', {...cup, variants: Array.from({length: 101}, (_, id) => ({...variants[1], id: `v${id}`}))}],
    ['without a stock', {title: 'x', image: '', price: 1, currency: 'CNY', href: ''}],
  ];
  test.each(wrong)('a product %s is refused, and the shelf stays empty', async (_what, product) => {
    const roomId = await openRoom();
    const {status} = await put(roomId, product);
    expect(status).toBe(422);
    expect(await shelf(roomId)).toEqual([]);
  });

  test('that does not exist cannot be featured or read, nor can one in a room that does not exist', async () => {
    const roomId = await openRoom();
    expect((await feature(roomId, 'nothing')).status).toBe(404);
    expect(await field(roomId)).toBeNull();
    expect((await feature('nowhere', null)).status).toBe(404);
    expect((await put('nowhere')).status).toBe(404);
    for (const path of ['nowhere/products', `${roomId}/products/nothing`]) {
      expect((await server.call('GET', `/api/rooms/${path}`)).status).toBe(404);
    }
    expect((await feature(roomId, "x' or 1=1")).status).toBe(422);
  });
});
