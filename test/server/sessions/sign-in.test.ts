import {createHmac} from 'node:crypto';
import {SignJWT, UnsecuredJWT} from 'jose';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await cloud?.close();
  await database?.close();
});

const bytes = (secret: string) => new TextEncoder().encode(secret);
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a viewer token', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({cloud, databaseUrl: await database.fresh()});
  });
  afterAll(() => server.close());

  const sign = (claims: object, secret = server.settings.tokenSecret) =>
    new SignJWT({iss: 'live-room', aud: 'live-room', ...claims}).setProtectedHeader({alg: 'HS256'}).sign(bytes(secret));
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;

  test('identifies the same viewer after a restart of the server', async () => {
    const databaseUrl = await database.fresh();
    const before = await startServer({cloud, databaseUrl});
    const {userId, token} = (await before.session({nick: 'Ada'})).body;
    await before.close();
    const after = await startServer({cloud, databaseUrl});
    expect((await after.session({}, token)).body).toMatchObject({userId, nick: 'Ada', balance: 10_000});
    await after.close();
  });

  test('restores the same id in a new database', async () => {
    const {userId, token} = (await server.session()).body;
    const anew = await startServer({cloud: server.cloud});
    expect((await anew.session({}, token)).body).toMatchObject({userId, balance: 10_000});
    await anew.close();
  });

  test('made by hand with the right claims is accepted', async () => {
    const token = await sign({sub: 'v_by_hand', exp: inAnHour()});
    expect((await server.session({}, token)).body.userId).toBe('v_by_hand');
  });

  const bad: [string, () => string | Promise<string>][] = [
    ['expired', () => sign({sub: 'v_1', exp: 1_000_000})],
    ['signed with another secret', () => sign({sub: 'v_1', exp: inAnHour()}, 'another secret that is long enough')],
    ['without expiry', () => sign({sub: 'v_1'})],
    ['without a subject', () => sign({exp: inAnHour()})],
    ['with an invalid subject', () => sign({sub: "v'; drop table accounts", exp: inAnHour()})],
    ['of another issuer', () => sign({iss: 'elsewhere', sub: 'v_1', exp: inAnHour()})],
    ['for another audience', () => sign({aud: 'elsewhere', sub: 'v_1', exp: inAnHour()})],
    [
      'that is unsigned',
      () => new UnsecuredJWT({iss: 'live-room', aud: 'live-room', sub: 'v_1', exp: inAnHour()}).encode(),
    ],
    [
      'with another algorithm',
      () => {
        const text = `${base64url({alg: 'HS512'})}.${base64url({iss: 'live-room', aud: 'live-room', sub: 'v_1', exp: inAnHour()})}`;
        return `${text}.${createHmac('sha512', server.settings.tokenSecret).update(text).digest('base64url')}`;
      },
    ],
    ['that is garbage', () => 'garbage'],
    ['that is three dots', () => '...'],
    ['that is long', () => 'x'.repeat(4_096)],
    ['that is too long', () => 'x'.repeat(5_000)],
    ["that is the operator's", () => 'demo-operator'],
  ];
  test.each(bad)('%s is UNAUTHORIZED and creates no viewer', async (_kind, make) => {
    const before = await server.db.selectFrom('accounts').select('user_id').execute();
    const {status, body} = await server.session({}, await make());
    expect([status, body.error.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(await server.db.selectFrom('accounts').select('user_id').execute()).toEqual(before);
  });
});

describe('viewers that a site names', () => {
  const secret = 'a secret that site and server share 0123456789';
  let server: TestServer;
  beforeAll(async () => {
    const environment = {VIEWERS: 'jwt', HOST_JWT_SECRET: secret};
    server = await startServer({cloud, databaseUrl: await database.fresh(), environment});
    await server.operate('POST', '/api/rooms', {roomId: 'demo', title: 'A shop', hostId: 'anchor-1'});
  });
  afterAll(() => server.close());

  const say = (claims: object, by = secret) =>
    new SignJWT({exp: Math.floor(Date.now() / 1000) + 300, ...claims})
      .setProtectedHeader({alg: 'HS256'})
      .sign(bytes(by));

  test('get only the rooms, coins and names that the site configures', async () => {
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toHaveLength(1);
    const {body} = await server.session(
      {},
      await say({sub: 'customer-1', name: 'Grace', picture: 'https://shop.example/g.png'}),
    );
    expect(body).toMatchObject({userId: 'customer-1', nick: 'Grace', avatar: 'https://shop.example/g.png', balance: 0});
  });

  test('can send the token of the site in the body as well', async () => {
    const {body} = await server.session({jwt: await say({sub: 'customer-2', name: 'Ada'})});
    expect(body).toMatchObject({userId: 'customer-2', nick: 'Ada', avatar: ''});
  });

  test('return as the same viewer with the server’s token, under the name from the site', async () => {
    const {token} = (await server.session({}, await say({sub: 'customer-3', name: 'Edsger'}))).body;
    const {body} = await server.session({nick: '官方客服'}, token);
    expect(body).toMatchObject({userId: 'customer-3', nick: 'Edsger'});
  });

  test('can enter only as guests without a token of the site', async () => {
    expect((await server.session()).status).toBe(401);
    expect((await server.session({guest: true})).status).toBe(200);
  });

  test('cannot sign in with the media signature of a guest', async () => {
    const {rtc} = (await server.session({guest: true})).body;
    expect((await server.session({userId: rtc.userId, userSig: rtc.userSig})).status).toBe(403);
    expect((await server.session({}, rtc.userSig.replace(/[*]/g, '+'))).status).toBe(401);
  });

  test('can exchange a signature of the site', async () => {
    const key = {sdkAppId: server.settings.sdkAppId, secretKey: server.settings.secretKey};
    const userSig = signUserSig(key, 'customer-4', {expiresInS: 60});
    expect((await server.session({userId: 'customer-4', userSig, nick: 'Alan'})).body).toMatchObject({
      nick: 'Alan',
      balance: 0,
    });
  });

  test.each(['administrator', 'service', 'guest--00112233'])('cannot be %s, even if the site says so', async (sub) => {
    expect((await server.session({}, await say({sub}))).status).toBe(403);
  });

  const bad: [string, () => string | Promise<string>][] = [
    ['expired', () => say({sub: 'customer-5', exp: 1_000_000})],
    ['signed with another secret', () => say({sub: 'customer-5'}, 'another secret that is long enough 0123')],
    ['without a subject', () => say({})],
    ['with a subject that is not a user id', () => say({sub: 'customer 5'})],
    ['without expiry', () => new SignJWT({sub: 'customer-5'}).setProtectedHeader({alg: 'HS256'}).sign(bytes(secret))],
    ['that is unsigned', () => new UnsecuredJWT({sub: 'customer-5', exp: 4_000_000_000}).encode()],
    ['that claims to be our token', () => say({sub: 'customer-5', iss: 'live-room', aud: 'live-room'})],
  ];
  test.each(bad)('cannot sign in with a site token %s: UNAUTHORIZED', async (_kind, make) => {
    const word = await make();
    expect((await server.session({}, word)).status).toBe(401);
  });
});

