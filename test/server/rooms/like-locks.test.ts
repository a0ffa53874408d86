/** Counting likes of one room never waits for another room, also in another process. */
import {setTimeout as wait} from 'node:timers/promises';
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {connect, type Connected} from '../../../demo/server/src/database/connect.ts';
import {Likes} from '../../../demo/server/src/features/likes/likes.ts';
import {PostgresLikeStore} from '../../../demo/server/src/features/likes/postgres-like-store.ts';
import {insertRooms} from '../../../demo/server/src/features/rooms/index.ts';
import {readSettings} from '../../../demo/server/src/settings/settings.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {beforeSend, callback, customBody} from '../../support/server/callbacks.ts';
import {endProcesses, serverEnvironment, ServerProcess} from '../../support/server/server-process.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import type {ApiResult, CallOptions} from '../../support/server/test-server.ts';

/** Key of the lock whose holder publishes totals. No process waits for it. */
const PUBLISHING = 5_040_002n;
const LOAD_MS = 4_000;

let cloud: CloudServer;
let database: TestDatabase;
let observer: Connected;
let environment: Record<string, string>;
let urls: string[];
const rooms = [0, 1].map((process) => Array.from({length: 6}, (_, index) => `p${process}-${index}`));

beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  environment = serverEnvironment(cloud, await database.fresh());
  observer = connect({url: environment['DATABASE_URL']!}, () => undefined);
  const processes = [new ServerProcess(environment)];
  await processes[0]!.ready; // It makes the tables.
  processes.push(new ServerProcess(environment));
  urls = (await Promise.all(processes.map(({ready}) => ready))).map((port) => `http://localhost:${port}`);
  const {host_id: hostId} = await observer.db.selectFrom('rooms').select('host_id').limit(1).executeTakeFirstOrThrow();
  await insertRooms(
    observer.db,
    rooms.flat().map((roomId) => ({roomId, title: roomId, hostId})),
  );
});
afterAll(async () => {
  await endProcesses();
  await observer?.close();
  await cloud?.close();
  await database?.close();
});

let random = 0;
async function like(url: string, roomId: string, userId: string): Promise<void> {
  const call = async <T>(method: string, path: string, {body}: CallOptions = {}): Promise<ApiResult<T>> => {
    const headers = {'Content-Type': 'application/json'};
    const response = await fetch(url + path, {method, headers, body: JSON.stringify(body)});
    return {status: response.status, headers: response.headers, body: (await response.json()) as T};
  };
  const body = beforeSend({
    GroupId: roomId,
    From_Account: userId,
    Random: ++random,
    MsgBody: customBody({v: 1, type: 'like', count: 1}),
  });
  const {status} = await callback({call, settings: readSettings(environment)}, body);
  expect(status).toBe(200);
}

const totals = async () => {
  const {rows} = await sql<{total: number}>`select coalesce(sum(total), 0)::bigint as total from likes`.execute(
    observer.db,
  );
  return rows[0]!.total;
};

test('two processes under load hold one lock for each room, and none waits for another room’s', async () => {
  const {rows: keys} = await sql<{room: string; key: string}>`
    select room_id as room, hashtextextended('likes ' || room_id, 0)::text as key from rooms`.execute(observer.db);
  const roomOf = new Map(keys.map(({room, key}) => [BigInt.asUintN(64, BigInt(key)), room]));
  const before = await totals();
  const until = performance.now() + LOAD_MS;
  const held = new Map<string, number>();
  const isLoaded = () => performance.now() < until || held.size < 2;
  let sent = 0;
  const load = urls.flatMap((url, process) =>
    Array.from({length: 24}, async (_, viewer) => {
      while (isLoaded()) {
        await like(url, rooms[process]![viewer % 6]!, `viewer-${process}-${viewer}`);
        sent += 1;
      }
    }),
  );
  const waiting: string[] = [];
  let strange = 0;
  while (isLoaded()) {
    // Two processes may briefly wait for one row of a viewer's limits, which is no wait for a room.
    const {rows} = await sql<{key: string; granted: boolean}>`
      select granted, ((classid::bigint << 32) | objid::bigint)::text as key
      from pg_locks where database = (select oid from pg_database where datname = current_database())
        and locktype = 'advisory'`.execute(observer.db);
    for (const {key, granted} of rows) {
      const number = BigInt.asUintN(64, BigInt(key));
      const room = roomOf.get(number);
      if (!granted) waiting.push(room ?? key);
      if (number === PUBLISHING) continue;
      if (room === undefined) strange += 1;
      else held.set(room, (held.get(room) ?? 0) + 1);
    }
    await wait(5);
  }
  await Promise.all(load);
  expect(held.size).toBeGreaterThan(1);
  expect({waiting, strange}).toEqual({waiting: [], strange: 0});
  await expect.poll(totals).toBe(before + sent);
});

test('more than 20,000 likes that wait for the database are all counted', async () => {
  const likes = new Likes({store: new PostgresLikeStore(observer.db), log: {warn: () => undefined} as never});
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  onTestFinished(release);
  let isHeld!: () => void;
  const holds = new Promise<void>((resolve) => (isHeld = resolve));
  const held = observer.db.transaction().execute(async (transaction) => {
    await sql`lock table like_receipts in access exclusive mode`.execute(transaction);
    isHeld();
    await released;
  });
  await holds;
  const before = await totals();
  const MESSAGES = 30_000;
  const counts = await Promise.all(
    Array.from({length: MESSAGES}, (_, index) =>
      likes.countWithin(1, {
        roomId: rooms[0]![index % 6]!,
        userId: `crowd-${index % 9_000}`,
        random: 1e9 + index,
        count: 2,
      }),
    ),
  );
  expect(counts.filter((count) => count === undefined)).toHaveLength(20_000);
  expect(counts.filter((count) => count === 2)).toHaveLength(MESSAGES - 20_000);
  expect(likes.waiting).toBe(20_000 + (MESSAGES - 20_000) * 2);
  release();
  await held;
  await expect.poll(() => likes.waiting).toBe(0);
  expect(await totals()).toBe(before + MESSAGES * 2);
  await likes.stop();
});
