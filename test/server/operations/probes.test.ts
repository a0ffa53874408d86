import {readFileSync} from 'node:fs';
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {beforeSend, callback, customBody} from '../../support/server/callbacks.ts';
import {startOwnDatabase, startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {startRestStub} from '../../support/server/rest-stub.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await startTestDatabase();
  server = await startServer({databaseUrl: await database.fresh()});
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

const metrics = async (of: TestServer): Promise<string> => {
  const response = await fetch(`${of.url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
};

test('a server on an up-to-date database is alive and ready', async () => {
  for (const path of ['/livez', '/readyz']) {
    const {status, body} = await server.call('GET', path);
    expect([path, status, body]).toEqual([path, 200, {status: 'ok'}]);
  }
});

test('a server is ready while Tencent Chat does not respond, and its rooms are not healthy', async () => {
  const stub = await startRestStub();
  stub.behave(() => 503);
  const alone = await startServer({
    databaseUrl: await database.fresh(),
    environment: {IM_REST_URL: stub.url},
    unready: true,
  });
  expect((await alone.call('GET', '/readyz')).status).toBe(200);
  expect((await alone.call('GET', '/healthz')).status).toBe(503);
  await expect.poll(() => metrics(alone)).toMatch(/live_room_rest_calls_total\{command="[^"]+",code="garbled"\} [1-9]/);
  await alone.close();
  await stub.close();
});

test('a server with pending migrations is alive, is not ready, and names the migration', async () => {
  const behind = await startServer({databaseUrl: await database.fresh()});
  const {rows} = await sql<{name: string}>`
    delete from kysely_migration where name = (select max(name) from kysely_migration) returning name`.execute(
    behind.db,
  );
  await expect.poll(async () => (await behind.call('GET', '/readyz')).status).toBe(503);
  const {body} = await behind.call('GET', '/readyz');
  expect(body.error.details.reasons).toEqual([`migrations are pending: ${rows[0]?.name}`]);
  expect((await behind.call('GET', '/livez')).status).toBe(200);
  await behind.close();
});

test('a server without its database is alive, is not ready, and still has metrics', async () => {
  const mortal = await startOwnDatabase();
  const orphan = await startServer({databaseUrl: await mortal.fresh()});
  await mortal.close();
  await expect.poll(async () => (await orphan.call('GET', '/readyz')).status).toBe(503);
  expect((await orphan.call('GET', '/readyz')).body.error.details.reasons).toEqual(['the database does not answer']);
  expect((await orphan.call('GET', '/livez')).status).toBe(200);
  expect(await metrics(orphan)).toMatch(/live_room_outbox_oldest_seconds NaN/i);
  await orphan.close();
});

test('metrics count requests by route, callbacks by verdict, REST calls by code, and waiting work', async () => {
  await server.session();
  await server.call('GET', '/api/rooms/nowhere');
  await server.call('GET', '/no/such/path');
  await callback(server, beforeSend());
  await callback(server, beforeSend({MsgBody: customBody({v: 1, type: 'gift'})}));
  await callback(server, {CallbackCommand: 'Made.Up'});
  const text = await metrics(server);
  for (const line of [
    'live_room_http_requests_total{route="/api/session",method="POST",status="200"} ',
    'live_room_http_requests_total{route="/api/rooms/:roomId",method="GET",status="404"} ',
    'live_room_http_requests_total{route="none",method="GET",status="404"} ',
    'live_room_http_request_duration_seconds_bucket{le="0.1",route="/api/session",method="POST"} ',
    'live_room_callbacks_total{command="Group.CallbackBeforeSendMsg",verdict="allowed"} ',
    'live_room_callbacks_total{command="Group.CallbackBeforeSendMsg",verdict="refused"} ',
    'live_room_callbacks_total{command="other",verdict="allowed"} ',
    'live_room_callback_duration_seconds_count{command="Group.CallbackBeforeSendMsg"} ',
    'live_room_rest_calls_total{command="group_open_http_svc/create_group",code="0"} 4',
    'live_room_outbox_messages{state="waiting"} 0',
    'live_room_likes_waiting 0',
    'live_room_database_connections{state="waiting"} ',
    'live_room_viewers ',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain('nowhere');
});

test('the README lists every metric, and the dashboard shows all of them', async () => {
  const names = [...(await metrics(server)).matchAll(/^# TYPE (live_room_\w+) /gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  const [readme, dashboard] = ['README.md', 'operations/grafana-dashboard.json'].map((file) =>
    readFileSync(new URL(`../../../demo/server/${file}`, import.meta.url), 'utf8'),
  );
  const named = (text: string) =>
    new Set([...text.matchAll(/live_room_\w+/g)].map(([name]) => name.replace(/_bucket$/, '')));
  expect(names.filter((name) => !named(readme!).has(name))).toEqual([]);
  expect(names.filter((name) => !named(dashboard!).has(name))).toEqual([]);
  // Redis metrics exist only with Redis.
  const known = new Set(names);
  expect([...named(dashboard!)].filter((name) => !known.has(name) && !/redis|lost/.test(name))).toEqual([]);
});
