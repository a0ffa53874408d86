import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {computeHeat, markHeatPublished} from '../../../demo/server/src/features/heat/heat.ts';
import {awardPresencePoints} from '../../../demo/server/src/features/stats/presence.ts';
import {afterSend, callback} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const stats = async () =>
  (await server.operate('GET', '/api/rooms/demo/stats')).body as unknown as Record<string, number>;

test('comments and gifts count once each, although callbacks repeat', async () => {
  const {body: viewer} = await server.session();
  const lines = Array.from({length: 25}, (_, index) => afterSend(index + 1, {From_Account: viewer.userId}));
  await Promise.all([...lines, ...lines].map((line) => callback(server, line)));
  const gift = {giftId: 'heart', count: 3};
  const catalogue = (await server.call<{id: string; price: number}[]>('GET', '/api/gifts')).body;
  const {id, price} = catalogue[0]!;
  for (let time = 0; time < 2; time++) {
    const headers = {'Idempotency-Key': 'one-order-of-this-test'};
    const body = {...gift, giftId: id};
    expect((await server.call('POST', '/api/rooms/demo/gifts', {body, bearer: viewer.token, headers})).status).toBe(
      201,
    );
  }
  await expect.poll(stats).toMatchObject({comments: 25, gifts: 3, giftValue: 3 * price, refused: 0, entries: 0});
});

test('the heat of a room follows viewers, comments, likes and gifts, loses half in two minutes, and reaches counter and page', async () => {
  const {db} = server;
  const row = db.selectFrom('room_heat').select('heat').where('room_id', '=', 'demo');
  await expect.poll(() => row.executeTakeFirst()).toBeDefined();
  const ordered = sql<{
    value: number;
  }>`select coalesce(sum(value), 0)::float8 as value from orders where room_id = 'demo'`;
  await db.transaction().execute(async (transaction) => {
    // In this order, as the server does, which computes meanwhile.
    await sql`select from room_heat order by room_id for update`.execute(transaction);
    await sql`update room_stats set viewers_now = 7 where room_id = 'demo'`.execute(transaction);
    await sql`update orders set created_at = now() - interval '120 s' where room_id = 'demo'`.execute(transaction);
    await sql`
      update room_heat set activity = 1000, counted_at = now() - interval '120 s',
        comments = coalesce((select comments from room_stats where room_id = 'demo'), 0) - 10,
        likes = coalesce((select total from likes where room_id = 'demo'), 0) - 200
      where room_id = 'demo'`.execute(transaction);
    const gifts = (await ordered.execute(transaction)).rows[0]!.value;
    expect(gifts).toBeGreaterThan(0);
    const rooms = await computeHeat(transaction, 100);
    const demo = rooms.find(({roomId}) => roomId === 'demo')!;
    expect(demo.heat).toBe(Math.round(10 * 7 + (1_000 / 2 + 5 * 10 + 200 / 10) + gifts / 2));
    await markHeatPublished(transaction, {...demo, heat: 0});
    await sql`update room_heat set counted_at = now() - interval '6 s' where room_id = 'demo'`.execute(transaction);
  });
  const counter = {GroupId: 'demo', GroupCounterKeys: ['heat']};
  const published = async () =>
    (await server.cloud.rest('group_open_http_svc/get_group_counter', counter)) as {
      GroupCounter?: {Value: number}[];
    };
  await expect.poll(async () => (await published()).GroupCounter?.[0]?.Value ?? 0).toBeGreaterThan(0);
  await expect.poll(async () => (await server.session()).body.room.heat).toBeGreaterThan(0);
});

test('the server reads the viewer count from Tencent Chat and keeps its peak', async () => {
  await server.db
    .updateTable('room_stats')
    .set({viewers_peak: 7, sampled_at: sql`'-infinity'`})
    .where('room_id', '=', 'demo')
    .execute();
  await expect.poll(stats).toMatchObject({viewersNow: 0, viewersPeak: 7});
  const {status} = await server.operate('GET', '/api/rooms/nowhere/stats');
  expect(status).toBe(404);
});

test('a present viewer earns points by time, once over all processes, and none after leaving', async () => {
  const at = Date.now();
  const about = {GroupId: 'demo', Type: 'AVChatRoom'};
  const join = {
    ...about,
    CallbackCommand: 'Group.CallbackAfterNewMemberJoin',
    NewMemberList: [{Member_Account: 'patient'}, {Member_Account: 'guest--0a1b2c3d'}, {Member_Account: 7}],
    EventTime: String(at),
  };
  const leave = {
    ...about,
    CallbackCommand: 'Group.CallbackOnMemberStateChange',
    EventType: 'Offline',
    MemberList: [{Member_Account: 'patient'}],
    EventTime: String(at + 1),
  };
  const here = () => server.db.selectFrom('presences').select(['user_id', 'counted_to']).execute();
  await callback(server, join);
  await expect.poll(here).toMatchObject([{user_id: 'patient', counted_to: expect.any(Date) as Date}]);

  await sql`update presences set counted_to = counted_to - interval '11 minutes'`.execute(server.db);
  await Promise.all(Array.from({length: 5}, () => awardPresencePoints(server.db)));
  const points = async () =>
    (await server.db.selectFrom('points').select('points').where('user_id', '=', 'patient').executeTakeFirst())?.points;
  // The server awards points too, and may not have stored them yet.
  await expect.poll(points).toBe(2);

  await callback(server, leave);
  await callback(server, join);
  await expect.poll(here).toMatchObject([{user_id: 'patient', counted_to: null}]);
  await awardPresencePoints(server.db);
  expect(await points()).toBe(2);
});
