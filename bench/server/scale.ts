/**
 * What a viewer costs: CPU of the server and of Redis for each kind of call, over HTTP, on one and two server
 * processes, with and without Redis; with one process also transactions and written rows. From these and from the mixes below
 * follow the cores for rooms of 100 thousand, one million and ten million viewers (docs/server-sizes.md). Times of answers are
 * those of this machine, which the generator and Tencent's emulator share.
 */
import {randomUUID} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {sql, type Kysely} from 'kysely';
import {createClient} from '@redis/client';
import {connect} from '../../demo/server/src/database/connect.ts';
import type {Database} from '../../demo/server/src/database/schema.ts';
import {readSettings} from '../../demo/server/src/settings/settings.ts';
import {likeIntervalMs} from '../../src/protocol/limits.ts';
import {startCloud, type CloudServer} from '../../test/support/chat/chat-emulator.ts';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../test/support/server/callbacks.ts';
import {RedisProcess} from '../../test/support/server/redis-process.ts';
import {serverEnvironment, ServerProcess} from '../../test/support/server/server-process.ts';
import {startTestDatabase} from '../../test/support/server/test-database.ts';
import {cpuOf} from '../shared/processes.ts';
import {report, round} from '../shared/report.ts';

const CALLS = 2_000;
const AT_ONCE = 32;
const VIEWERS = 3_000;
const GIVERS = 60;
/** What a burst leaves behind is written within this time: likes, history, presence. */
const SETTLE_MS = 2_500;
/** PostgreSQL counts the work of an idle connection within this time, which covers SETTLE_MS. */
const COUNTED_MS = 11_000;
const IDLE_MS = 4_000;

/** Calls a second that a room of so many viewers causes, with the reason for each. */
function callsPerSecond(viewers: number): Record<Kind, number> {
  /** A viewer stays ten minutes: a room that is not growing has as many coming as going. */
  const joins = viewers / 600;
  return {
    // 2 % tap within one interval, which grows with the room: protocol/limits.ts.
    like: (viewers * 0.02 * 1_000) / likeIntervalMs(viewers),
    // One viewer in ten says something in an hour, three times: most only watch. The callback comes also for what Tencent drops.
    comment: (viewers * 0.1 * 3) / 3_600,
    // Tencent delivers 40 messages a second in a room, and calls back for these alone.
    delivered: Math.min(40, (viewers * 0.1 * 3) / 3_600),
    // Joining and leaving cause a callback each.
    presence: joins * 2,
    // Half of those who join have a token of an earlier visit, a third only watch as guests, the rest are new.
    'session, returning': joins / 2,
    'session, guest': joins / 3,
    'session, new': joins / 6,
    // The history of a room is read on joining; its info comes with the session.
    history: joins,
    // One viewer in a hundred gives, once in half an hour.
    gift: (viewers * 0.01) / 1_800,
  };
}

type Kind =
  | 'like'
  | 'comment'
  | 'delivered'
  | 'presence'
  | 'session, returning'
  | 'session, guest'
  | 'session, new'
  | 'history'
  | 'gift';
type Call = (index: number) => Promise<unknown>;

interface Setup {
  readonly cloud: CloudServer;
  readonly processes: readonly ServerProcess[];
  readonly urls: readonly string[];
  readonly db: Kysely<Database>;
  readonly redis: RedisProcess | undefined;
  close(): Promise<void>;
}

async function setUp(processCount: number, withRedis: boolean): Promise<Setup> {
  const [cloud, database, redis] = await Promise.all([
    startCloud(),
    startTestDatabase(),
    withRedis ? RedisProcess.start() : undefined,
  ]);
  const databaseUrl = await database.fresh();
  const environment = {
    ...serverEnvironment(cloud, databaseUrl),
    LOG_LEVEL: 'warn',
    ...(redis && {REDIS_URL: redis.url}),
  };
  const observer = connect({url: databaseUrl}, () => undefined);
  const processes: ServerProcess[] = [];
  const urls: string[] = [];
  for (let n = 0; n < processCount; n++) {
    const server = new ServerProcess(environment);
    urls.push(`http://localhost:${await server.ready}`);
    processes.push(server);
  }
  for (const url of urls) while ((await fetch(`${url}/healthz`)).status !== 200) await wait(100);
  return {
    cloud,
    processes,
    urls,
    db: observer.db,
    redis,
    async close() {
      for (const server of processes) await server.end('SIGTERM');
      await observer.close();
      redis?.close();
      await cloud.close();
      await database.close();
    },
  };
}

