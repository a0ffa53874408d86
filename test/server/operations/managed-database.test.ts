import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {runMigrate} from '../../../demo/server/src/commands/migrate.ts';
import {readSettings} from '../../../demo/server/src/settings/settings.ts';
import {start} from '../../../demo/server/src/start.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {serverEnvironment} from '../../support/server/server-process.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {
  ANOTHER_AUTHORITY_FILE,
  CERTIFICATE_FILE,
  startTls,
  type TlsDatabase,
} from '../../support/server/tls-database.ts';

let cloud: CloudServer;
let database: TestDatabase;
let tls: TlsDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  tls = await startTls(await database.fresh());
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await tls?.close();
  await cloud?.close();
  await database?.close();
});

const settings = (more: Record<string, string> = {}) => readSettings({...serverEnvironment(cloud, tls.url), ...more});

test('a server connects by TLS with the configured CA, and receives database notifications', async () => {
  const lines: string[] = [];
  const secure = settings({DATABASE_CA_FILE: CERTIFICATE_FILE});
  const server = await start({...secure, databaseUrl: tls.url}, {logTo: {write: (line) => void lines.push(line)}});
  expect((await fetch(`http://localhost:${server.port}/readyz`)).status).toBe(200);
  const operator = {'Content-Type': 'application/json', Authorization: 'Bearer demo-operator'};
  const init = {method: 'PUT', headers: operator, body: '{"seconds":7}'};
  await expect
    .poll(async () => (await fetch(`http://localhost:${server.port}/api/rooms/demo/slow-mode`, init)).status)
    .toBe(200);
  await server.stop();
  expect([tls.plain(), lines.join('')]).toEqual([0, expect.not.stringContaining('a connection was lost')]);
});

test.each([
  ['of another authority', {ca: ANOTHER_AUTHORITY_FILE, query: ''}],
  ['of an authority unknown to the system', {ca: '', query: '?sslmode=verify-full'}],
])('a certificate %s is refused, and nothing is sent', async (_what, {ca, query}) => {
  const refused = runMigrate(settings({DATABASE_CA_FILE: ca, DATABASE_URL: tls.url + query}), 'status');
  await expect(refused).rejects.toThrow(/^The database at localhost:\d+\/test_\d+_\d+ cannot be used: .*certificate/);
  expect(tls.plain()).toBe(0);
});

test('a missing or empty certificate file is reported together with the other faults', () => {
  expect(() => settings({DATABASE_CA_FILE: '/no/such/file', PORT: 'x'})).toThrow(
    /PORT must be[^]*DATABASE_CA_FILE cannot be read/,
  );
  expect(() => settings({DATABASE_CA_FILE: 'package.json'})).toThrow('DATABASE_CA_FILE must hold certificates');
});
