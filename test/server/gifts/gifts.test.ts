import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {GiftResponse} from '../../../demo/server/src/features/gifts/gift-shape.ts';
import {give, startGiver, type GiftCallResponse, type Giver} from '../../support/server/gift-ledger.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startServer();
  other = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const balanceOf = async (giver: Giver) =>
  (await server.call<GiftCallResponse>('GET', '/api/wallet', {bearer: giver.token})).body.balance;
const ordersOf = ({userId}: Giver) =>
  server.db.selectFrom('orders').selectAll().where('user_id', '=', userId).orderBy('serial').execute();
/** A viewer with this balance. */
const startGiverWith = async (coins: number) => {
  const giver = await startGiver(server);
  const {status} = await server.operate('POST', `/api/wallets/${giver.userId}`, {amount: coins - 10_000});
  expect(status).toBe(200);
  return giver;
};

test('everybody can read the catalogue; the cheapest gift is first, costs one coin and combines', async () => {
  const {status, body} = await server.call<GiftResponse[]>('GET', '/api/gifts');
  expect(status).toBe(200);
  expect(body[0]).toEqual({
    id: 'heart',
    name: 'Heart',
    translations: {'zh-CN': {name: '小心心'}},
    icon: `${new URL(server.settings.publicApiUrl).origin}/media/gifts/heart.svg`,
    price: 1,
    combo: true,
  });
  expect(body.map(({price}) => price)).toEqual(body.map(({price}) => price).toSorted((a, b) => a - b));
  const effects = body.flatMap(({effect}) => effect ?? []);
  expect(effects).toEqual(expect.arrayContaining(['hearts', 'fireworks', 'rain', 'rocket']));
  expect(effects.filter((effect) => effect.startsWith('http')).map((effect) => effect.replace(/.*\./, ''))).toEqual([
    'json',
    'svga',
  ]);
});

describe('a gift', () => {
  test('is billed at once, and the wallet has the new balance', async () => {
    const giver = await startGiver(server);
    const {status, body, headers} = await give(server, giver, {giftId: 'rose', count: 3});
    expect(status).toBe(201);
    expect(body).toEqual({orderId: expect.stringMatching(/^\d{1,10}$/) as string, balance: 10_000 - 3 * 18});
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await balanceOf(giver)).toBe(10_000 - 3 * 18);
    expect((await server.session({}, giver.token)).body.balance).toBe(10_000 - 3 * 18);
  });

  test('with a count is one order', async () => {
    const giver = await startGiver(server);
    await give(server, giver, {giftId: 'heart', count: 9_999});
    expect(await ordersOf(giver)).toMatchObject([{count: 9_999, value: 9_999, balance: 1}]);
  });

  test('raises its giver’s level by its price', async () => {
    const giver = await startGiver(server);
    await give(server, giver, {giftId: 'rose', count: 3});
    expect((await server.session({}, giver.token)).body.level).toBe(4);
  });

  test('of a combo returns the total, and each order counts once', async () => {
    const giver = await startGiver(server);
    const comboId = randomUUID();
    const totals: (number | undefined)[] = [];
    for (const count of [20, 20, 20, 20, 19]) {
      totals.push((await give(server, giver, {giftId: 'heart', count, comboId})).body.comboTotal);
    }
    expect(totals).toEqual([20, 40, 60, 80, 99]);
    expect(await balanceOf(giver)).toBe(10_000 - 99);
  });

  test('of a combo counts apart for every giver, room, gift and combo', async () => {
    const [giver, neighbour] = await Promise.all([startGiver(server), startGiver(server)]);
    const combo = {giftId: 'heart', count: 5, comboId: 'mine'};
    await give(server, giver, combo);
    const totals = await Promise.all([
      give(server, neighbour, combo),
      give(server, giver, combo, {roomId: 'coffee'}),
      give(server, giver, {...combo, giftId: 'tea'}),
      give(server, giver, {...combo, comboId: 'another'}),
    ]);
    expect(totals.map(({body}) => body.comboTotal)).toEqual([5, 5, 5, 5]);
  });

  test('that does not combine has no total, although the request names a combo', async () => {
    const giver = await startGiver(server);
    expect((await give(server, giver, {giftId: 'bouquet', count: 1, comboId: 'mine'})).body).not.toHaveProperty(
      'comboTotal',
    );
  });

  test('of a combo in many orders at once through two servers returns each total once, without a gap', async () => {
    const giver = await startGiver(server);
    const combo = {giftId: 'heart', count: 1, comboId: 'storm'};
    const responses = await Promise.all(
      Array.from({length: 40}, (_, index) => give(index % 2 ? server : other, giver, combo)),
    );
    expect(responses.map(({body}) => body.comboTotal!).toSorted((a, b) => a - b)).toEqual(
      Array.from({length: 40}, (_, index) => index + 1),
    );
    expect(responses.map(({body}) => body.balance).toSorted((a, b) => b - a)).toEqual(
      Array.from({length: 40}, (_, index) => 9_999 - index),
    );
  });
});

