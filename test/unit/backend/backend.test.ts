import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, expect, test} from 'vitest';
import {Backend} from '../../../src/backend/backend.ts';
import {LiveError} from '../../../src/protocol/errors.ts';
import {LiveSession} from '../../../src/session/live-session.ts';
import {MemoryService} from '../../support/session/memory-service.ts';

const room = {
  roomId: 'demo',
  title: 'Spring tea',
  host: {userId: 'mei', nick: 'Mei', avatar: 'https://cdn.example/mei.png'},
  operators: ['op'],
  service: 'service',
  status: 'live',
  notice: 'Welcome',
  likeTotal: 0,
  product: null,
  slowMode: 0,
  mutedAll: false,
};
const viewer = {
  sdkAppId: 1,
  userId: 'v1',
  userSig: 'sig',
  expiresAt: 1_900_000_000,
  token: 'token-1',
  nick: 'Guest 7',
  avatar: '',
  level: 0,
  balance: 10_000,
  room,
};

let server: Server | undefined;

afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

function json(status: number, body: unknown): RequestListener {
  return (_, response) => response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
}

function page(status: number, markup: string): RequestListener {
  return (_, response) => response.writeHead(status, {'content-type': 'text/html'}).end(markup);
}

async function refusal(promise: Promise<unknown>): Promise<LiveError> {
  const reason: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(LiveError);
  return reason as LiveError;
}

const signal = () => new AbortController().signal;

describe('the business server', () => {
  test('returns the viewer and the room', async () => {
    const session = new LiveSession(new MemoryService().load);
    await session.join({roomId: 'demo', apiUrl: await serve(json(200, viewer))});
    expect(session.userId).toBe('v1');
    expect(session.state.room).toMatchObject({
      title: 'Spring tea',
      status: 'live',
      notice: 'Welcome',
      serviceUserId: 'service',
    });
    expect(session.state.room.host).toEqual(room.host);
    await session.leave();
  });

  test('returns the service account, which sets the status while a viewer cannot', async () => {
    const service = new MemoryService();
    const session = new LiveSession(service.load);
    await session.join({roomId: 'demo', apiUrl: await serve(json(200, viewer))});
    service.says({type: 'status', status: 'ended'}, {userId: 'mallory'});
    expect(session.state.room.status).toBe('live');
    service.says({type: 'status', status: 'paused'}, {userId: 'service'});
    expect(session.state.room.status).toBe('paused');
    await session.leave();
  });

  test('returns a guest session without a name', async () => {
    const {sdkAppId} = viewer;
    const session = new LiveSession(new MemoryService().load);
    await session.join({roomId: 'demo', guest: true, apiUrl: await serve(json(200, {sdkAppId, room}))});
    expect(session.userId).toBeUndefined();
    expect(session.status).toBe('joined');
    await session.leave();
  });

  test.each([
    ['no server', undefined, 'BACKEND_UNAVAILABLE', true],
    ['HTML', page(200, '<!doctype html><h1>Hello'), 'BACKEND_UNAVAILABLE', true],
    ['an error page', page(502, '<h1>502'), 'BACKEND_UNAVAILABLE', true],
    ['another shape', json(200, {hello: 'world'}), 'BACKEND_UNAVAILABLE', false],
    ['an unknown room', json(404, {error: {code: 'NOT_FOUND', message: 'no room'}}), 'ROOM_NOT_FOUND', false],
    ['a refused signature', json(401, {error: {code: 'UNAUTHORIZED', message: 'no'}}), 'SIGNATURE_INVALID', false],
    [
      'a ban',
      json(403, {error: {code: 'FORBIDDEN', message: 'banned', details: {reason: 'banned', seconds: 9}}}),
      'BANNED',
      false,
    ],
    ['a forbidden viewer', json(403, {error: {code: 'FORBIDDEN', message: 'no'}}), 'REFUSED', false],
    ['too many requests', json(429, {error: {code: 'TOO_FAST', message: 'slow'}}), 'TOO_FAST', true],
    ['an internal error', json(500, {error: {code: 'INTERNAL', message: 'oops'}}), 'BACKEND_UNAVAILABLE', true],
  ] as const)('a response of %s rejects with a typed error', async (_, listener, code, retryable) => {
    const apiUrl = listener ? await serve(listener) : 'http://127.0.0.1:9/api';
    const error = await refusal(new Backend(apiUrl).signIn('demo', undefined, signal()));
    expect(error).toMatchObject({code, retryable});
  });

  test('an error carries no token and no body', async () => {
    const apiUrl = await serve(json(401, {error: {code: 'UNAUTHORIZED', message: 'no'}, secret: 'body-secret'}));
    const error = await refusal(new Backend(apiUrl).signIn('demo', 'token-secret', signal()));
    const serialized = JSON.stringify([error, error.message, error.cause, error.stack]);
    expect(serialized).not.toMatch(/token-secret|body-secret/);
    expect(Object.keys(error)).not.toContain('cause');
  });

  test('an address that is not allowed is replaced by an empty one', async () => {
    const hostile = {...room, host: {...room.host, avatar: 'javascript:alert(1)'}};
    const {room: decoded} = await new Backend(await serve(json(200, {...viewer, room: hostile}))).signIn(
      'demo',
      undefined,
      signal(),
    );
    expect(decoded.host.avatar).toBe('');
  });

  test('an aborted call ends at once', async () => {
    const controller = new AbortController();
    const apiUrl = await serve(() => controller.abort());
    await expect(new Backend(apiUrl).signIn('demo', undefined, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    server!.closeAllConnections();
  });
});
