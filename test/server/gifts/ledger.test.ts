import {sql} from 'kysely';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connect} from '../../../demo/server/src/database/connect.ts';
import {migrate} from '../../../demo/server/src/database/migrate.ts';
import {auditLedger, give, startGiver, type GiftCallResponse} from '../../support/server/gift-ledger.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await startTestDatabase();
  server = await startServer({databaseUrl: await database.empty()});
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

const run = (text: string) => sql.raw(text).execute(server.db);
const balanceOf = async (userId: string) =>
  (await server.db.selectFrom('wallets').select('balance').where('user_id', '=', userId).executeTakeFirst())?.balance;

test('the ledger and the balances agree exactly after gifts, grants and refusals', async () => {
  const givers = await Promise.all(Array.from({length: 10}, () => startGiver(server)));
  await Promise.all(
    givers.flatMap((giver, index) => [
      give(server, giver, {giftId: 'heart', count: index + 1, comboId: 'c'}),
      give(server, giver, {giftId: 'rocket', count: 2}),
      give(server, giver, {giftId: 'rocket', count: 2}),
      server.operate('POST', `/api/wallets/${giver.userId}`, {amount: index % 2 ? 100 : -100}),
    ]),
  );
  expect(await auditLedger(server.db)).toEqual([]);
});

describe('the database itself', () => {
  test.each([
    ['raise a balance', `update wallets set balance = balance + 1`],
    ['make a wallet', `insert into wallets (user_id, balance) select user_id, 5 from accounts limit 1`],
    ['take a wallet away', `delete from wallets`],
    ['empty all wallets', `truncate wallets`],
    ['change a transfer', `update transfers set amount = 1`],
    ['take a transfer back', `delete from transfers`],
    ['empty the ledger', `truncate transfers cascade`],
  ])('lets nobody %s, the server included', async (_what, statement) => {
    await startGiver(server);
    await expect(run(statement)).rejects.toMatchObject({code: '23000'});
    expect(await auditLedger(server.db)).toEqual([]);
  });

  test.each([
    ['more than the balance', `select user_id, '$sales', 10001, 'gift' from wallets limit 1`],
    ['zero coins', `select user_id, '$sales', 0, 'gift' from wallets limit 1`],
    ['a negative number of coins', `select user_id, '$sales', -5, 'gift' from wallets limit 1`],
    ['from a wallet that does not exist', `values ('nobody', '$sales', 1, 'gift')`],
    ['from one viewer to another', `select a.user_id, b.user_id, 1, 'gift' from wallets a, wallets b limit 1`],
    ['from one house account to another', `values ('$issued', '$sales', 1, 'gift')`],
    ['to a wallet that does not exist', `values ('$issued', 'nobody', 1, 'gift')`],
    ['for an unknown reason', `select '$issued', user_id, 1, 'bribe' from wallets limit 1`],
    ['more than the safe integers', `select '$issued', user_id, 9007199254740991, 'operator' from wallets limit 1`],
  ])('lets nobody transfer %s', async (_what, row) => {
    const {userId} = await startGiver(server);
    await expect(run(`insert into transfers (from_wallet, to_wallet, amount, reason) ${row}`)).rejects.toMatchObject({
      code: expect.stringMatching(/^23/) as string,
    });
    expect(await balanceOf(userId)).toBe(10_000);
    expect(await auditLedger(server.db)).toEqual([]);
  });

  test('refuses an order that was not paid', async () => {
    const {userId} = await startGiver(server);
    const order = `insert into orders (serial, user_id, idempotency_key, room_id, gift_id, count, value, balance)
      values (1, '${userId}', 'k', 'demo', 'rose', 1, 18, 9982)`;
    await expect(run(order)).rejects.toMatchObject({constraint: 'orders_serial_fkey'});
  });
});

