import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {warmUp} from '../../demo/dev/platform/warm-up.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'warm-up-'))));
afterEach(() => rmSync(folder, {recursive: true}));

test('the warm-up requests every script in each encoding, few at a time, and continues after cut connections', async () => {
  for (let number = 0; number < 40; number++) writeFileSync(join(folder, `chunk-${number}.js`), '');
  for (const name of ['chunk-1.js.map', 'chunk-1.dev.js']) writeFileSync(join(folder, name), '');
  const requests: string[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++open);
    response.on('close', () => open--);
    requests.push(`${request.url} ${request.headers['accept-encoding']}`);
    if (requests.length % 3) setImmediate(() => response.end('x'));
    else request.socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await warmUp(folder, (server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const wanted = Array.from({length: 40}, (_, number) =>
    ['br', 'gzip'].map((by) => `/chunk-${number}.js ${by}`),
  ).flat();
  expect([...new Set(requests)].sort()).toEqual(wanted.sort());
  expect(most).toBeLessThanOrEqual(4);
});
