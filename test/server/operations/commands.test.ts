import {afterAll, beforeAll, expect, onTestFinished, test, vi} from 'vitest';
import {checkApp} from '../../../demo/server/src/commands/check.ts';
import {runMigrate} from '../../../demo/server/src/commands/migrate.ts';
import {runSeed} from '../../../demo/server/src/commands/seed.ts';
import {DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {readSettings, type Settings} from '../../../demo/server/src/settings/settings.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {serverEnvironment} from '../../support/server/server-process.ts';

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await cloud?.close();
  await database?.close();
});

const settingsFor = (databaseUrl: string, more: Record<string, string> = {}): Settings =>
  readSettings({...serverEnvironment(cloud, databaseUrl), ...more});

/** The lines that a command prints. */
async function printed(command: Promise<unknown>): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  await command;
  const text = log.mock.calls.map(([line]) => String(line)).join('\n');
  log.mockRestore();
  return text;
}

test('migrate brings an empty database up to date, lists the migrations, and undoes the later ones', async () => {
  const settings = settingsFor(await database.empty());
  const status = await printed(runMigrate(settings, 'status'));
  expect(status).toMatch(/^(pending +\d{4}-[\w-]+\n?)+$/);
  const names = status.match(/\d{4}-[\w-]+/g)!;
  expect(await printed(runMigrate(settings, 'up'))).toBe(`applied: ${names.join(', ')}`);
  expect(await printed(runMigrate(settings, 'up'))).toBe('the tables are up to date');
  for (const name of names.slice(4).reverse()) {
    expect(await printed(runMigrate(settings, 'down'))).toBe(`undone: ${name}`);
    expect(await printed(runMigrate(settings, 'status'))).toMatch(new RegExp(`pending +${name}`));
  }
  await expect(runMigrate(settings, 'down')).rejects.toThrow('0004-the-show cannot be undone');
  await printed(runMigrate(settings, 'up'));
  expect(await printed(runMigrate(settings, 'status'))).not.toContain('pending');
});

test('seed fills a database for the demo, and refuses if a site names the viewers', async () => {
  const databaseUrl = await database.fresh();
  await printed(runSeed(settingsFor(databaseUrl)));
  await printed(runSeed(settingsFor(databaseUrl)));
  const server = await startServer({cloud, databaseUrl});
  expect((await server.call<unknown[]>('GET', '/api/gifts')).body).toHaveLength(10);
  await server.close();
  await expect(runSeed(settingsFor(databaseUrl, {VIEWERS: 'jwt'}))).rejects.toThrow('VIEWERS must be demo');
});

test('the error of an unreachable database has its address and not its password', async () => {
  const settings = settingsFor('postgres://live:secret@127.0.0.1:1/live');
  await expect(runMigrate(settings, 'up')).rejects.toThrow(/127\.0\.0\.1:1\/live cannot be used: .*ECONNREFUSED/);
  await expect(runMigrate(settings, 'up')).rejects.not.toThrow('secret');
});

/** @param callbacksMs Longest wait for callbacks; 0 if no callback is sent. */
const check = async (settings: Settings, callbacksMs = 60_000): Promise<{missing: number; lines: string[]}> => {
  const lines: string[] = [];
  const missing = await checkApp(settings, (line) => void lines.push(line), callbacksMs);
  return {missing, lines};
};

test('check finds nothing missing in a complete app, and leaves no group behind', async () => {
  const running: TestServer[] = [];
  const rich = await startCloud({
    callbackUrl: () => running[0] && running[0].url + running[0].settings.callbackPath,
    callbackToken: DEMO_SECRETS.IM_CALLBACK_TOKEN,
  });
  const server = await startServer({cloud: rich, databaseUrl: await database.fresh()});
  running.push(server);
  const {missing, lines} = await check({...server.settings, databaseUrl: server.databaseUrl});
  expect([missing, lines.at(-1)]).toEqual([0, 'nothing is missing']);
  const text = lines.join('\n');
  expect(text).toContain('ok       group custom field "status"');
  expect(text).toContain('ok       callback Group.CallbackAfterSendMsg');
  const groups = await server.cloud.rest('group_open_http_svc/get_appid_group_list', {});
  expect(JSON.stringify(groups)).not.toContain('check-');
  await server.close();
  await rich.close();
});

test('check names the missing features of the smallest edition, and callbacks that no server receives', async () => {
  const databaseUrl = await database.fresh();
  const poor = await startCloud();
  await poor.fault({edition: 'trial'});
  const settings = readSettings(serverEnvironment(poor, databaseUrl));
  await printed(runMigrate(settings, 'up'));
  const {missing, lines} = await check(settings, 0);
  const text = lines.join('\n');
  for (const what of ['group counters', 'bans', 'callback Group.CallbackBeforeSendMsg']) {
    expect(text).toMatch(new RegExp(`^missing  ${what}`, 'm'));
  }
  expect(missing).toBeGreaterThanOrEqual(4);
  await poor.close();
});

test('check reports a wrong key and nothing else', async () => {
  const {missing, lines} = await check(
    settingsFor(await database.fresh(), {SDK_SECRET_KEY: 'another-key-than-the-one-of-this-app'}),
  );
  expect(missing).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^missing {2}REST calls as administrator to .*refused 700\d\d/)]);
});
