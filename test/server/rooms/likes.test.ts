import {sql} from 'kysely';
import {afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {PostgresLikeStore} from '../../../demo/server/src/features/likes/postgres-like-store.ts';
import {beforeSend, callback, customBody, textBody, type CallbackResult} from '../../support/server/callbacks.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {OK, startRestStub} from '../../support/server/rest-stub.ts';
import {rejectAfter} from '../../support/machine-time.ts';

let cloud: CloudServer;
let database: TestDatabase;
let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  server = await startServer({cloud, databaseUrl: await database.fresh()});
  other = await startServer({cloud, databaseUrl: server.databaseUrl});
});
afterAll(async () => {
  await other?.close();
  await server?.close();
  await database?.close();
  await cloud?.close();
});
beforeEach(async () => {
  await server.db.deleteFrom('like_receipts').execute();
  await server.db.deleteFrom('likes').execute();
});

let random = 0;
const like = (count: number, more: object = {}) =>
  beforeSend({MsgBody: customBody({v: 1, type: 'like', count}), Random: ++random, ...more});
const ask = async (body: object, at = server): Promise<CallbackResult> => {
  const {status, body: response} = await callback(at, body);
  expect(status).toBe(200);
  return response;
};
/** Reads the total from the database, because the room's response is cached for a second. */
const total = async (roomId = 'demo') => {
  const row = await server.db.selectFrom('likes').select('total').where('room_id', '=', roomId).executeTakeFirst();
  return Number(row?.total ?? 0);
};
/** The likes that the room receives: the count of the message, or undefined. */
const countForRoom = (sentCount: number, {ErrorCode, MsgBody}: CallbackResult) => {
  if (ErrorCode !== 0) return undefined;
  const [element] = MsgBody ?? [];
  return element ? (JSON.parse(String(element.MsgContent['Data'])) as {count: number}).count : sentCount;
};

test('1,000 likes of 20 viewers through two servers at once count 1,000', async () => {
  const messages = Array.from({length: 20}, (_, viewer) =>
    [10, 15, 20, 5].map((count) => like(count, {From_Account: `viewer-${viewer}`})),
  ).flat();
  const responses = await Promise.all(messages.map((message, index) => ask(message, index % 2 ? server : other)));
  expect(new Set(responses.map(({ErrorCode, MsgBody}) => `${ErrorCode} ${MsgBody?.length}`))).toEqual(
    new Set(['0 undefined']),
  );
  expect(await total()).toBe(1_000);
  expect((await server.session()).body.room.likeTotal).toBe(1_000);
});

test('a repeated like counts once and gets the same response, also at once and at another server', async () => {
  const message = like(700);
  await ask(like(600));
  const responses = await Promise.all(Array.from({length: 10}, (_, index) => ask(message, index % 2 ? server : other)));
  expect(new Set(responses.map((response) => countForRoom(700, response)))).toEqual(new Set([400]));
  expect(await total()).toBe(1_000);
});

test('the same number in another room or of another viewer is another like', async () => {
  const same = {Random: 7};
  await Promise.all([
    ask(like(1, same)),
    ask(like(2, {...same, GroupId: 'coffee'})),
    ask(like(4, {...same, From_Account: 'jun'})),
  ]);
  expect([await total(), await total('coffee')]).toEqual([5, 2]);
});

test('a viewer who sends 1,000 likes a message without pause counts and reaches the room up to the limit', async () => {
  const responses = await Promise.all(
    Array.from({length: 30}, (_, index) => ask(like(1_000, {From_Account: 'mad'}), index % 2 ? server : other)),
  );
  expect(responses.map((response) => countForRoom(1_000, response) ?? 0).reduce((a, b) => a + b)).toBe(1_000);
  // Beyond the limit the response is still a success.
  expect(new Set(responses.map(({ErrorCode}) => ErrorCode))).toEqual(new Set([0, 2]));
  await ask(like(9, {From_Account: 'calm'}));
  expect(await total()).toBe(1_009);
});

test('the room receives the likes that still count, and the rest of the message is dropped', async () => {
  await ask(like(990));
  const {ErrorCode, MsgBody, CloudCustomData} = await ask(like(30));
  expect(ErrorCode).toBe(0);
  expect(MsgBody).toEqual([
    {MsgType: 'TIMCustomElem', MsgContent: {Data: '{"v":1,"type":"like","count":10}', Desc: 'like', Ext: ''}},
  ]);
  expect(JSON.parse(CloudCustomData!)).toMatchObject({v: 1, level: 1});
});

test('likes older than ten seconds do not use up the limit', async () => {
  await ask(like(1_000));
  expect(countForRoom(5, await ask(like(5)))).toBeUndefined();
  await sql`update like_receipts set at = at - interval '10 seconds'`.execute(server.db);
  expect(countForRoom(5, await ask(like(5)))).toBe(5);
  expect(await total()).toBe(1_005);
});

