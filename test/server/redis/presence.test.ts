/** Presence in Redis: points once over all processes, reports in any order, and outages of Redis. */
import {sql} from 'kysely';
import {afterAll, beforeAll, beforeEach, expect, onTestFinished, test} from 'vitest';
import {RedisPresenceStore} from '../../../demo/server/src/features/stats/redis-presence-store.ts';
import {PRESENCE_S} from '../../../demo/server/src/features/levels/index.ts';
import {parseRedisUrl} from '../../../demo/server/src/redis/address.ts';
import {Redis} from '../../../demo/server/src/redis/redis.ts';
import {RedisUnavailable} from '../../../demo/server/src/redis/redis-error.ts';
import {createClient} from '@redis/client';
import {callback} from '../../support/server/callbacks.ts';
import {RedisProcess} from '../../support/server/redis-process.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let process: RedisProcess;
let server: TestServer;
let redis: Redis;
beforeAll(async () => {
  process = await RedisProcess.start();
  // If this server used the same Redis, it would also award points to the viewers of these tests.
  server = await startServer();
  redis = new Redis(parseRedisUrl(process.url)!);
  await redis.connect();
});
afterAll(async () => {
  await redis.close();
  await server.close();
  process.close();
});
beforeEach(() => sql`delete from points`.execute(server.db));

/** A process's store of the room `demo`, and of one more room for each test. */
const openStore = (rooms: readonly string[]) =>
  new RedisPresenceStore({redis, db: server.db, isRoom: (roomId) => rooms.includes(roomId)});
const beganAt = Date.now();
/** @param after ms */
const change = (roomId: string, userId: string, joined: boolean, after: number) => ({
  roomId,
  userId,
  joined,
  at: beganAt + after,
});
const pointsOf = async () =>
  Object.fromEntries(
    (await server.db.selectFrom('points').selectAll().orderBy('user_id').execute()).map((row) => [
      row.user_id,
      row.points,
    ]),
  );

/** Moves the viewers of a room back in time. */
async function spend(roomId: string, seconds: number): Promise<void> {
  const client = createClient({url: process.url});
  await client.connect();
  onTestFinished(() => client.destroy());
  const key = `live-room:{${roomId}}:present`;
  for (const {value, score} of await client.zRangeWithScores(key, 0, -1)) {
    await client.zAdd(key, {value, score: score - seconds * 1_000});
  }
}

test('viewers get points for their time once from all processes, and none after they left', async () => {
  const stores = [openStore(['one']), openStore(['one']), openStore(['one'])];
  const viewers = Array.from({length: 1_200}, (_, index) => `viewer-${index}`);
  await stores[0]!.save(viewers.map((userId) => change('one', userId, true, 1_000)));
  await stores[1]!.save([change('one', 'viewer-0', false, 2_000), change('nowhere', 'ann', true, 1_000)]);
  await spend('one', 2 * PRESENCE_S + 60);
  const awarded = await Promise.all(stores.map((store) => store.award()));
  expect(awarded.flat()).toHaveLength(1_199);
  expect(await pointsOf()).toEqual(Object.fromEntries(viewers.slice(1).map((userId) => [userId, 2])));
  for (const store of stores) expect(store.occupiedRooms).toEqual(['one']);
  await stores[2]!.save([change('one', 'viewer-1', false, 2_000)]);
  await spend('one', PRESENCE_S);
  await openStore(['one']).award();
  expect(await pointsOf()).toMatchObject({'viewer-1': 2, 'viewer-2': 3});
});

test('a repeated or outdated report changes nothing', async () => {
  const store = openStore(['two']);
  await store.save([change('two', 'ann', false, 3_000), change('two', 'ben', true, 3_000)]);
  await store.save([change('two', 'ann', true, 2_000), change('two', 'ben', false, 2_000)]);
  await store.save([change('two', 'ben', true, 3_000)]);
  await spend('two', PRESENCE_S);
  await store.award();
  expect(await pointsOf()).toEqual({ben: 1});
});

test('a room that all viewers have left is not occupied', async () => {
  const store = openStore(['three']);
  await store.save([change('three', 'ann', true, 1_000)]);
  await store.save([change('three', 'ann', false, 2_000)]);
  await store.award();
  expect(store.occupiedRooms).not.toContain('three');
});

test('points that PostgreSQL refuses are written by the next award', async () => {
  const store = openStore(['four']);
  await store.save([change('four', 'ann', true, 1_000)]);
  await spend('four', PRESENCE_S);
  await sql`alter table points rename to points_away`.execute(server.db);
  await expect(store.award()).rejects.toThrow(/points/);
  await sql`alter table points_away rename to points`.execute(server.db);
  expect(await store.award()).toMatchObject([{userId: 'ann', points: 1}]);
  expect(await pointsOf()).toEqual({ann: 1});
});

test('joins that callbacks report while Redis is unavailable are stored when it is available again', async () => {
  const shared = await startServer({environment: {REDIS_URL: process.url}});
  onTestFinished(() => shared.close());
  const join = (userId: string) =>
    callback(shared, {
      CallbackCommand: 'Group.CallbackAfterNewMemberJoin',
      GroupId: 'demo',
      Type: 'AVChatRoom',
      NewMemberList: [{Member_Account: userId}],
      EventTime: String(Date.now()),
    });
  const present = async () => {
    const client = createClient({url: process.url});
    client.on('error', () => undefined);
    await client.connect();
    const viewers = await client.zRange('live-room:{demo}:present', 0, -1);
    client.destroy();
    return viewers;
  };
  await join('before');
  await expect.poll(present).toEqual(['before']);
  await process.kill();
  await expect(openStore(['demo']).save([change('demo', 'ann', true, 1)])).rejects.toThrow(RedisUnavailable);
  expect((await join('meanwhile')).status).toBe(200);
  await process.start();
  await expect.poll(present).toEqual(['meanwhile']);
  expect(await shared.db.selectFrom('presences').selectAll().execute()).toEqual([]);
});
