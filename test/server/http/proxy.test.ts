/** The demo's proxy to a real business server, with large and slow bodies and clients that disconnect. */
import {connect as connectSocket, createServer, type AddressInfo} from 'node:net';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {Proxy} from '../../../demo/dev/platform/proxy.ts';
import {listenOnLoopback, type LoopbackServer} from '../../../demo/dev/http/loopback.ts';
import {OPERATOR, startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
let proxy: Proxy;
let listening: LoopbackServer;
let port: number;

beforeAll(async () => {
  server = await startServer();
  proxy = new Proxy();
  proxy.port = server.port;
  listening = await listenOnLoopback(0, (request, response) => proxy.handle(request, response));
  ({port} = listening.servers[0]!.address() as AddressInfo);
});
afterAll(async () => {
  await listening?.close();
  proxy?.close();
  await server?.close();
});

const ask = (method: string, path: string, body: BodyInit, bearer?: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {'Content-Type': 'application/json', ...(bearer && {Authorization: `Bearer ${bearer}`})},
    body,
    duplex: 'half',
  } as RequestInit);

const MB = 1_048_576;
/** A body without a Content-Length. */
const stream = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let left = bytes; left > 0; left -= MB) controller.enqueue(new Uint8Array(Math.min(left, MB)).fill(120));
      controller.close();
    },
  });

test.each([
  ['POST', '/api/session', 10 * MB, undefined],
  ['POST', '/api/session', 64 * MB, undefined],
  ['POST', '/api/callbacks/im', 10 * MB, undefined],
  ['PUT', '/api/words', 40 * MB, OPERATOR],
  ['PUT', '/api/words', 10 * MB, undefined],
  ['POST', '/api/nowhere', 10 * MB, undefined],
])(
  '%s %s of %i bytes gets the response of the server, in one piece or several',
  async (method, path, bytes, bearer) => {
    const responses = [
      await ask(method, path, new Uint8Array(bytes).fill(120), bearer),
      await ask(method, path, stream(bytes), bearer),
    ];
    const errors = (await Promise.all(responses.map((response) => response.json()))) as {error: {code: string}}[];
    const codes = responses.map(({status}, index) => `${status} ${errors[index]!.error.code}`);
    expect(codes[0]).toMatch(/^(422 INVALID|401 UNAUTHORIZED|403 FORBIDDEN|404 NOT_FOUND)$/);
    expect(codes[1]).toBe(codes[0]);
  },
);

test('the proxy ends a request when its client disconnects', async () => {
  let requests = 0;
  const silent = createServer((socket) => {
    requests += 1;
    socket.on('error', () => undefined); // The proxy closes the connection.
    socket.once('close', () => (requests -= 1));
    socket.resume();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  proxy.port = (silent.address() as AddressInfo).port;
  onTestFinished(() => void (proxy.port = server.port));
  const clients = [
    'GET /api/x HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx',
  ].map((head) => {
    const client = connectSocket(port, '127.0.0.1');
    client.write(head);
    return client;
  });
  await expect.poll(() => requests).toBe(2);
  for (const client of clients) client.destroy();
  await expect.poll(() => requests).toBe(0);
});

test('the proxy breaks the connection when the server’s response is cut', async () => {
  const liar = createServer((socket) => {
    socket.on('error', () => undefined); // The proxy may close first.
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void liar.close());
  await new Promise((resolve) => liar.once('listening', resolve));
  proxy.port = (liar.address() as AddressInfo).port;
  onTestFinished(() => void (proxy.port = server.port));
  const response = await fetch(`http://127.0.0.1:${port}/api/rooms`);
  await expect(response.text()).rejects.toThrow();
});

test('the proxy responds with 503 with Retry-After when there is no server', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const gone = (closed.address() as AddressInfo).port;
  await new Promise((resolve) => closed.close(resolve));
  onTestFinished(() => void (proxy.port = server.port));
  for (const to of [undefined, gone]) {
    proxy.port = to;
    const response = await ask('POST', '/api/session', new Uint8Array(MB));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({error: {code: 'UNAVAILABLE'}});
  }
});