describe('a repeated idempotency key', () => {
  test('gets the same response and costs nothing, although balance, combo and room have changed', async () => {
    const giver = await startGiver(server);
    await server.operate('POST', '/api/rooms', {roomId: 'short', title: 'Short', hostId: 'host-linxi'});
    const request = [
      {giftId: 'heart', count: 7, comboId: 'mine'},
      {roomId: 'short', key: 'once'},
    ] as const;
    const first = await give(server, giver, ...request);
    expect(first.status).toBe(201);
    await give(server, giver, {giftId: 'heart', count: 3, comboId: 'mine'}, {roomId: 'short'});
    await server.operate('PUT', '/api/rooms/short/status', {status: 'ended'});
    const again = await give(other, giver, ...request);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await balanceOf(giver)).toBe(10_000 - 10);
  });

  test('at the same instant on two servers is billed once', async () => {
    const giver = await startGiver(server);
    const responses = await Promise.all(
      Array.from({length: 20}, (_, index) =>
        give(index % 2 ? server : other, giver, {giftId: 'tea', count: 2, comboId: 'mine'}, {key: 'at-once'}),
      ),
    );
    expect(new Set(responses.map(({status}) => status))).toEqual(new Set([201]));
    expect(new Set(responses.map(({body}) => JSON.stringify(body))).size).toBe(1);
    expect(responses[0]!.body).toMatchObject({balance: 10_000 - 12, comboTotal: 2});
    expect(await ordersOf(giver)).toHaveLength(1);
  });

  test('at the same instant with coins for one order is billed once, and no request is refused', async () => {
    const giver = await startGiverWith(6);
    const responses = await Promise.all(
      Array.from({length: 12}, (_, index) =>
        give(index % 2 ? server : other, giver, {giftId: 'tea', count: 1}, {key: 'last'}),
      ),
    );
    expect(responses.map(({status}) => status)).toEqual(responses.map(() => 201));
    expect(await balanceOf(giver)).toBe(0);
  });

  test.each([
    ['gift', {giftId: 'tea'}, {}],
    ['count', {count: 2}, {}],
    ['combo', {comboId: 'another'}, {}],
    ['missing combo', {comboId: undefined}, {}],
    ['room', {}, {roomId: 'coffee'}],
  ])('for another %s is a CONFLICT and is not billed', async (_what, change, options) => {
    const giver = await startGiver(server);
    const request = {giftId: 'heart', count: 1, comboId: 'mine'};
    await give(server, giver, request, {key: 'mine'});
    const {status, body} = await give(server, giver, {...request, ...change}, {key: 'mine', ...options});
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
    expect(await balanceOf(giver)).toBe(9_999);
  });

  test('of another viewer is another order', async () => {
    const givers = await Promise.all([startGiver(server), startGiver(server)]);
    const responses = await Promise.all(
      givers.map((giver) => give(server, giver, {giftId: 'rose', count: 1}, {key: 'k'})),
    );
    expect(new Set(responses.map(({body}) => body.orderId)).size).toBe(2);
  });

  test('can be used again after INSUFFICIENT_BALANCE', async () => {
    const giver = await startGiverWith(5);
    const request = [{giftId: 'tea', count: 1}, {key: 'poor'}] as const;
    const refused = await give(server, giver, ...request);
    expect([refused.status, refused.body.error.code]).toEqual([402, 'INSUFFICIENT_BALANCE']);
    await server.operate('POST', `/api/wallets/${giver.userId}`, {amount: 10});
    expect(await give(server, giver, ...request)).toMatchObject({status: 201, body: {balance: 9}});
  });
});

test('one of two tabs that spend the last coin gets it', async () => {
  for (let round = 0; round < 10; round++) {
    const giver = await startGiverWith(1);
    const responses = await Promise.all([server, other].map((one) => give(one, giver, {giftId: 'heart', count: 1})));
    expect(responses.map(({status}) => status).toSorted()).toEqual([201, 402]);
    expect(await balanceOf(giver)).toBe(0);
    expect(await ordersOf(giver)).toHaveLength(1);
  }
});