describe('the session rate limit', () => {
  const customer = (sub: string, secret: string) =>
    new SignJWT({sub}).setProtectedHeader({alg: 'HS256'}).setExpirationTime('1h').sign(bytes(secret));
  const start = async (limits: Record<string, string>) => {
    const secret = 'a host secret of at least 32 characters';
    const environment = {VIEWERS: 'jwt', HOST_JWT_SECRET: secret, ...limits};
    const server = await startServer({cloud, databaseUrl: await database.fresh(), environment});
    await server.operate('POST', '/api/rooms', {roomId: 'limits', title: 'Limits', hostId: 'host-1'});
    const come = async (sub: string, address = '203.0.113.7') =>
      server.call('POST', '/api/session', {
        body: {roomId: 'limits'},
        bearer: await customer(sub, secret),
        headers: {'X-Forwarded-For': address},
      });
    const watch = (address: string) =>
      server.call('POST', '/api/session', {body: {roomId: 'x', guest: true}, headers: {'X-Forwarded-For': address}});
    return {server, come, watch};
  };

  test('accepts 500 viewers behind one address, and refuses only the viewer who floods', async () => {
    const {server, come} = await start({});
    const flood = Promise.all(Array.from({length: 100}, () => come('flooder')));
    const viewers = Array.from({length: 500}, (_, index) => come(`customer-${index}`));
    const statuses = new Set((await Promise.all(viewers)).map(({status}) => status));
    expect(statuses).toEqual(new Set([200]));
    const refused = (await flood).filter(({status}) => status === 429);
    expect(refused).toHaveLength(80);
    expect(refused[0]!.body).toEqual({error: {code: 'TOO_FAST', message: expect.any(String) as string}});
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    await server.close();
  });

  test('does not count a flood of one viewer for the address', async () => {
    const {server, come} = await start({SESSIONS_PER_MINUTE: '2', SESSIONS_PER_MINUTE_BY_ADDRESS: '4'});
    for (let call = 0; call < 10; call++) await come('flooder');
    expect((await come('customer-1')).status).toBe(200);
    expect((await come('customer-2')).status).toBe(200);
    expect((await come('customer-3')).status).toBe(429);
    await server.close();
  });

  test('counts guests by address, IPv6 by /64, and viewers with an identity apart', async () => {
    const {server, come, watch} = await start({SESSIONS_PER_MINUTE_BY_ADDRESS: '60'});
    for (const address of ['203.0.113.7', '2001:db8:1:2::']) {
      const responses = await Promise.all(
        Array.from({length: 70}, (_, index) => watch(address.includes(':') ? `${address}${index + 1}` : address)),
      );
      expect(responses.filter(({status}) => status === 429)).toHaveLength(10);
    }
    expect((await watch('203.0.113.8')).status).toBe(404);
    expect((await watch('2001:db8:1:3::1')).status).toBe(404);
    expect((await come('customer-1')).status).toBe(200);
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).status).toBe(200);
    await server.close();
  });

  test('counts calls without a valid identity by address', async () => {
    const {server} = await start({SESSIONS_PER_MINUTE_BY_ADDRESS: '5'});
    const statuses: number[] = [];
    for (let call = 0; call < 7; call++) statuses.push((await server.session({roomId: 'limits'}, 'no-token')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    await server.close();
  });

  test('is off in the demo, where all viewers share one address', async () => {
    const server = await startServer({cloud, databaseUrl: await database.fresh()});
    const responses = await Promise.all(Array.from({length: 100}, () => server.session({guest: true})));
    expect(responses.every(({status}) => status === 200)).toBe(true);
    await server.close();
  });
});
