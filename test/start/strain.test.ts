import {connect, type Socket} from 'node:net';
import {afterEach, expect, test} from 'vitest';
import {DemoProcess, freePorts, isRunning, removeData, type DemoPorts} from '../support/demo/demo-process.ts';
import {rejectAfter} from '../support/machine-time.ts';

/** Processes end in order, the database last. A busy machine takes long. */
const GONE = {timeout: 60_000, interval: 50};

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(): Promise<{demo: DemoProcess; ports: DemoPorts}> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  ends.push(async () => {
    await demo.end();
    removeData(ports);
  });
  await demo.ready();
  return {demo, ports};
}

async function open(port: number, sent: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined); // The server closes the connection.
  if (sent) socket.write(sent);
  ends.push(() => Promise.resolve(socket.destroy()));
  return socket;
}

test('silent and half-sent connections on every port do not delay Ctrl-C', async () => {
  const {demo, ports} = await start();
  const {shop, platform} = ports;
  const hidden = await fetch(`http://localhost:${shop}/main%2ets`);
  expect(hidden.status).toBe(404);
  const large = await fetch(`http://localhost:${platform}/api/session`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: new Uint8Array(10_000_000),
  });
  expect([large.status, await large.json()]).toMatchObject([422, {error: {code: 'INVALID'}}]);
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  for (const port of [shop, platform]) {
    const socket = await open(port, `GET /nowhere HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
    let received = '';
    for await (const bytes of socket) received += String(bytes);
    expect(received).toMatch(/^HTTP\/1\.1 404 /);
  }

  for (const port of [shop, platform]) {
    await open(port, '');
    await open(port, 'GET / HTT');
    await open(
      port,
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await open(port, `GET /cloud/im/binfo HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
  }
  const processes = demo.descendants();
  demo.process.kill('SIGINT');
  // npm start kills each of its four processes that has not ended after 6 s.
  expect(await Promise.race([demo.exited, rejectAfter(15_000, 'the demo waits for the connections')])).toBe(0);
  await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
});

test('npm start reports that PostgreSQL ended when its server was killed, and exits with 1', async () => {
  const {demo} = await start();
  const processes = demo.descendants();
  process.kill(processes.find(({command}) => /postgres.* -D /.test(command))!.pid, 'SIGKILL');
  expect(await demo.exited).toBe(1);
  expect(demo.output).toContain('postgres ended by itself');
  expect(demo.output).toContain('PostgreSQL ended unexpectedly.');
  await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), GONE).toEqual([]);
});
