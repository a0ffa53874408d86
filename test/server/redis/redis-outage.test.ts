/** Redis is killed, hangs, or was never started. The server responds, and loses no more than it reports. */
import {TOO_FAST} from '../../../src/protocol/refusal-codes.ts';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {readSettings, SettingsError} from '../../../demo/server/src/settings/settings.ts';
import {start} from '../../../demo/server/src/start.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {rejectAfter} from '../../support/machine-time.ts';
import {beforeSend, callback, customBody, textBody, type CallbackResult} from '../../support/server/callbacks.ts';
import {auditLedger, give, startGiver, type Giver} from '../../support/server/gift-ledger.ts';
import {RedisProcess} from '../../support/server/redis-process.ts';
import {serverEnvironment} from '../../support/server/server-process.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

/** Time limit of a response. Tencent waits 2 s. A burst takes this machine more CPU time than one callback. */
const ANSWER_MS = 1_650;
const BURST_MS = 10_000;

let cloud: CloudServer;
let database: TestDatabase;
let redis: RedisProcess;
let servers: readonly [TestServer, TestServer];
beforeAll(async () => {
  [cloud, database, redis] = await Promise.all([startCloud(), startTestDatabase(), RedisProcess.start()]);
  const environment = {REDIS_URL: redis.url};
  const databaseUrl = await database.fresh();
  const options = {cloud, databaseUrl, environment, impatient: true};
  const first = await startServer(options);
  servers = [first, await startServer(options)];
});
afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  redis?.close();
  await cloud?.close();
  await database?.close();
});

let random = 0;
const send = async (index: number, body: object, limitMs: number): Promise<CallbackResult> => {
  const responded = callback(servers[index % 2]!, {...body, Random: ++random});
  const {status, body: response} = await Promise.race([responded, rejectAfter(limitMs, 'no response in time')]);
  expect(status).toBe(200);
  return response;
};
const like = (index: number) =>
  send(
    index,
    beforeSend({From_Account: `viewer-${index % 50}`, MsgBody: customBody({v: 1, type: 'like', count: 1})}),
    BURST_MS,
  );
const say = (index: number, userId: string) =>
  send(index, beforeSend({From_Account: userId, MsgBody: textBody('hello')}), ANSWER_MS);
