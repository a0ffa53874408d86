import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {listenOnLoopback, type LoopbackServer} from '../../../../demo/dev/http/loopback.ts';
import {FOR_PAGES, serveFolders} from '../../../../demo/dev/http/static-files.ts';

let folder: string;
let listening: LoopbackServer;
let port: number;

beforeAll(async () => {
  const outside = mkdtempSync(join(tmpdir(), 'static-'));
  folder = join(outside, 'shop');
  mkdirSync(join(folder, 'pages'), {recursive: true});
  mkdirSync(join(folder, 'source.ts'));
  for (const name of ['index.html', 'a b.html', 'pages/index.html', 'MAIN.JS'])
    writeFileSync(join(folder, name), 'page');
  for (const name of [
    'main.ts',
    'MAIN2.TS',
    'types.d.mts',
    '.env',
    'README',
    'x.sql',
    'main.ts.',
    'source.ts/index.ts',
  ])
    writeFileSync(join(folder, name), 'hidden');
  writeFileSync(join(outside, 'package.json'), 'hidden');
  mkdirSync(join(outside, 'shop-secret'));
  writeFileSync(join(outside, 'shop-secret', 'a.html'), 'hidden');
  writeFileSync(join(folder, 'video.mp4'), '0123456789');
  const files = await serveFolders([{prefix: '/', folder, endings: FOR_PAGES}]);
  listening = await listenOnLoopback(0, (request, response) => files.routing(request, response));
  ({port} = listening.servers[0]!.address() as AddressInfo);
});
afterAll(async () => {
  await listening?.close();
  rmSync(join(folder, '..'), {recursive: true, force: true});
});

/** Sends the path unchanged; `fetch` would normalise it. */
const get = (path: string): Promise<[number, string]> =>
  new Promise((resolve, reject) => {
    request({port, host: '127.0.0.1', path}, (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => (text += bytes.toString()));
      response.on('end', () => resolve([response.statusCode!, text]));
    })
      .on('error', reject)
      .end();
  });

test.each(['/', '/index.html', '/index%2ehtml', '/a%20b.html', '/pages/', '/MAIN.JS', '/%70ages/index.html'])(
  'the server serves the public file %s',
  async (path) => {
    expect(await get(path)).toEqual([200, 'page']);
  },
);

test.each([
  ...['/main.ts', '/main%2ets', '/main%2Ets', '/main.%74s', '/%6d%61%69%6e%2e%74%73', '/MAIN2.TS', '/MAIN2%2ETS'],
  ...[
    '/main%252ets',
    '/main.ts%00',
    '/main.ts%00.html',
    '/main.ts/',
    '/main.ts/.',
    '/./main.ts',
    '//main.ts',
    '/main.ts.',
  ],
  ...[
    '/main.ts%20',
    '/main.ts%2f',
    '/pages/../main.ts',
    '/pages/..%2fmain.ts',
    '/pages%2f..%2fmain%2ets',
    '/main.ts;x',
  ],
  ...[
    '/pages\\..\\main.ts',
    '/pages%5c..%5cmain.ts',
    '/main.ts::$DATA',
    '/types.d.mts',
    '/.env',
    '/%2eenv',
    '/README',
    '/x.sql',
  ],
  ...['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/%2e%2e%2fpackage.json', '/..%5cpackage.json'],
  ...[
    '/../shop-secret/a.html',
    '/..%2fshop-secret%2fa.html',
    '/%',
    '/%ff',
    '/%c0%ae%c0%ae/package.json',
    '/source.ts/',
  ],
  ...['/source.ts/index.ts', '/source.ts/index%2ets', `/${'a'.repeat(4_000)}`, `/${'%2e%2e%2f'.repeat(300)}etc/passwd`],
])('the server does not serve %s', async (path) => {
  expect((await get(path))[0]).toBe(404);
});

test('a range of a file is sent alone, and a range beyond its end is refused', async () => {
  const url = `http://127.0.0.1:${port}/video.mp4`;
  const part = await fetch(url, {headers: {range: 'bytes=2-5'}});
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-5/10', '2345']);
  const beyond = await fetch(url, {headers: {range: 'bytes=10-'}});
  expect(beyond.status).toBe(416);
  const whole = await fetch(url);
  expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
});

test('a folder without its slash is redirected, and other methods are refused', async () => {
  const moved = await fetch(`http://127.0.0.1:${port}/pages`, {redirect: 'manual'});
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/pages/']);
  const posted = await fetch(`http://127.0.0.1:${port}/index.html`, {method: 'POST', body: 'x'});
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test.each(['/', '/live', '/cloud/im', '/api/session', '/main.ts'])(
  'a WebSocket at %s gets a 404 and is closed',
  async (path) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    let received = '';
    for await (const bytes of socket) received += String(bytes);
    expect(received).toMatch(/^HTTP\/1\.1 404 /);
  },
);

test('a WebSocket whose client disconnects before the response ends nothing else', async () => {
  for (let round = 0; round < 20; round++) {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.resetAndDestroy();
  }
  expect(await get('/')).toEqual([200, 'page']);
});
