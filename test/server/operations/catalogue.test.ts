import {afterAll, beforeAll, expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Gift {
  readonly id: string;
  readonly price: number;
}

const KITE = {name: 'Kite', icon: 'https://cdn.example/kite.svg', price: 42, combo: true, effect: 'hearts'};
const gifts = async () => (await server.call<Gift[]>('GET', '/api/gifts')).body;
const give = async (giftId: string, key: string) => {
  const {token} = (await server.session()).body;
  return server.call('POST', '/api/rooms/demo/gifts', {
    body: {giftId, count: 1},
    bearer: token,
    headers: {'Idempotency-Key': key},
  });
};

test('an operator adds a gift, changes it, and removes it from the catalogue', async () => {
  const {status, body} = await server.operate('PUT', '/api/gifts/kite', KITE);
  expect([status, body]).toEqual([200, {id: 'kite', ...KITE}]);
  expect((await give('kite', 'first')).status).toBe(201);

  await server.operate('PUT', '/api/gifts/kite', {...KITE, price: 43});
  expect((await gifts()).find(({id}) => id === 'kite')?.price).toBe(43);

  expect((await server.operate('DELETE', '/api/gifts/kite')).status).toBe(204);
  expect((await gifts()).map(({id}) => id)).not.toContain('kite');
  expect((await give('kite', 'second')).status).toBe(404);
  expect((await server.operate('DELETE', '/api/gifts/kite')).status).toBe(404);

  await server.operate('PUT', '/api/gifts/kite', KITE);
  expect((await give('kite', 'third')).status).toBe(201);
});

test('a removed gift that was paid before still reaches the room', async () => {
  await server.operate('PUT', '/api/gifts/balloon', KITE);
  expect((await give('balloon', 'paid')).status).toBe(201);
  await server.operate('DELETE', '/api/gifts/balloon');
  const waiting = async () => (await server.db.selectFrom('outbox').select('serial').execute()).length;
  await expect.poll(waiting).toBe(0);
});

test.each([
  ['a price of 0', {price: 0}],
  ['a price that is no whole number', {price: 1.5}],
  ['a price over the limit', {price: 100_000_001}],
  ['an empty name', {name: ' '}],
  ['a name of two lines', {name: 'a\nb'}],
  ['an icon that is a script', {icon: 'javascript:alert(1)'}],
  ['an effect that is neither a word nor an animation', {effect: 'https://cdn.example/kite.mp4'}],
  ['no combo', {combo: undefined}],
])('%s is refused', async (_what, change) => {
  expect((await server.operate('PUT', '/api/gifts/odd', {...KITE, ...change})).status).toBe(422);
  expect((await gifts()).map(({id}) => id)).not.toContain('odd');
});

test('a viewer cannot change a gift', async () => {
  const {token} = (await server.session()).body;
  for (const method of ['PUT', 'DELETE']) {
    expect((await server.call(method, '/api/gifts/heart', {body: KITE, bearer: token})).status).toBe(403);
    expect((await server.call(method, '/api/gifts/heart', {body: KITE})).status).toBe(401);
  }
});
