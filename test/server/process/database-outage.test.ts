/** Tests every kind of database outage: callers receive 503 and Retry-After. */
import {connect as connectSocket, createServer, type AddressInfo, type Socket} from 'node:net';
import {sql} from 'kysely';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {isUnavailable} from '../../../demo/server/src/database/unavailable.ts';
import {reasonOf} from '../../../demo/server/src/telemetry/logger.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {startServer, type ApiResult, type TestServer} from '../../support/server/test-server.ts';
import {endProcesses, serverEnvironment, ServerProcess} from '../../support/server/server-process.ts';

let cloud: CloudServer;
let database: TestDatabase;
let wire: Wire;
let server: TestServer;
let viewer: string;

beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  const direct = await database.fresh();
  wire = await openWire(Number(new URL(direct).port));
  server = await startServer({cloud, databaseUrl: wire.addressOf(direct), settings: {readCacheMs: 0}});
  viewer = (await server.session()).body.token;
});
afterAll(async () => {
  wire?.pass();
  await endProcesses();
  await server?.close();
  await wire?.close();
  await cloud?.close();
  await database?.close();
});

/** A TCP proxy between the server and its database. */
interface Wire {
  addressOf(databaseUrl: string): string;
  pass(): void;
  /** Refuses new connections and breaks open ones. */
  refuse(): void;
  /** Breaks each connection at its next query. */
  breakOnUse(): void;
  close(): Promise<void>;
}

async function openWire(to: number): Promise<Wire> {
  let mode: 'pass' | 'refuse' | 'break' = 'pass';
  const open = new Set<Socket>();
  const door = createServer((socket) => {
    const onward = connectSocket(to, '127.0.0.1');
    for (const one of [socket, onward]) {
      open.add(one);
      one.on('error', () => undefined); // The test breaks the connection.
      one.once('close', () => {
        open.delete(one);
        socket.destroy();
        onward.destroy();
      });
    }
    if (mode === 'refuse') return void socket.resetAndDestroy();
    socket.on('data', (bytes) => (mode === 'break' ? socket.destroy() : onward.write(bytes)));
    onward.on('data', (bytes) => socket.write(bytes));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const {port} = door.address() as AddressInfo;
  return {
    addressOf: (databaseUrl) => databaseUrl.replace(/:\d+\//, `:${port}/`),
    pass: () => (mode = 'pass'),
    refuse: () => {
      mode = 'refuse';
      for (const socket of open) socket.destroy();
    },
    breakOnUse: () => (mode = 'break'),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => door.close(resolve));
    },
  };
}

/** Calls that have no response without the database. */
const calls = (): readonly (readonly [string, () => Promise<ApiResult>])[] => {
  const call: TestServer['call'] = (...args) => server.call(...args);
  const operate: TestServer['operate'] = (...args) => server.operate(...args);
  const session: TestServer['session'] = (...args) => server.session(...args);
  const gift = {body: {giftId: 'heart', count: 1}, bearer: viewer, headers: {'Idempotency-Key': 'gone'}};
  const report = {body: {seq: 1, reason: 'spam'}, bearer: viewer};
  const product = {title: 'Tea', image: '', price: 1, currency: 'EUR', stock: 1, href: ''};
  return [
    ['POST /session', () => session()],
    ['POST /session, again', () => session({}, viewer)],
    ['GET /rooms', () => call('GET', '/api/rooms')],
    ['GET /rooms/:id', () => call('GET', '/api/rooms/demo')],
    ['GET /gifts', () => call('GET', '/api/gifts')],
    ['GET /products', () => call('GET', '/api/rooms/demo/products')],
    ['GET /products/:id', () => call('GET', '/api/rooms/demo/products/teapot')],
    ['GET /messages', () => call('GET', '/api/rooms/demo/messages')],
    ['GET /lotteries/:id', () => call('GET', '/api/lotteries/none')],
    ['GET /wallet', () => call('GET', '/api/wallet', {bearer: viewer})],
    ['POST /gifts', () => call('POST', '/api/rooms/demo/gifts', gift)],
    ['POST /follows', () => call('POST', '/api/follows/host-linxi', {bearer: viewer})],
    ['DELETE /follows', () => call('DELETE', '/api/follows/host-linxi', {bearer: viewer})],
    ['POST /reports', () => call('POST', '/api/rooms/demo/reports', report)],
    ['GET /reports', () => operate('GET', '/api/rooms/demo/reports')],
    ['GET /stats', () => operate('GET', '/api/rooms/demo/stats')],
    ['POST /rooms', () => operate('POST', '/api/rooms', {roomId: 'gone', title: 'Gone', hostId: 'gone'})],
    ['PUT /status', () => operate('PUT', '/api/rooms/demo/status', {status: 'live'})],
    ['PUT /notice', () => operate('PUT', '/api/rooms/demo/notice', {text: 'x'})],
    ['PUT /slow-mode', () => operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 0})],
    ['PUT /mute-all', () => operate('PUT', '/api/rooms/demo/mute-all', {on: false})],
    ['PUT /featured-product', () => operate('PUT', '/api/rooms/demo/featured-product', {productId: null})],
    ['PUT /products/:id', () => operate('PUT', '/api/rooms/demo/products/teapot', product)],
    ['PUT /words', () => operate('PUT', '/api/words', {words: []})],
    ['POST /broadcasts', () => operate('POST', '/api/broadcasts', {text: 'x'})],
    [
      'POST /lotteries',
      () => operate('POST', '/api/rooms/demo/lotteries', {keyword: 'k', seconds: 9, prize: 'p', winners: 1}),
    ],
    ['POST /draw', () => operate('POST', '/api/lotteries/none/draw')],
    ['POST /mutes', () => operate('POST', '/api/rooms/demo/mutes', {userId: 'mei', seconds: 9})],
    ['POST /bans', () => operate('POST', '/api/rooms/demo/bans', {userId: 'mei', seconds: 9})],
    ['DELETE /messages/:seq', () => operate('DELETE', '/api/rooms/demo/messages/1')],
    ['POST /wallets/:id', () => operate('POST', '/api/wallets/mei', {amount: 1})],
  ];
};