let serial = 0;

/** One call of each kind, to the processes by turns. */
async function callsOf({cloud, urls}: Setup): Promise<Record<Kind, Call>> {
  const settings = readSettings(serverEnvironment(cloud, ''));
  const ask = async (index: number, method: string, path: string, body?: unknown, headers = {}): Promise<unknown> => {
    const response = await fetch(urls[index % urls.length]! + path, {
      method,
      headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  const callBack = async (index: number, body: object): Promise<void> => {
    const call = async (method: string, path: string, {body}: {body?: unknown} = {}) => ({
      status: 200,
      headers: new Headers(),
      body: (await ask(index, method, path, body)) as never,
    });
    await callback({call, settings} as Parameters<typeof callback>[0], body);
  };
  const session = async (index: number, body: object, token?: string) =>
    (await ask(
      index,
      'POST',
      '/api/session',
      {roomId: 'demo', ...body},
      token ? {Authorization: `Bearer ${token}`} : {},
    )) as {readonly token: string};
  const givers = await Promise.all(Array.from({length: GIVERS}, (_, index) => session(index, {})));
  const sender = (index: number) => ({From_Account: `viewer-${index % VIEWERS}`, Random: ++serial});
  const [gift] = (await ask(0, 'GET', '/api/gifts')) as {id?: string; giftId?: string}[];
  const giftId = gift!.giftId ?? gift!.id!;
  return {
    like: (index) =>
      callBack(index, beforeSend({...sender(index), MsgBody: customBody({v: 1, type: 'like', count: 3})})),
    comment: (index) => callBack(index, beforeSend({...sender(index), MsgBody: textBody(`hello ${index}`)})),
    delivered: (index) => callBack(index, afterSend(++serial, sender(index))),
    presence: (index) =>
      callBack(index, {
        CallbackCommand: 'Group.CallbackAfterNewMemberJoin',
        GroupId: 'demo',
        Type: 'AVChatRoom',
        JoinType: 'Apply',
        NewMemberList: [{Member_Account: `viewer-${++serial}`}],
        EventTime: Date.now(),
      }),
    'session, returning': (index) => session(index, {}, givers[index % GIVERS]!.token),
    'session, guest': (index) => session(index, {guest: true}),
    'session, new': (index) => session(index, {}),
    history: (index) => ask(index, 'GET', '/api/rooms/demo/messages'),
    gift: (index) =>
      ask(
        index,
        'POST',
        '/api/rooms/demo/gifts',
        {giftId, count: 1},
        {Authorization: `Bearer ${givers[index % GIVERS]!.token}`, 'Idempotency-Key': randomUUID()},
      ),
  };
}

interface Cpu {
  readonly server: number;
  readonly redis: number;
}

function readCpu({processes, redis}: Setup): Cpu {
  return {
    server: processes.reduce((sum, {pid}) => sum + cpuOf(pid), 0),
    redis: redis ? cpuOf(redis.pid) : 0,
  };
}

async function readWork({db}: Setup) {
  const {rows} = await sql<{transactions: number; rows: number}>`
    select xact_commit::float8 as transactions, (tup_inserted + tup_updated + tup_deleted)::float8 as rows
    from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0]!;
}

/** Microseconds of CPU, transactions and rows that one call takes, less what the idle server takes. */
async function measure(setup: Setup, call: Call, idle: Cpu, counting: boolean) {
  const calls = CALLS;
  const workBefore = counting ? await readWork(setup) : undefined;
  const before = readCpu(setup);
  const beganAt = performance.now();
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({length: AT_ONCE}, async () => {
      while (next < calls) {
        const index = next++;
        const askedAt = performance.now();
        await call(index);
        times.push(performance.now() - askedAt);
      }
    }),
  );
  const seconds = (performance.now() - beganAt) / 1_000;
  await wait(counting ? COUNTED_MS : SETTLE_MS);
  const after = readCpu(setup);
  const lasted = (performance.now() - beganAt) / 1_000;
  const micros = (name: keyof Cpu) =>
    Math.max(0, Math.round(((after[name] - before[name] - idle[name] * lasted) * 1e6) / calls));
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.ceil(times.length * share) - 1]!);
  let work = {};
  if (workBefore) {
    const {transactions, rows} = await readWork(setup);
    work = {
      'transactions / 1,000': Math.round(((transactions - workBefore.transactions) * 1_000) / calls),
      'rows written / 1,000': Math.round(((rows - workBefore.rows) * 1_000) / calls),
    };
  }
  return {
    'server µs': micros('server'),
    'redis µs': micros('redis'),
    'calls a second': Math.round(calls / seconds),
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    ...work,
  };
}

type Row = Awaited<ReturnType<typeof measure>>;

async function measureSetup(processCount: number, withRedis: boolean, counting: boolean) {
  const setup = await setUp(processCount, withRedis);
  try {
    const calls = await callsOf(setup);
    for (const call of Object.values(calls)) for (let index = 0; index < 100; index++) await call(index);
    await wait(COUNTED_MS);
    const before = readCpu(setup);
    await wait(IDLE_MS);
    const after = readCpu(setup);
    const idle = Object.fromEntries(
      Object.entries(after).map(([name, value]) => [name, ((value - before[name as keyof Cpu]) * 1_000) / IDLE_MS]),
    ) as unknown as Cpu;
    const rows = {} as Record<Kind, Row>;
    for (const [kind, call] of Object.entries(calls) as [Kind, Call][]) {
      rows[kind] = await measure(setup, call, idle, counting);
    }
    return {rows, idle, memory: setup.redis && (await redisMemory(setup.redis))};
  } finally {
    await setup.close();
  }
}

/** Bytes that Redis keeps of a like message and of a viewer who has just liked. */
async function redisMemory({url}: RedisProcess) {
  const client = createClient({url});
  await client.connect();
  try {
    const sizes = {receiptBytes: 0, windowBytes: 0};
    for (const key of await client.keys('live-room:*')) {
      const bytes = (await client.memoryUsage(key, {SAMPLES: 0})) ?? 0;
      if (key.includes(':receipts:')) sizes.receiptBytes = round(bytes / (await client.hLen(key)));
      if (key.includes(':window:')) sizes.windowBytes = bytes;
    }
    return sizes;
  } finally {
    client.destroy();
  }
}

export async function run(): Promise<boolean> {
  const table: Record<string, object> = {};
  const facts: Record<string, object> = {};
  for (const withRedis of [false, true]) {
    for (const processCount of [1, 2]) {
      const name = `${processCount} process${processCount > 1 ? 'es' : ''}, ${withRedis ? 'Redis' : 'PostgreSQL alone'}`;
      const {rows, idle, memory} = await measureSetup(processCount, withRedis, processCount === 1);
      for (const [kind, row] of Object.entries(rows)) table[`${name}: ${kind}`] = row;
      facts[name] = {idle, memory};
      for (const viewers of [1e4, 1e5, 1e6, 1e7]) {
        const mix = Object.entries(callsPerSecond(viewers)) as [Kind, number][];
        const cores = (part: 'server µs' | 'redis µs') =>
          round(mix.reduce((sum, [kind, rate]) => sum + (rate * rows[kind][part]) / 1e6, 0));
        facts[`${name}: ${viewers} viewers`] = {
          callsPerSecond: Math.round(mix.reduce((sum, [, rate]) => sum + rate, 0)),
          serverCores: cores('server µs'),
          redisCores: cores('redis µs'),
        };
      }
    }
  }
  console.table(facts);
  const cpuOfLike = (name: string) => (table[`${name}: like`] as Row)['server µs'];
  const growth = cpuOfLike('2 processes, PostgreSQL alone') / cpuOfLike('1 process, PostgreSQL alone');
  return report({
    part: 'server-scale',
    table,
    promises: {
      [`a like on two processes costs at most 15 % more CPU than on one: ${round(growth * 100)} %`]: growth <= 1.15,
    },
    facts,
  });
}
