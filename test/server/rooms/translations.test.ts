import {afterAll, beforeAll, expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const read = async (path: string) => (await server.call<unknown>('GET', `/api${path}`)).body;

test('gifts, products, rooms and notices keep their translations under canonical tags, until the text changes', async () => {
  const room = {roomId: 'words', title: '房间', hostId: 'host-of-words', translations: {EN: {title: ' A room '}}};
  expect((await server.operate('POST', '/api/rooms', room)).status).toBe(201);
  const notice = {text: '公告', translations: {en: {notice: 'One\nTwo'}, de: {notice: ' '}}};
  await server.operate('PUT', '/api/rooms/words/notice', notice);
  expect(await read('/rooms/words')).toMatchObject({
    title: '房间',
    notice: '公告',
    translations: {en: {title: 'A room', notice: 'One\nTwo'}},
  });
  await server.operate('PUT', '/api/rooms/words/notice', {text: '公告'});
  expect(await read('/rooms/words')).toMatchObject({translations: {en: {title: 'A room', notice: 'One\nTwo'}}});
  await server.operate('PUT', '/api/rooms/words/notice', {text: '公告', translations: {}});
  expect(await read('/rooms/words')).toMatchObject({translations: {en: {title: 'A room'}}});
  await server.operate('PUT', '/api/rooms/words/notice', notice);
  await server.operate('PUT', '/api/rooms/words/notice', {text: '新公告'});
  expect(await read('/rooms/words')).toMatchObject({notice: '新公告', translations: {en: {title: 'A room'}}});

  const cup = {title: '杯', image: '', price: 1, currency: 'CNY', stock: 1, href: '', badge: '新'};
  const variants = [{id: 'big', title: '大', price: 1, stock: 1, translations: {en: {title: 'Big'}}}];
  const product = {...cup, variants, translations: {en: {title: 'Cup', badge: 'New'}}};
  const put = (body: object) => server.operate('PUT', '/api/rooms/words/products/cup', body);
  const {v} = (await put(product)).body as unknown as {v: number};
  expect((await put(product)).body).toMatchObject({v});
  const changed = {...product, translations: {en: {title: 'A cup', badge: 'New'}}};
  expect((await put(changed)).body).not.toMatchObject({v});
  expect(await read('/rooms/words/products')).toMatchObject([changed]);
  const cheaper = {...cup, badge: '减', variants: [{id: 'big', title: '大', price: 2, stock: 1}]};
  expect((await put(cheaper)).body).toMatchObject({
    variants: [{title: '大', price: 2, translations: {en: {title: 'Big'}}}],
    translations: {en: {title: 'A cup'}},
  });
  const renamed = (await put({...cheaper, title: '茶杯', variants: [{id: 'big', title: '特大', price: 2, stock: 1}]}))
    .body;
  expect(renamed).not.toHaveProperty('translations');
  expect(renamed).not.toHaveProperty('variants.0.translations');

  const bell = {name: '铃', icon: 'https://cdn.example/bell.png', price: 1, combo: false};
  const translations = {'zh-TW': {name: '鈴'}, en: {name: 'Bell'}};
  await server.operate('PUT', '/api/gifts/bell', {...bell, translations});
  expect((await server.operate('PUT', '/api/gifts/bell', {...bell, price: 2})).body).toMatchObject({translations});
  expect(await read('/gifts')).toContainEqual({...bell, id: 'bell', price: 2, translations});
  expect((await server.operate('PUT', '/api/gifts/bell', {...bell, name: '钟'})).body).not.toHaveProperty(
    'translations',
  );
});

test.each([
  ['a tag that is none', {'not a tag': {name: 'Bell'}}],
  ['one language twice', {en: {name: 'Bell'}, EN: {name: 'Bell'}}],
  ['a name of two lines', {en: {name: 'a\nb'}}],
  ['a name that is too long', {en: {name: 'x'.repeat(129)}}],
  ['too many bytes', Object.fromEntries([...Array(20).keys()].map((n) => [`en-x-a${n}`, {name: '铃'.repeat(100)}]))],
  ['too many languages', Object.fromEntries([...Array(25).keys()].map((n) => [`en-x-a${n}`, {name: 'Bell'}]))],
  ['another type', {en: {name: 1}}],
])('translations with %s are refused', async (_what, translations) => {
  const bell = {name: '铃', icon: 'https://cdn.example/bell.png', price: 1, combo: false, translations};
  const {status, body} = await server.operate('PUT', '/api/gifts/refused', bell);
  expect([status, body.error.code]).toEqual([422, 'INVALID']);
});
