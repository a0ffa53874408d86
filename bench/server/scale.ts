/**
 * Measures the cost of a viewer: CPU of the server, of PostgreSQL and of Redis for each kind of call, over HTTP, on
 * one, two and three server processes, with and without Redis. With one process it also counts transactions and written
 * rows. It samples the locks for which two processes wait that count likes of different rooms. From these figures and
 * the call rates below it computes the cores for rooms of 100 thousand, one million and ten million viewers
 * (docs/server-sizes.md). The response times are those of this machine, which also runs the generator and Tencent's
 * emulator.
 */
import {randomUUID} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {sql} from 'kysely';
import {createClient} from '@redis/client';
import {readSettings} from '../../demo/server/src/settings/settings.ts';
import {likeIntervalMs} from '../../src/protocol/limits.ts';
import {afterSend, beforeSend, customBody, textBody} from '../../test/support/server/callbacks.ts';
import type {RedisProcess} from '../../test/support/server/redis-process.ts';
import {serverEnvironment} from '../../test/support/server/server-process.ts';
import {cpuOf, cpuOfTree} from '../shared/processes.ts';
import {report, round} from '../shared/report.ts';
import {callServer, postCallback, setUpServers, type ServerSetup} from '../shared/server-setup.ts';

/** Calls for each process. V8 compiles functions that a process calls often, and larger batches cost less per call. */
const CALLS = 4_000;
/** Calls before the measurement. */
const WARM_UP_CALLS = 1_000;
const AT_ONCE = 32;
const PROCESS_COUNTS = [1, 2, 3];
/** Viewers who have sent before. */
const VIEWERS = 500;
/** Viewers whose level a server process caches: demo/server/src/features/levels/levels.ts. */
const REMEMBERED_VIEWERS = 20_000;
const GIVERS = 60;
/** Time in which the server writes the likes, history and presence of a burst. */
const SETTLE_MS = 2_500;
/** Time in which PostgreSQL counts the work of an idle connection. It includes SETTLE_MS. */
const COUNTED_MS = 11_000;
const IDLE_MS = 10_000;
/** Batches of `AT_ONCE` likes for each room while locks are sampled. */
const LOCK_BATCHES = 100;

/** Calls a second in a room with this many viewers, with the reason for each. */
function callsPerSecond(viewers: number): Record<Kind, number> {
  /** A viewer stays ten minutes. In a room of constant size as many viewers join as leave. */
  const joins = viewers / 600;
  // 2 % tap within one interval, which grows with the room: protocol/limits.ts.
  const tapping = viewers * 0.02;
  const likes = (tapping * 1_000) / likeIntervalMs(viewers);
  // A process reads the level of a viewer who is not in its cache. Each viewer is new once, and a tenth of them taps.
  const first = tapping > REMEMBERED_VIEWERS ? likes : Math.min(likes, joins * 0.1);
  return {
    like: likes - first,
    'like, first': first,
    // One viewer in ten sends three comments in an hour. Most viewers only watch. Tencent also calls back for comments
    // that it drops.
    comment: (viewers * 0.1 * 3) / 3_600,
    // Tencent delivers 40 messages a second in a room, and sends this callback for delivered messages only.
    delivered: Math.min(40, (viewers * 0.1 * 3) / 3_600),
    // Joining and leaving cause a callback each.
    presence: joins * 2,
    // Half of those who join have a token of an earlier visit, a third watch as guests, and the rest are new.
    'session, returning': joins / 2,
    'session, guest': joins / 3,
    'session, new': joins / 6,
    // Each join reads the history of the room. The session's response has the room.
    history: joins,
    // One viewer in a hundred gives a gift, once in half an hour.
    gift: (viewers * 0.01) / 1_800,
  };
}

type Kind =
  | 'like'
  | 'like, first'
  | 'comment'
  | 'delivered'
  | 'presence'
  | 'session, returning'
  | 'session, guest'
  | 'session, new'
  | 'history'
  | 'gift';
type Call = (index: number) => Promise<unknown>;

const LIKE = customBody({v: 1, type: 'like', count: 3});

let serial = 0;

/** One call of each kind, to the processes in turn. */
async function callsOf({cloud, urls}: ServerSetup): Promise<Record<Kind, Call>> {
  const settings = readSettings(serverEnvironment(cloud, ''));
  const urlOf = (index: number) => urls[index % urls.length]!;
  const ask = (index: number, method: string, path: string, body?: unknown, headers = {}) =>
    callServer(urlOf(index), method, path, body, headers);
  const callBack = (index: number, body: object) => postCallback(urlOf(index), settings, body);
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
    like: (index) => callBack(index, beforeSend({...sender(index), MsgBody: LIKE})),
    'like, first': (index) =>
      callBack(index, beforeSend({From_Account: `new-${++serial}`, Random: serial, MsgBody: LIKE})),
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
  readonly postgres: number;
  readonly redis: number;
}

function readCpu({processes, redis, postgresPid}: ServerSetup): Cpu {
  return {
    server: processes.reduce((sum, {pid}) => sum + cpuOf(pid), 0),
    postgres: cpuOfTree(postgresPid),
    redis: redis ? cpuOf(redis.pid) : 0,
  };
}

