/** Two servers with one Redis share likes, rate limits and slow mode. */
import {TOO_FAST} from '../../../src/protocol/refusal-codes.ts';
import net from 'node:net';
import {afterAll, beforeAll, describe, expect, onTestFinished, test, vi} from 'vitest';
import {RedisLikeStore} from '../../../demo/server/src/features/likes/redis-like-store.ts';
import {parseRedisUrl} from '../../../demo/server/src/redis/address.ts';
import {Redis} from '../../../demo/server/src/redis/redis.ts';
import {RedisTokenBuckets} from '../../../demo/server/src/redis/token-buckets.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {beforeSend, callback, customBody, textBody, type CallbackResult} from '../../support/server/callbacks.ts';
import {RedisCluster, RedisProcess} from '../../support/server/redis-process.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await cloud?.close();
  await database?.close();
});

/** Their hash slots are 903, 4202 and 13056, so that each is on another node of `RedisCluster`. */
const CALLERS = ['demo', 'mei', 'greedy'];

let random = 0;
const like = (userId: string, count: number) =>
  beforeSend({From_Account: userId, MsgBody: customBody({v: 1, type: 'like', count}), Random: ++random});
const send = async (server: TestServer, body: object): Promise<CallbackResult> => {
  const {status, body: response} = await callback(server, body);
  expect(status).toBe(200);
  return response;
};
/** Number of likes that the room receives of a message. */
const heard = (asked: number, {ErrorCode, MsgBody}: CallbackResult): number => {
  if (ErrorCode !== 0) return 0;
  const [element] = MsgBody ?? [];
  return element ? (JSON.parse(String(element.MsgContent['Data'])) as {count: number}).count : asked;
};
const totalOf = async (server: TestServer): Promise<number> => {
  const row = await server.db.selectFrom('likes').select('total').where('room_id', '=', 'demo').executeTakeFirst();
  return Number(row?.total ?? 0);
};