describe('an invalid gift request gets an error of the contract and changes nothing', () => {
  let giver: Giver;
  beforeAll(async () => {
    giver = await startGiver(server);
  });
  const unchanged = async () => {
    expect(await balanceOf(giver)).toBe(10_000);
    expect(await ordersOf(giver)).toEqual([]);
  };

  test.each([0, -1, -9_999, 1.5, 10_000, 1e9, 2 ** 53, 1e300, '1', '1; drop table orders', true, null, [1], {n: 1}])(
    'with a count of %j',
    async (count) => {
      const {status, body} = await give(server, giver, {giftId: 'heart', count});
      expect([status, body.error.code]).toEqual([422, 'INVALID']);
      await unchanged();
    },
  );

  test.each([
    ['an unknown gift', {giftId: 'unicorn'}, {}, 404, 'NOT_FOUND'],
    ['SQL as a gift', {giftId: "heart' or '1'='1"}, {}, 422, 'INVALID'],
    ['script as a gift', {giftId: '<script>alert(1)</script>'}, {}, 422, 'INVALID'],
    ['NUL in a gift', {giftId: 'heart\0'}, {}, 422, 'INVALID'],
    ['SQL as a combo', {comboId: "'; update wallets set balance = 1; --"}, {}, 422, 'INVALID'],
    ['a combo of 65 characters', {comboId: 'x'.repeat(65)}, {}, 422, 'INVALID'],
    ['a number as a combo', {comboId: 7}, {}, 422, 'INVALID'],
    ['no gift', {giftId: undefined}, {}, 422, 'INVALID'],
    ['an oversized body', {note: 'x'.repeat(20_000)}, {}, 422, 'INVALID'],
    ['an unknown room', {}, {roomId: 'nowhere'}, 404, 'NOT_FOUND'],
    ['a room that has ended', {}, {roomId: 'autumn-finale'}, 409, 'ROOM_ENDED'],
    ['SQL as a room', {}, {roomId: "demo'--"}, 422, 'INVALID'],
    ['no key', {}, {key: undefined}, 422, 'INVALID'],
    ['a key of 129 characters', {}, {key: 'x'.repeat(129)}, 422, 'INVALID'],
    ['a key with spaces', {}, {key: 'a b'}, 422, 'INVALID'],
    ['a price over the balance', {giftId: 'rocket', count: 4}, {}, 402, 'INSUFFICIENT_BALANCE'],
    ['a price far over the balance', {giftId: 'rocket', count: 9_999}, {}, 402, 'INSUFFICIENT_BALANCE'],
  ])('with %s', async (_what, change, options, expectedStatus, code) => {
    const {status, body} = await give(server, giver, {giftId: 'heart', count: 1, ...change}, options);
    expect([status, body.error.code]).toEqual([expectedStatus, code]);
    await unchanged();
  });

  test.each([
    ['no token', () => undefined],
    ['a made-up token', () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2In0.'],
    ['the operator’s token', () => 'demo-operator'],
    ['a token with a changed user id', () => forge(giver.token!)],
  ])('with %s', async (_what, bearer) => {
    for (const call of [
      server.call('GET', '/api/wallet', {bearer: bearer()}),
      give(server, {...giver, token: bearer()}, {giftId: 'heart', count: 1}),
    ]) {
      const {status, body} = await call;
      expect([status, (body as GiftCallResponse).error.code]).toEqual([401, 'UNAUTHORIZED']);
    }
    await unchanged();
  });

  test('a token pays from the wallet of its own viewer only', async () => {
    const another = await startGiver(server);
    await give(server, another, {giftId: 'tea', count: 1});
    expect(await balanceOf(another)).toBe(9_994);
    await unchanged();
  });

  /** Keeps the signature of a token and replaces its user id. */
  function forge(token: string): string {
    const [head, , signature] = token.split('.');
    const claims = {sub: giver.userId, iss: 'live-room', aud: 'live-room', exp: 4e9};
    return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  }
});

test('two servers together limit the calls of one viewer, and do not delay others', async () => {
  const [giver, neighbour] = await Promise.all([startGiver(server), startGiver(server)]);
  const responses: Awaited<ReturnType<typeof give>>[] = [];
  const refusedOf = () => responses.filter(({status}) => status === 429);
  // 100 calls at once and 20 a second are granted. A busy machine needs more than one round to exceed that.
  while (!refusedOf().length && responses.length < 1_600) {
    const round = Array.from({length: 160}, (_, index) => index % 2);
    responses.push(
      ...(await Promise.all(round.map((odd) => give(odd ? server : other, giver, {giftId: 'heart', count: 1})))),
    );
  }
  const refused = refusedOf();
  expect(responses.filter(({status}) => status === 201).length + refused.length).toBe(responses.length);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]!.body.error.code).toBe('TOO_FAST');
  expect(refused[0]!.headers.get('retry-after')).toBe('1');
  expect(await ordersOf(giver)).toHaveLength(responses.length - refused.length);
  expect((await give(server, neighbour, {giftId: 'heart', count: 1})).status).toBe(201);
});

test('99 taps at 60 a second, batched into orders, stay below the limit', async () => {
  const giver = await startGiver(server);
  for (const count of [20, 20, 20, 20, 19]) {
    expect((await give(server, giver, {giftId: 'heart', count, comboId: 'fast'})).status).toBe(201);
  }
});
