import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {startCloud} from '../../support/chat/chat-emulator.ts';
import {startOwnDatabase, startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {startServer, untilHealthy, type TestServer} from '../../support/server/test-server.ts';
import {OK, startRestStub, type RestStub} from '../../support/server/rest-stub.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const ending = <T extends {close(): Promise<unknown>}>(started: T): T => {
  ends.push(() => started.close());
  return started;
};

const reasons = async (server: TestServer): Promise<string[]> => {
  const {status, body} = await server.call('GET', '/healthz');
  if (status === 200) return [];
  expect(status).toBe(503);
  expect(body.error.code).toBe('UNAVAILABLE');
  return body.error.details.reasons;
};
/** A server whose REST client gets the responses of the test. */
const overStub = async (stub: RestStub): Promise<TestServer> =>
  ending(await startServer({databaseUrl: await database.fresh(), environment: {IM_REST_URL: stub.url}, unready: true}));

/** REST responses as if all groups existed and had no fields. */
const everyGroup = (body: Record<string, unknown>) => ({
  ...OK,
  GroupInfo: (body['GroupIdList'] as string[] | undefined)?.map((GroupId) => ({GroupId, ErrorCode: 0})),
});

test('health is good when rooms can be joined', async () => {
  const server = ending(await startServer({databaseUrl: await database.fresh()}));
  const {status, body} = await server.call('GET', '/healthz');
  expect([status, body]).toEqual([200, {status: 'ok'}]);
});

test('health names a room that is missing in Tencent Chat, and the server opens it again', async () => {
  const server = ending(await startServer({databaseUrl: await database.fresh()}));
  // A busy machine may report another reason first and reopen the room.
  const reasonsWithoutRoom = async () => {
    await server.cloud.rest('group_open_http_svc/destroy_group', {GroupId: 'demo'});
    return reasons(server);
  };
  await expect.poll(reasonsWithoutRoom).toEqual(['room "demo" is not in Tencent Chat']);
  await untilHealthy(server);
  expect((await server.session()).status).toBe(200);
});

test('health reports that Tencent Chat does not respond; sessions still succeed with a warning in the log', async () => {
  const stub = ending(await startRestStub());
  stub.behave(() => 503);
  const server = await overStub(stub);
  expect(await reasons(server)).toEqual(['Tencent Chat does not answer']);
  const {status, body} = await server.session({nick: 'Ada'});
  expect([status, body.nick]).toEqual([200, 'Ada']);
  await expect.poll(() => server.log.join('')).toContain('a nick was not written to Tencent Chat');
});

test('a session does not wait for a silent Tencent Chat, and the server writes the name later', async () => {
  const stub = ending(await startRestStub());
  stub.behave(({command}) => (command.endsWith('multiaccount_import') ? undefined : OK));
  const server = await overStub(stub);
  const {token} = (await server.session({nick: 'Ada'})).body;

  stub.behave(({body}) => everyGroup(body));
  const before = stub.requests.length;
  await server.session({}, token);
  const written = stub.requests.slice(before).filter(({body}) => JSON.stringify(body).includes('"Ada"'));
  expect(written).not.toHaveLength(0);
});

test('health reports the error code if Tencent Chat refuses the server', async () => {
  const cloud = ending(await startCloud());
  const server = ending(
    await startServer({databaseUrl: await database.fresh(), cloud, environment: {IM_ADMIN: 'nobody'}, unready: true}),
  );
  await expect.poll(() => reasons(server)).toEqual([expect.stringMatching(/^Tencent Chat refuses our calls \(\d+\)$/)]);
});

test('the server opens the rooms as soon as Tencent Chat responds', async () => {
  const stub = ending(await startRestStub());
  stub.behave(() => 503);
  const server = await overStub(stub);
  expect(await reasons(server)).not.toEqual([]);
  stub.behave(({body}) => everyGroup(body));
  await untilHealthy(server);
});

test('an operator gets an error when Tencent Chat fails, and nothing changes', async () => {
  const stub = ending(await startRestStub());
  stub.behave(({body}) => everyGroup(body));
  const server = await overStub(stub);
  await untilHealthy(server);
  const before = (await server.call<RoomResponse[]>('GET', '/api/rooms')).body;

  stub.behave(() => 503);
  for (const [method, path, body] of [
    ['PUT', '/api/rooms/demo/status', {status: 'ended'}],
    ['PUT', '/api/rooms/demo/notice', {text: 'lost'}],
    ['POST', '/api/rooms', {roomId: 'lost', title: 'Lost', hostId: 'lost-host'}],
  ] as const) {
    const response = await server.operate(method, path, body);
    expect([response.status, response.body.error.code]).toEqual([503, 'UNAVAILABLE']);
  }
  expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toEqual(before);
});

test('an app without the custom field still has its status, by message and in the room', async () => {
  const stub = ending(await startRestStub());
  stub.behave(({command, body}) =>
    command.endsWith('modify_group_base_info') && body['AppDefinedData']
      ? {ActionStatus: 'FAIL', ErrorCode: 10004, ErrorInfo: 'no such field'}
      : everyGroup(body),
  );
  const server = await overStub(stub);
  await untilHealthy(server);
  const {status, body} = await server.operate('PUT', '/api/rooms/demo/status', {status: 'paused'});
  expect([status, body.status]).toEqual([200, 'paused']);
  const statusMessages = stub.requests.filter(
    ({command, body}) => command.endsWith('send_group_msg') && body['GroupId'] === 'demo',
  );
  expect(statusMessages.at(-1)?.body).toMatchObject({MsgPriority: 'High'});
  expect(server.log.join('')).toContain('add it in the console');
});

test('at the start the log names features that the app’s edition lacks, and none for a complete edition', async () => {
  const cloud = ending(await startCloud());
  const named = (server: TestServer) =>
    server.log.map((line) => /this app has no ([\w ]+) \(/.exec(line)?.[1]).filter((name) => name !== undefined);
  const rich = ending(await startServer({cloud, databaseUrl: await database.fresh()}));
  await expect.poll(() => rich.log.join('')).toContain('this app has every feature');
  await cloud.fault({edition: 'trial'});
  const poor = ending(await startServer({cloud, databaseUrl: await database.fresh()}));
  await expect.poll(() => named(poor)).toEqual(['group counters', 'bans']);
  expect(named(rich)).toEqual([]);
});

test('health reports a database outage, calls are UNAVAILABLE, and the log hides the database address', async () => {
  const mortal = await startOwnDatabase();
  const server = ending(await startServer({databaseUrl: await mortal.fresh()}));
  await mortal.close();
  await expect.poll(() => reasons(server)).toEqual(['the database does not answer']);
  for (const {status, body} of [await server.session(), await server.call('GET', '/api/rooms')]) {
    expect([status, body.error.code]).toEqual([503, 'UNAVAILABLE']);
  }
  expect(server.log.join('')).not.toContain(server.databaseUrl);
});