describe.each([
  ['one Redis', RedisProcess],
  ['a cluster of three nodes', RedisCluster],
])('two servers with %s', (_name, kind) => {
  let redis: RedisProcess | RedisCluster;
  let servers: readonly [TestServer, TestServer];
  beforeAll(async () => {
    redis = await kind.start();
    const environment = {REDIS_URL: redis.url, SESSIONS_PER_MINUTE: '5'};
    const databaseUrl = await database.fresh();
    const first = await startServer({cloud, databaseUrl, environment});
    servers = [first, await startServer({cloud, databaseUrl, environment})];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    redis.close();
  });
  const at = (index: number): TestServer => servers[index % 2]!;

  test('count each like once, and at most the limit of a viewer', async () => {
    const messages = Array.from({length: 300}, (_, index) => like(`viewer-${index % 40}`, 1 + (index % 3)));
    // Each message is sent to both servers, because Tencent repeats callbacks.
    await Promise.all(messages.flatMap((message) => servers.map((server) => send(server, message))));
    const greedy = await Promise.all(Array.from({length: 20}, (_, index) => send(at(index), like('greedy', 200))));
    expect(greedy.map((response) => heard(200, response)).reduce((a, b) => a + b)).toBe(1_000);
    await expect.poll(() => totalOf(servers[0])).toBe(600 + 1_000);
    expect(await servers[0].db.selectFrom('like_receipts').selectAll().execute()).toEqual([]);
  });

  test('share the limits of a viewer’s calls and sessions', async () => {
    const {token} = (await servers[0].session()).body;
    const began = performance.now();
    const body = {seq: 1, reason: 'spam'};
    const reports = await Promise.all(
      Array.from({length: 30}, (_, index) => at(index).call('POST', '/api/rooms/demo/reports', {body, bearer: token})),
    );
    const sessions = await Promise.all(Array.from({length: 16}, (_, index) => at(index).session({}, token)));
    const refilled = (perSecond: number) => Math.ceil(((performance.now() - began) / 1_000) * perSecond);
    const granted = reports.filter(({status}) => status !== 429).length;
    expect(granted).toBeGreaterThanOrEqual(10);
    expect(granted).toBeLessThanOrEqual(10 + refilled(0.2));
    const opened = sessions.filter(({status}) => status === 200).length;
    expect(opened).toBeGreaterThanOrEqual(5);
    expect(opened).toBeLessThanOrEqual(5 + refilled(5 / 60));
    expect(sessions.find(({status}) => status === 429)?.headers.get('Retry-After')).toBe('12');
    expect(await servers[0].db.selectFrom('rate_limits').selectAll().execute()).toEqual([]);
  });

  test('share limits of callers on any node', async () => {
    const clients = [new Redis(parseRedisUrl(redis.url)!), new Redis(parseRedisUrl(redis.url)!)];
    onTestFinished(async () => void (await Promise.all(clients.map((client) => client.close()))));
    await Promise.all(clients.map((client) => client.connect()));
    const calls = CALLERS.map((caller) => ({caller, call: 'gifts', requested: 2, perSecond: 0.001, atOnce: 3}));
    const granted = [];
    for (const client of clients) granted.push(await new RedisTokenBuckets(client).take(calls));
    expect(granted).toEqual([calls.map(() => 2), calls.map(() => 1)]);
    if (redis instanceof RedisCluster) for (const count of await redis.keyCounts()) expect(count).toBeGreaterThan(0);
  });

  test('share the turns of slow mode', async () => {
    await servers[0].operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 600});
    const say = (server: TestServer, userId: string) =>
      send(server, beforeSend({From_Account: userId, Random: ++random, MsgBody: textBody('hello')}));
    // The other server knows the slow mode when it refuses a second comment.
    await expect.poll(async () => (await say(servers[1], 'scout')).ErrorCode, {interval: 20}).toBe(TOO_FAST);
    const responses = await Promise.all(Array.from({length: 10}, (_, index) => say(at(index), 'mei')));
    expect(responses.filter(({ErrorCode}) => ErrorCode === 0)).toHaveLength(1);
    const late = responses.filter(({ErrorCode}) => ErrorCode === TOO_FAST).map(({ErrorInfo}) => Number(ErrorInfo));
    expect(late).toHaveLength(9);
    for (const seconds of late) expect(seconds).toBeGreaterThan(300);
    expect(await servers[0].db.selectFrom('slow_mode_turns').selectAll().execute()).toEqual([]);
    await servers[0].operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 0});
  });
});

test('likes that a killed process has counted in Redis are written by a server that starts', async () => {
  const redis = await RedisProcess.start();
  onTestFinished(() => redis.close());
  const left = new Redis(parseRedisUrl(redis.url)!);
  await left.connect();
  const likes = Array.from({length: 7}, (_, index) => ({roomId: 'demo', userId: 'mei', random: index, count: 3}));
  expect(await new RedisLikeStore(left, () => undefined).count('demo', likes)).toEqual(Array(7).fill(3));
  await left.close();
  const server = await startServer({cloud, databaseUrl: await database.fresh(), environment: {REDIS_URL: redis.url}});
  onTestFinished(() => server.close());
  await expect.poll(() => totalOf(server)).toBe(21);
});

test('without REDIS_URL nothing connects to a Redis, and no metric is about one', async () => {
  const connect = vi.spyOn(net, 'createConnection');
  onTestFinished(() => connect.mockRestore());
  const databaseUrl = await database.fresh();
  const connections = async (environment: Record<string, string>) => {
    connect.mockClear();
    const server = await startServer({cloud, databaseUrl, environment});
    await send(server, like('mei', 1));
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    await server.close();
    return {connected: connect.mock.calls.length, isMetric: metrics.includes('redis')};
  };
  expect(await connections({})).toEqual({connected: 0, isMetric: false});
  const redis = await RedisProcess.start();
  onTestFinished(() => redis.close());
  expect(await connections({REDIS_URL: redis.url})).toEqual({connected: 1, isMetric: true});
});