describe('the operator', () => {
  const change = (userId: string, amount: unknown, bearer = 'demo-operator') =>
    server.call<GiftCallResponse>('POST', `/api/wallets/${userId}`, {body: {amount}, bearer});

  test('grants coins and takes some back, and receives the balance', async () => {
    const {userId} = await startGiver(server);
    expect((await change(userId, 500)).body).toEqual({balance: 10_500});
    expect((await change(userId, -10_499)).body).toEqual({balance: 1});
  });

  test('cannot take back more coins than the balance', async () => {
    const {userId} = await startGiver(server);
    const {status, body} = await change(userId, -10_001);
    expect([status, body.error.code]).toEqual([402, 'INSUFFICIENT_BALANCE']);
    expect(await balanceOf(userId)).toBe(10_000);
  });

  test.each([0, 0.5, '100', 1e12, -1e12, null, undefined, {}])('gets INVALID for an amount of %j', async (amount) => {
    const {userId} = await startGiver(server);
    const {status, body} = await change(userId, amount);
    expect([status, body.error.code]).toEqual([422, 'INVALID']);
    expect(await balanceOf(userId)).toBe(10_000);
  });

  test('gets an error for an unknown viewer', async () => {
    const {status, body} = await change('nobody-at-all', 5);
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  test('alone may change a balance', async () => {
    const {userId, token} = await startGiver(server);
    for (const [bearer, status] of [
      [token!, 403],
      ['wrong', 401],
    ] as const) {
      expect((await change(userId, 5, bearer)).status).toBe(status);
    }
    expect(await balanceOf(userId)).toBe(10_000);
  });
});

test('a new viewer with two first sessions at once gets the initial coins once', async () => {
  const {userId, userSig} = (await server.session()).body;
  const fresh = await startServer({cloud: server.cloud, databaseUrl: await database.empty()});
  const sessions = await Promise.all(Array.from({length: 8}, () => fresh.session({userId, userSig})));
  expect(sessions.map(({body}) => body.balance)).toEqual(sessions.map(() => 10_000));
  expect(await auditLedger(fresh.db)).toEqual([]);
  await fresh.close();
});

test('coins, likes and quotes of databases of previous versions stay', async () => {
  const url = await database.empty();
  const connected = connect({url}, () => undefined);
  const {db} = connected;
  await migrate(db, '0002-messages-and-points');
  await sql`insert into accounts (user_id, nick, avatar, balance) values
    ('rich', '', '', 9876), ('poor', '', '', 0), ('host', '', '', 0)`.execute(db);
  await sql`insert into rooms (room_id, title, host_id, like_total) values ('old', 'Old', 'host', 321)`.execute(db);
  await migrate(db, '0011-likes-in-redis');
  await sql`insert into messages (room_id, seq, random, "time", user_id, body, reply) values
    ('old', 7, 1, extract(epoch from now())::bigint, 'rich', '[]', '{"seq": 3, "text": "hello"}')`.execute(db);
  await sql`insert into limits (user_id, call, left_over, granted, at) values ('rich', 'gifts', 5, 1, now())`.execute(
    db,
  );
  await migrate(db);
  const kept = await db.selectFrom('rate_limits').select(['user_id', 'left_over']).execute();
  expect(kept).toEqual([{user_id: 'rich', left_over: 5}]);
  expect(await db.selectFrom('wallets').selectAll().execute()).toEqual([{user_id: 'rich', balance: 9_876}]);
  expect(await db.selectFrom('transfers').select(['from_wallet', 'amount', 'reason']).execute()).toEqual([
    {from_wallet: '$issued', amount: 9_876, reason: 'opening'},
  ]);
  expect(await auditLedger(db)).toEqual([]);
  await connected.close();
  const upgraded = await startServer({cloud: server.cloud, databaseUrl: url, unready: true});
  expect((await upgraded.call('GET', '/api/rooms/old')).body.likeTotal).toBe(321);
  const {body} = await upgraded.call<{messages: {seq: number; reply: object}[]}>('GET', '/api/rooms/old/messages');
  expect(body.messages.map(({seq, reply}) => [seq, reply])).toEqual([[7, {seq: 3, text: 'hello'}]]);
  await upgraded.close();
});