async function expectUnavailable(): Promise<void> {
  for (const [name, ask] of calls()) {
    const {status, body, headers} = await ask();
    expect([name, status, body.error?.code]).toEqual([name, 503, 'UNAVAILABLE']);
    expect(Number(headers.get('retry-after')), name).toBeGreaterThan(0);
  }
}

describe('a call that needs the database', () => {
  test('responds with UNAVAILABLE and Retry-After while connections are refused', async () => {
    wire.refuse();
    onTestFinished(() => wire.pass());
    await expectUnavailable();
  });

  test('responds with UNAVAILABLE and Retry-After while connections break in use', async () => {
    wire.breakOnUse();
    onTestFinished(() => wire.pass());
    await expectUnavailable();
  });

  test('succeeds again when the database is back', async () => {
    wire.pass();
    await expect.poll(async () => (await server.call('GET', '/healthz')).status).toBe(200);
    expect((await server.session()).status).toBe(200);
  });
});

describe('an error of PostgreSQL itself', () => {
  const admin = async (...texts: string[]) => {
    const client = new pg.Client({connectionString: server.databaseUrl});
    await client.connect();
    try {
      for (const text of texts) await client.query(text);
    } finally {
      await client.end();
    }
  };
  const name = () => new URL(server.databaseUrl).pathname.slice(1);
  const cutAll = () =>
    admin(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );

  test('makes the call UNAVAILABLE on a read-only standby', async () => {
    await admin(`alter database ${name()} set default_transaction_read_only = on`);
    await cutAll();
    const responses = [
      await server.session(),
      await server.operate('PUT', '/api/rooms/demo/status', {status: 'live'}),
      await server.operate('POST', '/api/broadcasts', {text: 'x'}),
    ];
    expect(responses.map(({status, body}) => [status, body.error?.code])).toEqual(
      responses.map(() => [503, 'UNAVAILABLE']),
    );
    await admin(
      'set default_transaction_read_only = off',
      `alter database ${name()} reset default_transaction_read_only`,
    );
    await cutAll();
    await expect.poll(async () => (await server.session()).status).toBe(200);
  });

  test('makes the call UNAVAILABLE when a statement was cancelled', async () => {
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    let locked!: () => void;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const held = server.db.transaction().execute(async (transaction) => {
      await sql`lock table gifts in access exclusive mode`.execute(transaction);
      locked();
      await released;
    });
    await isLocked;
    const pending = server.call('GET', '/api/gifts');
    const cancelled = async () =>
      (
        await sql<{n: number}>`select count(pg_cancel_backend(pid))::integer as n from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%gifts%'`.execute(server.db)
      ).rows[0]!.n;
    await expect.poll(cancelled).toBeGreaterThan(0);
    const {status, body} = await pending;
    release();
    await held;
    expect([status, body.error.code]).toEqual([503, 'UNAVAILABLE']);
  });
});

test.each([
  ['57P01', 'terminating connection due to administrator command'],
  ['57P03', 'the database system is starting up'],
  ['53300', 'sorry, too many clients already'],
  ['25006', 'cannot execute INSERT in a read-only transaction'],
  ['28P01', 'password authentication failed'],
  ['3D000', 'database "x" does not exist'],
  ['ECONNREFUSED', ''],
  ['EHOSTUNREACH', ''],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND db'],
  [undefined, 'Connection terminated unexpectedly'],
  [undefined, 'timeout exceeded when trying to connect'],
  [undefined, 'Client has encountered a connection error and is not queryable'],
])('an error %s %s is an outage, also as a cause', (code, message) => {
  const error = Object.assign(new Error(message), {code});
  expect(isUnavailable(error)).toBe(true);
  expect(isUnavailable(new Error('it failed', {cause: error}))).toBe(true);
  expect(isUnavailable(new AggregateError([error]))).toBe(true);
});

test.each(['42P01', '23505', '22003', 'ERR_X', undefined])('an error %s is not an outage', (code) => {
  expect(isUnavailable(Object.assign(new Error('a fault of ours'), {code}))).toBe(false);
});

describe('starting the server', () => {
  test.each([
    ['nobody listens', (url: string) => url.replace(/:\d+\//, ':1/'), /ECONNREFUSED/],
    [
      'the password is wrong',
      (url: string) => url.replace(/:[^:@]*@/, ':hidden-word@'),
      /password authentication failed/,
    ],
    ['there is no such database', (url: string) => url.replace(/[^/]*$/, 'nowhere'), /does not exist/],
  ])('fails with the reason and without the password: %s', async (_what, spoil, why) => {
    const url = spoil(await database.fresh());
    const process = new ServerProcess(serverEnvironment(cloud, url));
    expect(await process.ended).toBe(1);
    expect(process.output).toMatch(why);
    expect(process.output).toContain(new URL(url).host);
    expect(process.output).not.toContain(new URL(url).password);
    expect(process.output).not.toMatch(/\n\s+at /);
  });
});

test('the reason of an outage lists the causes and hides the password in the address', () => {
  const cause = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:5432')]), {code: 'ECONNREFUSED'});
  const error = new Error('no postgres://me:secret@db/x', {cause});
  expect(reasonOf(error)).toBe('no postgres://me:***@db/x: connect ECONNREFUSED ::1:5432');
});
