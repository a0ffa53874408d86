/** Shutdown and timeouts of the server, with slow and silent clients. */
import {lookup} from 'node:dns/promises';
import type {Server} from 'node:http';
import {connect as connectSocket, createServer, type AddressInfo, type Socket} from 'node:net';
import {sql} from 'kysely';
import {afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {Connections} from '../../../demo/server/src/http/connections.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {afterSend, callback} from '../../support/server/callbacks.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {endProcesses, serverEnvironment, ServerProcess} from '../../support/server/server-process.ts';

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await cloud?.close();
  await database?.close();
});
afterEach(endProcesses);

/** A TCP connection that has sent these bytes. */
async function open(port: number, sent = '', host = '127.0.0.1'): Promise<Peer> {
  const socket = connectSocket(port, host);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined); // The server closes the connection.
  const peer = {socket, received: '', closed: new Promise<void>((resolve) => socket.once('close', () => resolve()))};
  socket.on('data', (bytes: Buffer) => (peer.received += bytes.toString()));
  if (sent) socket.write(sent);
  onTestFinished(() => void socket.destroy());
  return peer;
}

/** Milliseconds: in production these timeouts are tens of seconds. */
const TINY = {
  headersMs: 400,
  requestMs: 600,
  keepAliveMs: 400,
  silentMs: 800,
  answerMs: 1_500,
  lingerMs: 300,
  checkMs: 50,
};

interface Peer {
  readonly socket: Socket;
  received: string;
  readonly closed: Promise<void>;
}

const HEAD = 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
const SILENT: readonly [string, string][] = [
  ['no byte', ''],
  ['half a header', 'GET /healthz HTT'],
  ['headers without an end', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'],
  ['one byte of a body', `${HEAD}Content-Length: 100\r\n\r\n{`],
  ['a chunk without a next', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`],
  ['one whole request', 'GET /api/rooms HTTP/1.1\r\nHost: x\r\n\r\n'],
];

/** The log line of a server that has not ended within 9 s by its own clock because it waits for a client. */
const LATE = 'did not end within';

describe('SIGTERM', () => {
  test('ends the process with 0 within seconds, also with open connections', async () => {
    const server = new ServerProcess(serverEnvironment(cloud, await database.fresh()));
    const port = await server.ready;
    const addresses = await lookup('localhost', {all: true});
    const peers = await Promise.all(
      addresses.flatMap(({address}) => SILENT.map(([, sent]) => open(port, sent, address))),
    );
    await expect.poll(() => peers.at(-1)!.received).toContain('200 OK');
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.output).not.toContain(LATE);
    await Promise.all(peers.map(({closed}) => closed));
  });

  test('ends the process with 0 while the database does not respond at the start', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await new Promise((resolve) => silent.once('listening', resolve));
    const connected = new Promise<Socket>((resolve) => silent.once('connection', resolve));
    const {port} = silent.address() as AddressInfo;
    const server = new ServerProcess(serverEnvironment(cloud, `postgres://u:hidden@127.0.0.1:${port}/d`));
    (await connected).on('error', () => undefined);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.output).not.toContain(LATE);
  });

  test('ends the process with 0 while the database hangs', async () => {
    const databaseUrl = await database.fresh();
    const observer = await startServer({cloud, databaseUrl});
    const server = new ServerProcess(serverEnvironment(cloud, databaseUrl));
    const port = await server.ready;
    const held = await holdRooms(observer);
    const peer = await open(port, 'GET /api/rooms HTTP/1.1\r\nHost: x\r\n\r\n');
    await held.waited();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.output).not.toContain(LATE);
    await peer.closed;
    held.release();
    await observer.close();
  });
});

/** Locks the rooms against reads. */
async function holdRooms({db}: TestServer) {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let locked!: () => void;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const done = db.transaction().execute(async (transaction) => {
    await sql`lock table rooms in access exclusive mode`.execute(transaction);
    locked();
    await released;
  });
  onTestFinished(async () => {
    release();
    await done;
  });
  await isLocked;
  const waiting = async () =>
    (await sql<{n: number}>`select count(*)::integer as n from pg_locks where not granted`.execute(db)).rows[0]!.n;
  return {
    release,
    waited: () => expect.poll(waiting).toBeGreaterThan(0),
  };
}

describe('a stopping server', () => {
  test('responds to pending requests, refuses new connections, and writes the callbacks it accepted', async () => {
    const server = await startServer({cloud, databaseUrl: await database.fresh()});
    const held = await holdRooms(server);
    const rooms = server.call('GET', '/api/rooms');
    await held.waited();
    await callback(server, afterSend(1));
    const closed = server.close();
    held.release();
    expect((await rooms).status).toBe(200);
    await closed;
    await expect(server.call('GET', '/api/rooms')).rejects.toThrow();
  });
});

/** A server whose path says how it responds. */
async function listen(connections: Connections): Promise<Server> {
  const server = connections.createServer((request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/early') return void response.writeHead(401).end('no');
    if (request.url === '/much') return void response.end(Buffer.alloc(64_000_000));
    request.resume().once('end', () => response.end('done'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe('a slow connection', () => {
  let connections: Connections;
  let server: Server;
  let port: number;
  beforeAll(async () => {
    connections = new Connections(TINY);
    server = await listen(connections);
    port = portOf(server);
  });
  afterAll(() => connections.end());

  const post = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`;
  test.each([
    ...SILENT,
    ['a body of which only one byte comes, though it has its response', post('/early')],
    ['no response', 'GET /never HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('is closed: %s', async (_what, sent) => {
    const peer = await open(port, sent);
    await peer.closed;
    expect(peer.socket.destroyed).toBe(true);
  });

  test('is closed although single bytes keep arriving', async () => {
    const peer = await open(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const dripping = setInterval(() => peer.socket.write('x'), TINY.headersMs / 4);
    await peer.closed;
    clearInterval(dripping);
    expect(peer.received).not.toContain('200');
  });

  test('is closed when the client does not read the response', async () => {
    const requested = new Promise((resolve) => server.once('request', resolve));
    const peer = await open(port);
    peer.socket.pause();
    peer.socket.write('GET /much HTTP/1.1\r\nHost: x\r\n\r\n');
    await requested;
    await expect.poll(() => connections.size).toBe(0);
    expect(peer.socket.bytesRead).toBeLessThan(64_000_000);
  });

  test('receives an early response before the server has read the whole body', async () => {
    // With the short limits a busy machine would close the connection before it has read the request.
    const lasting = new Connections();
    onTestFinished(() => lasting.end());
    const peer = await open(
      portOf(await listen(lasting)),
      `POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n`,
    );
    peer.socket.write(Buffer.alloc(20_000_000));
    await expect.poll(() => peer.received).toMatch(/ 401 /);
  });
});