test.each([0, -5, 1_001, 1.5, '7', null, 1e99])('a like of %j is refused and does not count', async (count) => {
  expect((await ask(beforeSend({MsgBody: customBody({v: 1, type: 'like', count})}))).ErrorCode).toBe(10_101);
  expect(await total()).toBe(0);
});

test('several likes in one message are refused and do not count', async () => {
  const MsgBody = [...customBody({v: 1, type: 'like', count: 9}), ...customBody({v: 1, type: 'like', count: 9})];
  expect((await ask(beforeSend({MsgBody}))).ErrorCode).toBe(10_101);
  expect((await ask(beforeSend({MsgBody: [...MsgBody.slice(1), ...textBody('hi')]}))).ErrorCode).toBe(10_101);
  expect(await total()).toBe(0);
});

test.each([
  ['a room of somebody else', {GroupId: 'elsewhere'}],
  ['a room with a strange name', {GroupId: '\ud800\0'}],
  ['no room', {GroupId: undefined}],
  ['no number', {Random: undefined}],
  ['a strange number', {Random: 2 ** 40}],
])('a like in or with %s passes and does not count', async (_what, more) => {
  const response = await ask(like(5, more));
  expect([response.ErrorCode, response.MsgBody]).toEqual([0, undefined]);
  expect(await total()).toBe(0);
});

test('a hanging database does not delay a like past Tencent’s timeout, and the like counts later', async () => {
  const impatient = await startServer({cloud, databaseUrl: server.databaseUrl, impatient: true});
  onTestFinished(() => impatient.close());
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let isHeld!: () => void;
  const holds = new Promise<void>((resolve) => (isHeld = resolve));
  const held = server.db.transaction().execute(async (transaction) => {
    await sql`lock table like_receipts in access exclusive mode`.execute(transaction);
    isHeld();
    await released;
  });
  await holds;
  onTestFinished(async () => {
    release();
    await held;
  });
  const response = await Promise.race([ask(like(3), impatient), rejectAfter(2_000, 'Tencent no longer waits')]);
  expect([response.ErrorCode, response.MsgBody]).toEqual([0, undefined]);
  release();
  await expect.poll(() => total()).toBe(3);
});

test('a stopped server has counted every like it responded to', async () => {
  const leaving = await startServer({cloud, databaseUrl: server.databaseUrl});
  await Promise.all(Array.from({length: 200}, (_, index) => ask(like(1, {From_Account: `v${index % 9}`}), leaving)));
  await leaving.close();
  expect(await total()).toBe(200);
});

describe('the group counter', () => {
  const counter = async (roomId = 'demo') => {
    const response = await cloud.rest('group_open_http_svc/get_group_counter', {
      GroupId: roomId,
      GroupCounterKeys: ['like'],
    });
    return (response['GroupCounter'] as {Key: string; Value: number}[] | undefined)?.[0]?.Value;
  };

  test('reaches the total', async () => {
    await ask(like(12));
    await expect.poll(() => counter()).toBe(12);
    await ask(like(30), other);
    await expect.poll(() => counter()).toBe(42);
  });

  test('is written by the other server after one has ended', async () => {
    await server.close();
    server = await startServer({cloud, databaseUrl: server.databaseUrl});
    await ask(like(5), other);
    await expect.poll(() => counter()).toBe(5);
  });
});

