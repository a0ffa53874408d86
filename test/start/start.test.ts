import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {DemoProcess, freePorts, isRunning, removeData, type DemoPorts} from '../support/demo/demo-process.ts';

/** Processes end in order, the database last. A busy machine takes long. */
const GONE = {timeout: 60_000, interval: 50};

let ports: DemoPorts;
const started: DemoProcess[] = [];

beforeEach(async () => {
  ports = await freePorts();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((demo) => demo.end()));
  removeData(ports);
});

function start(environment?: Readonly<Record<string, string>>): DemoProcess {
  const demo = new DemoProcess(ports, environment);
  started.push(demo);
  return demo;
}

const shop = (path: string) => fetch(`http://localhost:${ports.shop}${path}`);
const platform = (path: string, init?: RequestInit) => fetch(`http://localhost:${ports.platform}${path}`, init);
const log = (name: string) => fileURLToPath(new URL(`../../.data/${ports.platform}/${name}.log`, import.meta.url));

describe('npm start', {timeout: 240_000}, () => {
  it('starts a shop, a platform and bots, prints their addresses, and Ctrl-C leaves nothing running', async () => {
    const demo = start({BOTS: '5'});
    await demo.ready();
    expect(demo.output).toContain(`http://localhost:${ports.shop}/`);
    expect(demo.output).toContain(`http://localhost:${ports.platform}/live-room.js`);

    const page = await (await shop('/')).text();
    expect(page).toContain(`<script type="module" src="http://localhost:${ports.platform}/live-room.js"></script>`);
    expect(page).toContain(`<live-room api-url="http://localhost:${ports.platform}/api" room-id="demo"></live-room>`);
    const docs = await fetch(`http://localhost:${ports.shop}/docs`, {redirect: 'manual'});
    expect([docs.status, docs.headers.get('location')]).toEqual([302, '/docs/']);
    expect((await platform('/healthz')).status).toBe(200);
    expect(readFileSync(log('bots'), 'utf8')).toContain('24 viewers are in demo');

    const processes = demo.descendants();
    // The order is not checked, because the kernel may start again at small process ids.
    const commands = processes.map(({command}) => command).join('\n');
    for (const name of ['postgres', 'platform', 'shop', 'server', 'bots']) expect(commands).toContain(name);
    demo.process.kill('SIGINT');
    expect(await demo.exited).toBe(0);
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
    await expect(shop('/')).rejects.toThrow();
    await expect(platform('/healthz')).rejects.toThrow();
  });

  it('serves scripts to any origin: entries cached for a minute, chunks permanently, all compressed', async () => {
    const demo = start({BOTS: '0'});
    await demo.ready();
    expect(demo.descendants().filter(({command}) => command.includes('bots'))).toEqual([]);
    expect(existsSync(log('bots'))).toBe(false);

    const entry = await platform('/live-room.js', {headers: {'accept-encoding': 'br'}});
    expect(Object.fromEntries(entry.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60',
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'accept-encoding',
    });
    const [, core] = /^<(chunks\/core-[\w-]+\.js)>; rel=modulepreload$/.exec(entry.headers.get('link')!)!;
    expect((await platform(`/${core}`)).headers.get('cache-control')).toContain('immutable');
    const again = await platform('/live-room.js', {
      headers: {'accept-encoding': 'br', 'if-none-match': entry.headers.get('etag')!},
    });
    expect(again.status).toBe(304);
    const chunk = /chunks\/tencent-chat-[\w-]+\.js/.exec(await entry.text())![0];
    const response = await platform(`/${chunk}`, {headers: {'accept-encoding': 'gzip'}});
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');

    expect((await platform('/media/avatars/host.svg')).headers.get('content-type')).toContain('image/svg+xml');
    for (const path of ['/no-such.js', '/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/%00', '/%']) {
      expect((await platform(path)).status, path).toBe(404);
    }
    expect((await shop('/main.ts')).status).toBe(404);

    const session = await platform('/api/session', {
      method: 'POST',
      headers: {'content-type': 'application/json', origin: `http://localhost:${ports.shop}`},
      body: JSON.stringify({roomId: 'demo'}),
    });
    expect(await session.json()).toMatchObject({imServer: `ws://localhost:${ports.platform}/cloud/im`});
  });

  it('starts again with the same data after it was killed, although its PostgreSQL still runs', async () => {
    const first = start({BOTS: '0'});
    await first.ready();
    const processes = first.descendants();
    const server = processes.find(({command}) => /postgres.* -D /.test(command))!;
    const supervisor = processes.find(({command}) => command.includes('demo/dev/postgres/postgres-supervisor.ts'))!;
    process.kill(supervisor.pid, 'SIGKILL');
    first.process.kill('SIGKILL');
    await first.exited;
    expect(isRunning(server.pid)).toBe(true);

    const second = start({BOTS: '0'});
    await second.ready();
    expect((await platform('/healthz')).status).toBe(200);
    second.process.kill('SIGINT');
    expect(await second.exited).toBe(0);
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
  });

  it('ends its processes when it is killed, and starts again at once', async () => {
    const first = start({BOTS: '1'});
    await first.ready();
    const processes = first.descendants();
    first.process.kill('SIGKILL');
    const second = start({BOTS: '1'});
    await second.ready();
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
  });

  it('names a busy port and its variable before it starts anything', async () => {
    const other = createServer().listen(ports.platform, '127.0.0.1');
    try {
      const demo = start();
      expect(await demo.exited).toBe(1);
      expect(demo.output).toContain(`Port ${ports.platform} is busy`);
      expect(demo.output).toContain('PLATFORM_PORT=');
      expect(existsSync(log('shop'))).toBe(false);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('names the process that ended, with its last output, and ends the others', async () => {
    const demo = start({BOTS: '0'});
    await demo.ready();
    const processes = demo.descendants();
    process.kill(processes.find(({command}) => command.includes('demo/dev/platform/main.ts'))!.pid, 'SIGKILL');
    expect(await demo.exited).toBe(1);
    expect(demo.output).toContain('platform ended by itself (killed by SIGKILL)');
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
  });

  it('can be stopped during its start', async () => {
    const demo = start();
    await expect.poll(() => demo.descendants().length, GONE).toBeGreaterThan(2);
    const processes = demo.descendants();
    demo.process.kill('SIGTERM');
    expect(await demo.exited).toBe(0);
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
  });
});
