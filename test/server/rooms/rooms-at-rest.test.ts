import {setTimeout as wait} from 'node:timers/promises';
import {sql} from 'kysely';
import {expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

const ROOMS = 10_000;
const REST_S = 5;

/** Statements and written rows of the database since it was made, as far as PostgreSQL has counted them. */
async function readWork({db}: TestServer) {
  const {rows} = await sql<{statements: number; written: number}>`
    select xact_commit::float8 as statements, (tup_inserted + tup_updated + tup_deleted)::float8 as written
    from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0]!;
}

const viewerCounts = async (server: TestServer) => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const counts = metrics.matchAll(/rest_calls_total\{command="[^"]*get_online_member_num",[^}]*\} (\d+)/g);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
};

test('10,000 rooms at rest cost a few statements a second, no written rows and no REST calls of their own', async () => {
  const server = await startServer();
  await sql`
    insert into rooms (room_id, title, host_id, operators, status, notice)
    select 'rest-' || n, 'At rest', (select host_id from rooms where room_id = 'demo'), '{}',
      case when n % 2 = 0 then 'ended' else 'upcoming' end, ''
    from generate_series(1, ${ROOMS}::integer) as n`.execute(server.db);
  // PostgreSQL counts the rooms some time after they are written.
  await expect.poll(async () => (await readWork(server)).written, {timeout: 20_000}).toBeGreaterThanOrEqual(ROOMS);
  const [before, countedBefore] = [await readWork(server), await viewerCounts(server)];
  await wait(REST_S * 1_000);
  const [after, countedAfter] = [await readWork(server), await viewerCounts(server)];
  expect((after.statements - before.statements) / REST_S).toBeLessThan(25);
  expect(after.written - before.written).toBeLessThan(50);
  expect(countedAfter - countedBefore).toBeLessThan(10);
  await server.close();
}, 60_000);