async function readWork({db}: ServerSetup) {
  const {rows} = await sql<{transactions: number; rows: number}>`
    select xact_commit::float8 as transactions, (tup_inserted + tup_updated + tup_deleted)::float8 as rows
    from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0]!;
}

/** Microseconds of CPU, transactions and rows of one call, less those of the idle server. */
async function measure(setup: ServerSetup, call: Call, idle: Cpu, counting: boolean) {
  const calls = CALLS * setup.processes.length;
  const workBefore = counting ? await readWork(setup) : undefined;
  const before = readCpu(setup);
  const beganAt = performance.now();
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({length: AT_ONCE * setup.processes.length}, async () => {
      while (next < calls) {
        const index = next++;
        const askedAt = performance.now();
        await call(index);
        times.push(performance.now() - askedAt);
      }
    }),
  );
  const seconds = (performance.now() - beganAt) / 1_000;
  await wait(SETTLE_MS);
  const after = readCpu(setup);
  const lasted = (performance.now() - beganAt) / 1_000;
  if (counting) await wait(COUNTED_MS - SETTLE_MS);
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
    'postgres µs': micros('postgres'),
    'redis µs': micros('redis'),
    'calls a second': Math.round(calls / seconds),
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    ...work,
  };
}

type Row = Awaited<ReturnType<typeof measure>>;

async function measureSetup(processCount: number, withRedis: boolean, counting: boolean) {
  const setup = await setUpServers(processCount, withRedis);
  try {
    const calls = await callsOf(setup);
    for (const call of Object.values(calls)) {
      for (let index = 0; index < WARM_UP_CALLS * processCount; index += 10) {
        await Promise.all(Array.from({length: 10}, (_, each) => call(index + each)));
      }
    }
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

/** Bytes in Redis for a like message and for a viewer who has just liked. */
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

/**
 * Samples locks for which a process waits while each of two processes counts likes of a different room. Likes of a room
 * wait for the room's advisory lock. They may also wait for rows: both processes publish totals and record which
 * callbacks they received.
 */
async function sampleLocks(): Promise<{readonly samples: number; readonly waits: readonly string[]}> {
  const setup = await setUpServers(2, false);
  try {
    const {cloud, urls, db} = setup;
    const settings = readSettings(serverEnvironment(cloud, ''));
    const {rows: rooms} = await sql<{
      roomId: string;
    }>`select room_id as "roomId" from rooms order by room_id limit 2`.execute(db);
    let busy = true;
    const calling = rooms.map(async ({roomId}, server) => {
      for (let batch = 0; batch < LOCK_BATCHES; batch++) {
        const calls = Array.from({length: AT_ONCE}, async () => {
          const body = beforeSend({
            GroupId: roomId,
            From_Account: `viewer-${++serial % VIEWERS}`,
            Random: serial,
            MsgBody: LIKE,
          });
          await postCallback(urls[server]!, settings, body);
        });
        await Promise.all(calls);
      }
    });
    const counted = {samples: 0, waits: [] as string[]};
    const sampling = (async () => {
      while (busy) {
        const {rows} = await sql<{lock: string}>`
          select concat_ws(' ', locktype, mode, relation::regclass, 'in', left(regexp_replace(query, '\\s+', ' ', 'g'), 120)) as lock
          from pg_locks join pg_stat_activity using (pid) where not granted`.execute(db);
        counted.samples += 1;
        counted.waits.push(...rows.map(({lock}) => lock));
        await wait(5);
      }
    })();
    await Promise.all(calling);
    busy = false;
    await sampling;
    return counted;
  } finally {
    await setup.close();
  }
}

export async function run(): Promise<boolean> {
  const table: Record<string, object> = {};
  const facts: Record<string, object> = {};
  for (const withRedis of [false, true]) {
    for (const processCount of PROCESS_COUNTS) {
      const name = `${processCount} process${processCount > 1 ? 'es' : ''}, ${withRedis ? 'Redis' : 'PostgreSQL alone'}`;
      const {rows, idle, memory} = await measureSetup(processCount, withRedis, processCount === 1);
      for (const [kind, row] of Object.entries(rows)) table[`${name}: ${kind}`] = row;
      facts[name] = {idle, memory};
      for (const viewers of [1e4, 1e5, 1e6, 1e7]) {
        const mix = Object.entries(callsPerSecond(viewers)) as [Kind, number][];
        const cores = (part: 'server µs' | 'postgres µs' | 'redis µs') =>
          round(mix.reduce((sum, [kind, rate]) => sum + (rate * rows[kind][part]) / 1e6, 0));
        facts[`${name}: ${viewers} viewers`] = {
          callsPerSecond: Math.round(mix.reduce((sum, [, rate]) => sum + rate, 0)),
          serverCores: cores('server µs'),
          postgresCores: cores('postgres µs'),
          redisCores: cores('redis µs'),
        };
      }
    }
  }
  const locks = await sampleLocks();
  facts['locks between two rooms'] = locks;
  console.table(facts);
  const growthOf = (kind: Kind) => {
    const [one, three] = ['1 process', '3 processes'].map((name) => table[`${name}, PostgreSQL alone: ${kind}`] as Row);
    return three!['server µs'] / one!['server µs'];
  };
  // Processes that share cores cost more for each call. A comment shares no statement with others, so its growth is
  // caused by the machine.
  const growth = growthOf('like') / growthOf('comment');
  const roomLocks = locks.waits.filter((lock) => lock.startsWith('advisory'));
  return report({
    part: 'server-scale',
    table,
    promises: {
      [`a like on three processes costs at most 15 % more CPU than on one, as a comment does: ${round(growth * 100)} %`]:
        growth <= 1.15,
      [`no process waits for the lock of another room: ${roomLocks.length} waits in ${locks.samples} samples`]:
        !roomLocks.length,
    },
    facts,
  });
}