describe('a like counter in its own Tencent Chat', () => {
  const start = async () => {
    const rest = await startRestStub();
    const environment = {IM_REST_URL: rest.url};
    const databaseUrl = await database.fresh();
    const alone = await startServer({cloud, databaseUrl, environment, unready: true});
    const twin = await startServer({cloud, databaseUrl, environment, unready: true});
    onTestFinished(async () => {
      await twin.close();
      await alone.close();
      await rest.close();
    });
    const writes = () =>
      rest.requests.filter(
        ({command, body}) =>
          command.endsWith('/update_group_counter') && JSON.stringify(body['GroupCounter']).includes('"like"'),
      );
    return {rest, servers: [alone, twin] as const, writes};
  };

  test('is written by one of two servers, at most once a second, and only after a change', async () => {
    const {servers, writes} = await start();
    const began = Date.now();
    let sent = 0;
    for (; Date.now() - began < 2_500; sent++) {
      await ask(like(1, {From_Account: `v${sent % 50}`}), servers[sent % 2]);
    }
    const last = () => writes().at(-1)?.body['GroupCounter'];
    await expect.poll(last).toEqual([{Key: 'like', Value: sent}]);
    const seconds = Math.ceil((Date.now() - began) / 1_000);
    const {length} = writes();
    expect(length).toBeLessThanOrEqual(seconds + 1);
    expect(writes().every(({body}) => body['Mode'] === 'Set' && body['GroupId'] === 'demo')).toBe(true);
    await vi.waitFor(() => expect(Date.now() - began).toBeGreaterThan((seconds + 2) * 1_000), {timeout: 10_000});
    expect(writes()).toHaveLength(length);
  });

  test('is read in rooms on air or with viewers, all of them in turn, and repaired where somebody has set it', async () => {
    const {rest, servers, writes} = await start();
    const {db} = servers[0];
    await sql`
      insert into rooms (room_id, title, host_id, operators, status, notice)
      select 'many-' || n, 'One of many', (select host_id from rooms where room_id = 'demo'), '{}',
        case n % 3 when 0 then 'live' when 1 then 'upcoming' else 'ended' end, ''
      from generate_series(100, 189) as n`.execute(db);
    await sql`insert into room_stats (room_id, viewers_now, sampled_at) values ('many-101', 3, 'infinity')`.execute(db);
    rest.behave(({command, body}) =>
      command.endsWith('/get_group_counter')
        ? {...OK, GroupCounter: [{Key: 'like', Value: body['GroupId'] === 'many-189' ? 999 : 0}]}
        : OK,
    );
    const {rows} = await sql<{roomId: string}>`
      select room_id as "roomId" from rooms where status in ('live', 'paused') or room_id = 'many-101'`.execute(db);
    expect(rows.length).toBeGreaterThan(30);
    const read = () =>
      new Set(
        rest.requests.flatMap(({command, body}) => (command.endsWith('/get_group_counter') ? [body['GroupId']] : [])),
      );
    await expect.poll(read).toEqual(new Set(rows.map(({roomId}) => roomId)));
    await expect
      .poll(() => writes().map(({body}) => [body['GroupId'], body['GroupCounter']]))
      .toContainEqual(['many-189', [{Key: 'like', Value: 0}]]);
    expect(new Set(writes().map(({body}) => body['GroupId']))).toEqual(new Set(['many-189']));
  });

  test('is unavailable in an app without counters: one log line, no retry, and the session has the total', async () => {
    const {rest, servers, writes} = await start();
    rest.behave(({command}) =>
      command.endsWith('/update_group_counter')
        ? {ActionStatus: 'FAIL', ErrorCode: 10059, ErrorInfo: 'buy the better edition'}
        : OK,
    );
    await ask(like(7), servers[0]);
    await expect.poll(() => writes().length).toBe(1);
    await ask(like(8), servers[1]);
    await ask(like(9, {GroupId: 'coffee'}), servers[1]);
    await expect.poll(() => writes().length).toBe(2);
    expect((await servers[1].session()).body.room.likeTotal).toBe(15);
    const lines = servers.flatMap(({log}) =>
      log.filter((line) => line.includes('counter like: this app has no group counters')),
    );
    expect(lines).toHaveLength(1);
  });

  test('is written again after a temporary error until it succeeds', async () => {
    const {rest, servers, writes} = await start();
    rest.behave(({command}) => {
      if (!command.endsWith('/update_group_counter')) return OK;
      return writes().length < 4 ? {ActionStatus: 'FAIL', ErrorCode: 60008, ErrorInfo: 'too slow'} : OK;
    });
    await ask(like(7), servers[0]);
    await expect.poll(() => writes().length).toBeGreaterThanOrEqual(4);
    expect(writes().at(-1)?.body['GroupCounter']).toEqual([{Key: 'like', Value: 7}]);
  });
});

test('a batch reads the receipts of its own messages, whatever the number of receipts', async () => {
  const fresh = await startServer({databaseUrl: await database.fresh()});
  const store = new PostgresLikeStore(fresh.db);
  const rowsRead = async () => {
    const {rows} = await sql<{inserted: number; read: number}>`
      select n_tup_ins::integer as inserted, (seq_tup_read + idx_tup_fetch)::integer as read
      from pg_stat_user_tables where relname = 'like_receipts'`.execute(fresh.db);
    return rows[0]!;
  };
  const [batches, size, viewers] = [40, 100, 1_000];
  for (let batch = 0; batch < batches; batch++) {
    const likes = Array.from({length: size}, (_, index) => {
      const message = batch * size + index;
      return {roomId: 'demo', userId: `viewer-${message % viewers}`, random: message, count: 1};
    });
    expect(await store.count('demo', likes)).toEqual(likes.map(() => 1));
  }
  await expect.poll(async () => (await rowsRead()).inserted).toBe(batches * size);
  // A viewer sends four messages: each reads at most the three before it.
  expect((await rowsRead()).read).toBeLessThanOrEqual(batches * size * 3);
  await fresh.close();
});
