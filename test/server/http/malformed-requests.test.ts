/** Malformed HTTP, sent to the business server and to the demo's proxy. */
import {connect, type AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {Proxy} from '../../../demo/dev/platform/proxy.ts';
import {listenOnLoopback, type LoopbackServer} from '../../../demo/dev/http/loopback.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
let proxy: Proxy;
let listening: LoopbackServer;

beforeAll(async () => {
  server = await startServer();
  proxy = new Proxy();
  proxy.port = server.port;
  listening = await listenOnLoopback(0, (request, response) => proxy.handle(request, response));
});
afterAll(async () => {
  await listening?.close();
  proxy?.close();
  await server?.close();
});

/** The status and the body of the response to these bytes, after the connection is closed. */
async function answerTo(port: number, bytes: string): Promise<{status: number; body: unknown}> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let response = '';
  for await (const chunk of socket) response += String(chunk);
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(response) ?? [];
  const json = /\{"error.*\}/s.exec(response)?.[0];
  return {status: Number(status), body: json && JSON.parse(json)};
}

const HOST = 'Host: localhost\r\n';
const POST = `POST /api/session HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;

describe.each([
  ['the server', () => server.port],
  ['the proxy before it', () => (listening.servers[0]!.address() as AddressInfo).port],
])('%s responds with 422 and INVALID', (_which, port) => {
  test.each([
    ['an address of 70,000 characters', `GET /api/gifts?${'a'.repeat(70_000)} HTTP/1.1\r\n${HOST}\r\n`],
    ['2,000 headers', `GET /api/gifts HTTP/1.1\r\n${HOST}${'x-header: 1234567\r\n'.repeat(2_000)}\r\n`],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['a length and chunks', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['a length below 0', `${POST}Content-Length: -1\r\n\r\n{}`],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['CONNECT', `CONNECT elsewhere.example:443 HTTP/1.1\r\n${HOST}\r\n`],
    ['an unknown expectation', `${POST}Expect: a miracle\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`],
  ])('to %s', async (_what, bytes) => {
    expect(await answerTo(port(), bytes)).toMatchObject({status: 422, body: {error: {code: 'INVALID'}}});
  });
});

test.each([
  ['the server', () => server.port],
  ['the proxy before it', () => (listening.servers[0]!.address() as AddressInfo).port],
])(
  '%s closes a connection without a request without a response: a browser would take it for that of its next one',
  async (_which, port) => {
    const socket = connect(port(), '127.0.0.1');
    let response = '';
    for await (const chunk of socket) response += String(chunk);
    expect(response).toBe('');
  },
);
