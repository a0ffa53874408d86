import {setTimeout as wait} from 'node:timers/promises';
import {sql} from 'kysely';
import {expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

const ROOMS = 10_000;
const REST_S = 5;

/** Statements, and rows read and written, since the database was created, as far as PostgreSQL has counted them. */
async function readWork({db}: TestServer) {
  const {rows} = await sql<{statements: number; read: number; written: number}>`
    select xact_commit::float8 as statements, tup_returned::float8 as read,
      (tup_inserted + tup_updated + tup_deleted)::float8 as written
    from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0]!;
}

const restCalls = async (server: TestServer) => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const counts = metrics.matchAll(
    /rest_calls_total\{command="[^"]*group_counter",[^}]*\} (\d+)|online_member_num",[^}]*\} (\d+)/g,
  );
  return [...counts].reduce((sum, [, counters, viewers]) => sum + Number(counters ?? viewers), 0);
};

test('10,000 inactive rooms cost a few statements a second, few rows, and no REST calls of their own', async () => {
  const server = await startServer();
  await sql`
    insert into rooms (room_id, title, host_id, operators, status, notice)
    select 'rest-' || n, 'At rest', (select host_id from rooms where room_id = 'demo'), '{}',
      case when n % 2 = 0 then 'ended' else 'upcoming' end, ''
    from generate_series(1, ${ROOMS}::integer) as n`.execute(server.db);
  // All rooms were used once, so that they have rows of likes, gifts and viewers.
  await sql`insert into likes (room_id, total, published) select room_id, 7, 7 from rooms`.execute(server.db);
  await sql`insert into outbox_pacing (room_id) select room_id from rooms`.execute(server.db);
  await sql`insert into room_stats (room_id) select room_id from rooms on conflict do nothing`.execute(server.db);
  // PostgreSQL counts the rows some time after they are written, and reads all of them to analyze them.
  await sql`analyze`.execute(server.db);
  await expect.poll(async () => (await readWork(server)).written).toBeGreaterThanOrEqual(4 * ROOMS);
  const settled = async () => {
    const before = await readWork(server);
    await wait(REST_S * 1_000);
    const after = await readWork(server);
    return {
      statements: (after.statements - before.statements) / REST_S,
      read: (after.read - before.read) / REST_S,
      written: after.written - before.written,
    };
  };
  const callsBefore = await restCalls(server);
  const startedAt = performance.now();
  await expect
    .poll(settled, {interval: 0})
    .toSatisfy(({statements, read, written}) => statements < 10 && read < 1_000 && written < 50);
  const seconds = (performance.now() - startedAt) / 1_000;
  // The counters and viewers of the demo's own rooms on air.
  expect((await restCalls(server)) - callsBefore).toBeLessThan(10 * seconds);
  await server.close();
});
