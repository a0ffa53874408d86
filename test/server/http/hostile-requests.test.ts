import {connect as connectSocket} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A matcher has the type `any`; this constant keeps it out of the tests. */
const TEXT: unknown = expect.any(String);
const ERROR = {error: {code: TEXT, message: TEXT}};

describe('a hostile request gets an error of the contract without internal details', () => {
  const bodies: [string, string | undefined, Record<string, string>][] = [
    ['no body', undefined, {}],
    ['an empty body', '', {'Content-Type': 'application/json'}],
    ['half a JSON', '{"roomId":"demo"', {'Content-Type': 'application/json'}],
    ['a string', '"demo"', {'Content-Type': 'application/json'}],
    ['an array', '[{"roomId":"demo"}]', {'Content-Type': 'application/json'}],
    ['null', 'null', {'Content-Type': 'application/json'}],
    ['a poisoned prototype', '{"roomId":"demo","__proto__":{"as":"host"}}', {'Content-Type': 'application/json'}],
    [
      'a poisoned constructor',
      '{"roomId":"demo","constructor":{"prototype":{"as":"host"}}}',
      {'Content-Type': 'application/json'},
    ],
    ['a form', 'roomId=demo', {'Content-Type': 'application/x-www-form-urlencoded'}],
    ['plain text', '{"roomId":"demo"}', {'Content-Type': 'text/plain'}],
    ['another charset', '{"roomId":"demo"}', {'Content-Type': 'application/json; charset=utf-16'}],
    ['17 kB', `{"roomId":"demo","nick":"${'x'.repeat(17_000)}"}`, {'Content-Type': 'application/json'}],
    ['1 MB', 'x'.repeat(1_000_000), {'Content-Type': 'application/json'}],
    ['deep nesting', `{"roomId":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, {'Content-Type': 'application/json'}],
  ];
  test.each(bodies)('with %s as the body', async (_what, body, headers) => {
    const {status, body: response} = await server.call('POST', '/api/session', {
      headers,
      ...(body !== undefined && {body}),
    });
    if (status === 200) return expect(response.rtc.userId).not.toBe(response.room.host.userId);
    expect(status).toBe(422);
    expect(response).toMatchObject({error: {code: 'INVALID', message: TEXT}});
    expect(JSON.stringify(response)).not.toMatch(/node_modules|\.ts|at \w+ \(|xxxx/);
  });

  test('names the wrong field without repeating its value', async () => {
    const {body} = await server.session({nick: 7, roomId: '<script>alert(1)</script>'});
    expect(body.error.details.map(({path}: {path: string}) => path)).toEqual(
      expect.arrayContaining(['/nick', '/roomId']),
    );
    expect(JSON.stringify(body)).not.toContain('script');
  });

  const paths = [
    '/',
    '/api',
    '/api/',
    '/api/nothing',
    '/api/session',
    '/api/rooms/demo/status',
    '/api/rooms/a/b/c',
    '/..%2f..%2fetc',
    '/%E0%A4%A',
    '/%00',
  ];
  test.each(paths)('GET %s is refused', async (path) => {
    const {status, body} = await server.call('GET', path);
    expect([404, 422]).toContain(status);
    expect(body).toMatchObject(ERROR);
  });

  test.each(['PATCH', 'DELETE', 'PUT'])('%s on a path of another method is refused', async (method) => {
    const {status, body} = await server.call(method, '/api/session');
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  test.each(['', 'Bearer', 'Bearer ', 'Bearer a b', 'Basic x', 'Bearer \u00e9'])(
    'an Authorization header of %j is refused, and no session is created',
    async (value) => {
      const {status, body} = await server.call('POST', '/api/session', {
        body: {roomId: 'demo'},
        headers: {Authorization: value},
      });
      expect([status, body.error.code]).toEqual([401, 'UNAUTHORIZED']);
    },
  );

  test('bytes that are not HTTP get status 422 and end only their connection', async () => {
    const socket = connectSocket(server.port, '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    let response = '';
    for await (const chunk of socket) response += String(chunk);
    expect(response).toMatch(/^HTTP\/1\.1 422 /);
    expect(JSON.parse(response.split('\r\n\r\n')[1]!)).toMatchObject({error: {code: 'INVALID'}});
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).status).toBe(200);
  });

  test('SQL and script in every text change nothing and are returned unchanged', async () => {
    const text = "'; update rooms set title = 'x'; --";
    const before = (await server.call<RoomResponse[]>('GET', '/api/rooms')).body;
    for (const field of ['roomId', 'userId', 'userSig', 'as', 'jwt', 'avatar']) {
      const {status} = await server.session({[field]: text});
      expect(status).toBe(field === 'avatar' ? 200 : 422);
    }
    expect((await server.session({nick: '"><script>x()</script>'})).body.nick).toBe('"><script>x()</script>');
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toEqual(before);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string, from = server) =>
    from.call('OPTIONS', '/api/session', {
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
      },
    });

  test('can call the demo from any origin, with a token and without cookies', async () => {
    const {status, headers} = await preflight('https://stranger.example');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, Idempotency-Key');
    expect(headers.get('access-control-allow-methods')).toMatch(/PUT/);
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('can call a server only from its listed origins', async () => {
    const environment = {ALLOWED_ORIGINS: 'https://shop.example, https://m.shop.example'};
    const named = await startServer({environment, cloud: server.cloud, databaseUrl: server.databaseUrl});
    for (const origin of ['https://shop.example', 'https://m.shop.example']) {
      expect((await preflight(origin, named)).headers.get('access-control-allow-origin')).toBe(origin);
    }
    for (const origin of ['https://stranger.example', 'http://shop.example', 'null']) {
      expect((await preflight(origin, named)).headers.get('access-control-allow-origin')).not.toBe(origin);
      const read = await named.call('GET', '/api/rooms', {headers: {Origin: origin}});
      expect(read.headers.get('access-control-allow-origin')).not.toBe(origin);
    }
    await named.close();
  });

  test('can read errors as well as successes', async () => {
    const {headers} = await server.call('POST', '/api/session', {
      body: {roomId: 'nowhere'},
      headers: {Origin: 'https://stranger.example'},
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

test('the log holds no secret, signature, token, query or body', async () => {
  const {body} = await server.session({nick: 'Unloggable'});
  await server.session({}, body.token);
  await server.session({userId: body.userId, userSig: body.userSig, nick: 'Unloggable'});
  await server.session({as: 'host'}, 'demo-operator');
  await server.session({}, 'wrong-token-sent');
  await server.call('GET', '/api/rooms?query=Unloggable');
  await server.call('GET', '/nowhere?query=Unloggable');
  await server.call('POST', '/api/session', {body: '{"nick":"Unloggable"'});
  await server.operate('PUT', '/api/rooms/demo/notice', {text: 'Unloggable'});

  const log = server.log.join('');
  expect(log).toContain('/api/session');
  const {secretKey, tokenSecret, operatorToken, imCallbackToken} = server.settings;
  const {token, userSig, rtc} = body;
  for (const secret of [
    secretKey,
    tokenSecret,
    operatorToken,
    imCallbackToken,
    token,
    userSig,
    rtc.userSig,
    rtc.privateMapKey,
  ]) {
    expect(log).not.toContain(secret);
  }
  for (const word of ['Unloggable', 'wrong-token-sent', 'usersig', 'eJw', '?', 'authorization', server.databaseUrl]) {
    expect(log).not.toContain(word);
  }
});
