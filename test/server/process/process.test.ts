import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import pg from 'pg';
import {afterAll, afterEach, beforeAll, expect, onTestFinished, test} from 'vitest';
import {startEmbeddedDatabase} from '../../../demo/dev/postgres/embedded-postgres.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {startServer} from '../../support/server/test-server.ts';
import {endProcesses, serverEnvironment, ServerProcess} from '../../support/server/server-process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await cloud?.close();
  await database?.close();
});

afterEach(endProcesses);

const environment = (databaseUrl: string): Record<string, string> => serverEnvironment(cloud, databaseUrl);
const session = async (port: number): Promise<number> => {
  const init = {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{"roomId":"demo"}'};
  return (await fetch(`http://localhost:${port}/api/session`, init)).status;
};

test('the server starts from its environment, prints its address, and exits with 0 on SIGTERM', async () => {
  const server = new ServerProcess(environment(await database.fresh()));
  const port = await server.ready;
  expect(server.output).toContain(`:${port}`);
  expect(await session(port)).toBe(200);
  expect(await server.end('SIGTERM')).toBe(0);
});

test('two servers that start at once on an empty database share it', async () => {
  const databaseUrl = await database.empty();
  const servers = [new ServerProcess(environment(databaseUrl)), new ServerProcess(environment(databaseUrl))];
  const ports = await Promise.all(servers.map(({ready}) => ready));
  expect(await Promise.all(ports.map(session))).toEqual([200, 200]);
  const client = new pg.Client({connectionString: databaseUrl});
  await client.connect();
  const {rows} = await client.query<{n: number}>('select count(*)::int as n from kysely_migration');
  await client.end();
  expect(rows[0]!.n).toBe(readdirSync(join(ROOT, 'demo/server/src/database/migrations')).length);
  expect(await Promise.all(servers.map((server) => server.end('SIGINT')))).toEqual([0, 0]);
});

test('five servers in one process migrate one database at once, and all start', async () => {
  const databaseUrl = await database.empty();
  const servers = await Promise.all(Array.from({length: 5}, () => startServer({cloud, databaseUrl})));
  for (const server of servers) expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toHaveLength(4);
  await Promise.all(servers.map((server) => server.close()));
});

/** A folder for the server's own PostgreSQL. The cleanup takes over and ends a PostgreSQL that still runs. */
function databaseFolder(within = ''): string {
  const root = mkdtempSync(join(tmpdir(), 'live-room-own-'));
  chmodSync(root, 0o755); // For root, PostgreSQL runs as another user, who needs access to the folder.
  const folder = join(root, within);
  onTestFinished(async () => {
    if (existsSync(lockIn(folder))) await (await startEmbeddedDatabase(folder)).stop();
    rmSync(root, {recursive: true, force: true});
  });
  return folder;
}

/** This file exists while PostgreSQL runs. */
const lockIn = (folder: string): string => join(folder, 'cluster', 'postmaster.pid');

test('a server without a database starts PostgreSQL, which keeps its data and ends with a killed server', async () => {
  const folder = databaseFolder('.data/server');
  const cwd = join(folder, '../..');
  const killed = new ServerProcess(environment(''), cwd);
  expect(await session(await killed.ready)).toBe(200);
  await killed.end('SIGKILL');
  await expect.poll(() => existsSync(lockIn(folder)), {interval: 50}).toBe(false);

  const successor = new ServerProcess(environment(''), cwd);
  expect(await session(await successor.ready)).toBe(200);
  expect(await successor.end('SIGTERM')).toBe(0);
  expect(existsSync(lockIn(folder))).toBe(false);
});

test('a new server takes over a PostgreSQL whose supervisor was killed, and ends it', async () => {
  const folder = databaseFolder();
  const first = await startEmbeddedDatabase(folder);
  process.kill(Number(readFileSync(join(folder, 'supervisor.pid'), 'utf8')), 'SIGKILL');
  const second = await startEmbeddedDatabase(folder);
  expect(second.url).toBe(first.url);
  await second.stop();
  expect(existsSync(lockIn(folder))).toBe(false);
});

test('the error of a PostgreSQL that does not start holds its last output', async () => {
  const folder = databaseFolder();
  mkdirSync(join(folder, 'cluster'));
  writeFileSync(join(folder, 'cluster', 'somebody-elses'), '');
  await expect(startEmbeddedDatabase(folder)).rejects.toThrow(/did not start in [^]*exists but is not empty/);
});

test('the server refuses the demo’s secrets at Tencent, and names the settings without stack or value', async () => {
  const server = new ServerProcess({
    IM_REST_URL: 'https://console.tim.qq.com',
    VIEWERS: 'demo',
    OPERATOR_TOKEN: 'demo-operator',
  });
  expect(await server.ended).toBe(1);
  expect(server.output).toContain('VIEWERS=demo');
  expect(server.output).toContain('OPERATOR_TOKEN');
  expect(server.output).not.toMatch(/demo-operator|\n\s+at /);
});

test('a busy port ends the server with an error that names the port', async () => {
  const first = new ServerProcess(environment(await database.fresh()));
  const port = await first.ready;
  const second = new ServerProcess({...environment(await database.fresh()), PORT: String(port)});
  expect(await second.ended).toBe(1);
  expect(second.output).toContain(`EADDRINUSE`);
  expect(second.output).toContain(String(port));
});
