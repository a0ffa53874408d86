/** The packed server, started in an empty folder with only its declared dependencies. */
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {serverEnvironment} from '../../support/server/server-process.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PACKAGE = 'demo/server';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

let folder: string;
let cloud: CloudServer;
let database: TestDatabase;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'live-room-server-'));
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {cwd: join(ROOT, PACKAGE), stdio: 'pipe'});
  execFileSync('tar', ['xzf', readdirSync(folder).find((name) => name.endsWith('.tgz'))!], {cwd: folder});
  copyDependencies();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cloud?.close();
  await database?.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Copies the packages that `npm install` of the package would install, from this checkout. */
function copyDependencies(): void {
  const {packages} = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Manifest>;
  };
  const copied = new Set<string>();
  const copy = (name: string, from: string): void => {
    let path = '';
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      path = `${at ? `${at}/` : ''}node_modules/${name}`;
      if (packages[path] || !at) break;
    }
    if (copied.has(path) || !existsSync(join(ROOT, path))) return;
    copied.add(path);
    const target = join(folder, 'package', path);
    mkdirSync(dirname(target), {recursive: true});
    cpSync(join(ROOT, path), target, {
      recursive: true,
      filter: (file) => !/node_modules\/.+\/node_modules$/.test(file),
    });
    for (const inner of Object.keys(packages[path]?.dependencies ?? {})) copy(inner, path);
  };
  for (const name of Object.keys(packages[PACKAGE]!.dependencies!)) copy(name, '');
}

/** Runs `node dist/main.js` with only these environment variables. */
function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(folder, 'package/dist/main.js'), ...args], {
    cwd: mkdtempSync(join(folder, 'empty-')),
    env: {...environment},
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? signal!);
    });
  });
  const port = new Promise<number>((resolve, reject) => {
    child.on('message', (message: {port: number}) => resolve(message.port));
    void ended.then((how) => reject(new Error(`ended with ${how}: ${output}`)));
  });
  port.catch(() => undefined);
  return {child, ended, port, output: () => output};
}

test('the package holds its build, its settings and its dashboards, and no source', () => {
  expect(readdirSync(join(folder, 'package')).sort()).toEqual(
    ['.env.example', 'README.md', 'dist', 'node_modules', 'operations', 'package.json'].sort(),
  );
});

test('the package migrates and serves with Node, PostgreSQL and settings alone, and ends on SIGTERM', async () => {
  const environment = serverEnvironment(cloud, await database.empty());
  const migrated = run(['migrate'], environment);
  expect([await migrated.ended, migrated.output()]).toEqual([0, expect.stringContaining('applied: 0001-')]);

  const server = run(['serve', '--no-migrate'], environment);
  const url = `http://localhost:${await server.port}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const headers = {'Content-Type': 'application/json'};
  const session = await fetch(`${url}/api/session`, {method: 'POST', headers, body: '{"roomId":"demo"}'});
  expect(session.status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total');
  await expect.poll(async () => (await fetch(`${url}/healthz`)).status).toBe(200);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});

test('the package names the missing database setting, and prints its usage for an unknown command', async () => {
  const environment = serverEnvironment(cloud, '');
  const server = run([], environment);
  expect([await server.ended, server.output()]).toEqual([1, expect.stringContaining('DATABASE_URL is missing')]);
  const unknown = run(['launch'], environment);
  expect([await unknown.ended, unknown.output()]).toEqual([2, expect.stringContaining('usage: live-room-server')]);
});