const total = async (): Promise<number> => {
  const row = await servers[0].db.selectFrom('likes').select('total').where('room_id', '=', 'demo').executeTakeFirst();
  return Number(row?.total ?? 0);
};
const metric = async (name: string, server: TestServer): Promise<number> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^live_room_${name} (.*)$`, 'm').exec(text)?.[1]);
};
const areUp = () => Promise.all(servers.map((server) => metric('redis_up', server)));
const linesAbout = (server: TestServer, words: string) => server.log.filter((line) => line.includes(words)).length;

test('a Redis that is killed and restarted loses at most the likes of the last second, and the log reports them', async () => {
  const givers: Giver[] = await Promise.all([startGiver(servers[0]), startGiver(servers[1])]);
  const connected = servers.map((server) => linesAbout(server, 'redis: connected'));
  expect([connected, await areUp()]).toEqual([
    [1, 1],
    [1, 1],
  ]);
  for (let n = 0; n < 100; n++) await like(n);
  await expect.poll(total).toBe(100); // The total is in PostgreSQL from now on.

  const totals = [100];
  let observing = true;
  const observed = (async () => {
    while (observing) totals.push(await total());
  })();
  const gift = (n: number) => give(servers[n % 2]!, givers[n % 2]!, {giftId: 'rose', count: 1});
  const gifts = [];
  const atKill = [];
  for (let n = 0; n < 60; n++) atKill.push(like(n));
  for (let n = 0; n < 10; n++) gifts.push(gift(n));
  await Promise.all(atKill); // Usually not in PostgreSQL yet.
  const inFlight = Array.from({length: 40}, (_, n) => like(n));
  await redis.kill();
  await Promise.all(inFlight);
  for (let n = 0; n < 10; n++) gifts.push(gift(n));
  // PostgreSQL counts these likes.
  const between = Array.from({length: 200}, (_, n) => like(n));
  await Promise.all(between);
  await expect.poll(areUp).toEqual([0, 0]);
  for (const server of servers) expect((await server.call('GET', '/readyz')).status).toBe(200);

  await redis.start();
  await expect.poll(areUp).toEqual([1, 1]);
  await Promise.all(Array.from({length: 80}, (_, n) => like(n)));
  const sent = 100 + 60 + 40 + 200 + 80;
  const SAFE = 100 + 200 + 80;
  await expect.poll(total).toBeGreaterThanOrEqual(SAFE);
  const lost = async () => {
    const counts = await Promise.all(servers.map((server) => metric('likes_lost_total', server)));
    return counts[0]! + counts[1]!;
  };
  await expect.poll(async () => (await total()) + (await lost())).toBeGreaterThanOrEqual(sent);
  observing = false;
  await observed;
  expect(totals).toEqual([...totals].sort((a, b) => a - b));
  // A like that Redis counted before it was killed, without a response, may count twice.
  expect(await total()).toBeLessThanOrEqual(sent + inFlight.length);
  expect(await lost()).toBeLessThanOrEqual(100);
  for (const server of servers) {
    expect([linesAbout(server, 'is unreachable'), linesAbout(server, 'redis: connected')]).toEqual([1, 2]);
  }
  const statuses = (await Promise.all(gifts)).map(({status}) => status);
  expect(statuses).toEqual(statuses.map(() => 201));
  const orders = await servers[0].db.selectFrom('orders').select('serial').execute();
  expect([orders.length, await auditLedger(servers[0].db)]).toEqual([statuses.length, []]);
});

test('while Redis hangs, callbacks get their responses in time, and each process keeps slow mode and limits by itself', async () => {
  await servers[0].operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 600});
  await expect.poll(async () => (await say(1, 'scout')).ErrorCode, {interval: 20}).toBe(TOO_FAST);
  const before = await total();
  const goOn = redis.hang();
  onTestFinished(goOn);
  const responses = await Promise.all(Array.from({length: 8}, (_, n) => say(n, 'mei')));
  expect(responses.filter(({ErrorCode}) => ErrorCode === 0)).toHaveLength(2);
  await Promise.all(Array.from({length: 20}, (_, n) => like(n)));
  await expect.poll(areUp).toEqual([0, 0]);
  for (const server of servers) expect((await server.call('GET', '/readyz')).status).toBe(200);
  goOn();
  await expect.poll(areUp).toEqual([1, 1]);
  await expect.poll(total).toBe(before + 20);
});

describe('at start', () => {
  test('a server without its Redis serves, logs it once, and uses Redis when it is available', async () => {
    const late = await RedisProcess.start();
    onTestFinished(() => late.close());
    await late.kill();
    const server = await startServer({cloud, databaseUrl: servers[0].databaseUrl, environment: {REDIS_URL: late.url}});
    onTestFinished(() => server.close());
    expect([linesAbout(server, 'is unreachable (connect ECONNREFUSED'), await metric('redis_up', server)]).toEqual([
      1, 0,
    ]);
    await late.start();
    await expect.poll(() => metric('redis_up', server)).toBe(1);
  });

  test('a wrong password ends the start with an error that names the server and no password', async () => {
    const locked = await RedisProcess.start({password: 'right'});
    onTestFinished(() => locked.close());
    const databaseUrl = servers[0].databaseUrl;
    const REDIS_URL = `redis://:wrong-word@127.0.0.1:${locked.port}`;
    const settings = readSettings({...serverEnvironment(cloud, databaseUrl), REDIS_URL});
    const refused = start({...settings, databaseUrl}, {logTo: {write: () => undefined}});
    await expect(refused).rejects.toThrow(
      new RegExp(`^Redis at 127.0.0.1:${locked.port} refuses the connection: WRONGPASS`),
    );
    await expect(refused).rejects.not.toThrow('wrong-word');
  });

  test.each(['localhost:6379', 'http://localhost', 'redis://', 'redis://:secret@h:1/x', 'redis://a:1,b:2'])(
    'REDIS_URL=%s is refused by name, without its value',
    (REDIS_URL) => {
      const read = () => readSettings({REDIS_URL, PORT: 'x'});
      expect(read).toThrow(SettingsError);
      expect(read).toThrow(
        /PORT must be[^]*REDIS_URL must be an address such as redis:|REDIS_URL must be[^]*PORT must be/,
      );
      expect(read).not.toThrow('secret');
    },
  );
});
