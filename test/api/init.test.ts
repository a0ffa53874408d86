import {execFile} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseEnv, promisify} from 'node:util';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readSettings} from '../../demo/server/src/settings/settings.ts';

const run = promisify(execFile);
let parent: string;
let dir: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'init-'));
  dir = join(parent, 'shop');
});
afterEach(() => rmSync(parent, {recursive: true, force: true}));

const init = (...args: string[]) => run(process.execPath, ['bin/live-room-elements.mjs', ...args]);
const text = (name: string) => readFileSync(join(dir, name), 'utf8');

test('init writes a page, a server and its settings, and prints the next steps', async () => {
  const {stdout} = await init('init', '--yes', '--dir', dir);
  expect(readdirSync(dir).sort()).toEqual(['.env', '.gitignore', 'public', 'server.mjs']);
  expect(existsSync(join(dir, 'public/live-room/live-room.js'))).toBe(true);
  expect(text('public/index.html')).toContain(
    '<live-room api-url="http://localhost:3000/api" room-id="first"></live-room>',
  );
  expect(text('server.mjs')).toContain(`roomId: 'first'`);
  expect(text('.gitignore')).toBe('.env\n');
  for (const step of ['SDK_APP_ID and SDK_SECRET_KEY', 'node --env-file=.env server.mjs', 'http://localhost:8000'])
    expect(stdout).toContain(step);
  await run(process.execPath, ['--check', join(dir, 'server.mjs')]);
});

test('the complete server accepts the settings when the owner’s secrets are filled in', async () => {
  await init('init', '--yes', '--dir', dir);
  const written = parseEnv(text('.env'));
  const mine = {
    SDK_APP_ID: '1400000002',
    SDK_SECRET_KEY: 'key',
    IM_REST_URL: 'https://adminapisgp.im.qcloud.com',
    ALLOWED_ORIGINS: 'https://shop.example',
    DATABASE_URL: 'postgres://live@localhost/live',
    PUBLIC_API_URL: 'https://shop.example/api',
  };
  for (const name of Object.keys(mine)) expect(written).toHaveProperty(name);
  expect(readSettings({...written, ...mine})).toMatchObject({sdkAppId: 1400000002, viewers: {from: 'jwt'}});
});

test.each(['server.mjs', '.env'])('init refuses to overwrite %s and writes nothing', async (name) => {
  mkdirSync(dir);
  writeFileSync(join(dir, name), 'mine');
  await expect(init('init', '--yes', '--dir', dir)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${name} exist`) as string,
  });
  expect(readdirSync(dir)).toEqual([name]);
  expect(text(name)).toBe('mine');
});

test('other commands print the usage', async () => {
  await expect(init('create')).rejects.toMatchObject({stdout: expect.stringContaining('Usage:') as string});
  await expect(init('init', '--force')).rejects.toMatchObject({stderr: expect.stringContaining('--force') as string});
  expect(existsSync(dir)).toBe(false);
});
