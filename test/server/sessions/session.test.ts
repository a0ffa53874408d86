import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {unpackRights} from '../../../demo/server/src/tencent/private-map-key.ts';
import {signUserSig, verifyUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const key = () => ({sdkAppId: server.settings.sdkAppId, secretKey: server.settings.secretKey});
const accounts = async () =>
  Number(
    (
      await server.db
        .selectFrom('accounts')
        .select(({fn}) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
const imProfile = async (userId: string) => {
  const response = await server.cloud.rest('profile/portrait_get', {
    To_Account: [userId],
    TagList: ['Tag_Profile_IM_Nick', 'Tag_Profile_IM_Image'],
  });
  const [item] = response['UserProfileItem'] as {ProfileItem?: {Tag: string; Value: string}[]}[];
  return Object.fromEntries((item?.ProfileItem ?? []).map(({Tag, Value}) => [Tag, Value]));
};
const rights = (rtc: {userId: string; privateMapKey: string}) => {
  const check = verifyUserSig(key(), rtc.privateMapKey, rtc.userId);
  return check.ok && check.userBuf ? unpackRights(check.userBuf) : undefined;
};

describe('a new visitor', () => {
  test('gets an identity, initial coins and the room in one response', async () => {
    const {status, body, headers} = await server.session();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      sdkAppId: server.settings.sdkAppId,
      userId: expect.stringMatching(/^[a-zA-Z0-9_-]{1,32}$/) as string,
      level: 1,
      balance: 10_000,
      following: false,
      imServer: server.cloud.wsUrl,
    });
    expect(body).not.toHaveProperty('rtcServer');
    expect(body).not.toHaveProperty('mutedUntil');
    expect(body.room).toEqual((await server.call('GET', '/api/rooms/demo')).body);
  });

  test('gets a signature that Tencent accepts for a day, with its end in Unix seconds', async () => {
    const {body} = await server.session();
    const check = verifyUserSig(key(), body.userSig, body.userId);
    expect(check).toMatchObject({ok: true, expiresAt: body.expiresAt});
    expect(body.expiresAt - Date.now() / 1000).toBeGreaterThan(86_000);
    expect(body.expiresAt - Date.now() / 1000).toBeLessThanOrEqual(86_400);
  });

  test('gets the right to watch under a media id of this tab alone, and not to go on air', async () => {
    const [{body: first}, {body: second}] = await Promise.all([server.session(), server.session()]);
    for (const {rtc, userId} of [first, second]) {
      expect(rtc.userId.startsWith(userId)).toBe(true);
      expect(rtc.userId).not.toBe(userId);
      expect(rtc.userId).toMatch(/^[a-zA-Z0-9_-]{1,32}$/);
      expect(rtc.roomId).toBe('demo');
      expect(verifyUserSig(key(), rtc.userSig, rtc.userId).ok).toBe(true);
      expect(rights(rtc)).toMatchObject({
        userId: rtc.userId,
        roomId: 'demo',
        rights: 42,
        sdkAppId: server.settings.sdkAppId,
      });
    }
    const again = await server.session({}, first.token);
    expect(again.body.rtc.userId).not.toBe(first.rtc.userId);
  });

  test('gets an id that cannot be guessed and that differs from the previous visitor’s', async () => {
    const ids = new Set<string>();
    for (let visitor = 0; visitor < 20; visitor++) ids.add((await server.session()).body.userId);
    expect(ids.size).toBe(20);
    for (const id of ids) expect(id.length).toBeGreaterThanOrEqual(18);
  });

  test('gets a friendly name in the language of the browser', async () => {
    const session = (language: string) =>
      server.call('POST', '/api/session', {body: {roomId: 'demo'}, headers: {'Accept-Language': language}});
    expect((await session('en-GB,en;q=0.9')).body.nick).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d+$/);
    expect((await session('zh-CN')).body.nick).toMatch(/^\p{sc=Han}+ \d+$/u);
  });

  test('has a name in Tencent Chat before the response arrives', async () => {
    const {body} = await server.session({nick: '小满 🌿', avatar: 'https://pictures.example/a.png'});
    expect(body).toMatchObject({nick: '小满 🌿', avatar: 'https://pictures.example/a.png'});
    expect(await imProfile(body.userId)).toEqual({
      Tag_Profile_IM_Nick: '小满 🌿',
      Tag_Profile_IM_Image: 'https://pictures.example/a.png',
    });
  });
});

describe('a returning visitor', () => {
  test('is the same viewer by the token, with a fresh signature', async () => {
    const {body: first} = await server.session({nick: 'Ada'});
    const {status, body: again} = await server.session({}, first.token);
    expect(status).toBe(200);
    expect(again).toMatchObject({userId: first.userId, nick: 'Ada', avatar: first.avatar, balance: 10_000});
    expect(verifyUserSig(key(), again.userSig, first.userId).ok).toBe(true);
  });

  test('can change the name for other viewers too', async () => {
    const {body: first} = await server.session({nick: 'Before'});
    const {body: again} = await server.session({nick: 'After'}, first.token);
    expect(again).toMatchObject({userId: first.userId, nick: 'After'});
    expect(await imProfile(first.userId)).toMatchObject({Tag_Profile_IM_Nick: 'After'});
  });

  test('keeps a valid name when the requested one is invalid', async () => {
    const {body: first} = await server.session({nick: 'Grace'});
    const {body: again} = await server.session({nick: '\u3164'.repeat(25), avatar: 'javascript:alert(1)'}, first.token);
    expect(again).toMatchObject({nick: 'Grace', avatar: first.avatar});
  });

  test('keeps the remaining coins', async () => {
    const {body: first} = await server.session();
    await server.operate('POST', `/api/wallets/${first.userId}`, {amount: -9_993});
    expect((await server.session({}, first.token)).body.balance).toBe(7);
  });

  test('causes no second call to Tencent if nothing has changed', async () => {
    const {body: first} = await server.session();
    await server.cloud.rest('im_open_login_svc/account_import', {UserID: first.userId, Nick: 'written by another'});
    await server.session({}, first.token);
    expect(await imProfile(first.userId)).toMatchObject({Tag_Profile_IM_Nick: 'written by another'});
  });
});

describe('names and pictures', () => {
  const refused = {
    'only space': ' \u3000 ',
    'only joiners': '\u200d\u200d',
    'zero-width spaces': '\u200b\u2060\ufeff',
    'a Hangul filler': '\u3164',
    'the empty Braille pattern': '\u2800',
    'a soft hyphen': '\u00ad',
    tags: '\u{e0041}\u{e0042}',
    'lone combining marks': '\u0301\u0489',
    'only overrides of direction': '\u202e\u2066',
    'only controls': '\u0000\u0007',
    'half an emoji': '\ud83d',
  };
  test.each(Object.entries(refused))('an invisible name is replaced by a made-up one: %s', async (_why, nick) => {
    const {status, body} = await server.session({nick});
    expect(status).toBe(200);
    expect(body.nick).toMatch(/^\p{L}.*\d+$/u);
    expect(await imProfile(body.userId)).toMatchObject({Tag_Profile_IM_Nick: body.nick});
  });

  test.each([
    ['a line break', 'two\nlines', 'two lines'],
    ['a control character', 'a\u0007b', 'ab'],
    ['NUL', 'a\u0000b', 'ab'],
    ['an override of direction', 'nimda\u202e', 'nimda'],
    ['half an emoji', 'a\ud83d', 'a'],
    ['invisible letters', 'M\u200be\u00adi', 'Mei'],
    ['more than 24 characters', 'x'.repeat(25), 'x'.repeat(24)],
    ['joined emoji, each of which is one', '👩‍👩‍👧‍👦'.repeat(5), '👩‍👩‍👧‍👦'.repeat(5)],
    ['more than 24 flags', '🇹🇷'.repeat(30), '🇹🇷'.repeat(24)],
    ['piles of marks', `Z${'\u0336'.repeat(60)}`, 'Z\u0336\u0336'],
  ])('a name loses its forbidden characters: %s', async (_why, nick, shown) => {
    expect((await server.session({nick})).body.nick).toBe(shown);
  });

  const kept = [
    'x',
    '𝒳'.repeat(24),
    '👩‍👩‍👧‍👦 family',
    'عبد الله',
    "Robert'); drop table accounts;--".slice(0, 24),
    '<img onerror=1>',
  ];
  test.each(kept)('an allowed name is kept unchanged: %s', async (nick) => {
    const {body} = await server.session({nick});
    expect(body.nick).toBe(nick);
    expect(await imProfile(body.userId)).toMatchObject({Tag_Profile_IM_Nick: nick});
  });

  test('a name is trimmed and limited in characters, not bytes', async () => {
    expect((await server.session({nick: `  ${'汉'.repeat(24)}  `})).body.nick).toBe('汉'.repeat(24));
  });

  const addresses: [string, boolean][] = [
    ['https://pictures.example/me.png?size=2', true],
    ['http://localhost:8081/media/avatars/viewer-01.svg', true],
    ['http://127.0.0.1/x.png', true],
    ['http://pictures.example/me.png', false],
    ['javascript:alert(1)', false],
    ['data:image/svg+xml,<svg/>', false],
    ['//pictures.example/me.png', false],
    ['https://name:secret@pictures.example/me.png', false],
    [`https://pictures.example/${'x'.repeat(500)}`, false],
    ['not an address', false],
  ];
  test.each(addresses)('a picture is accepted only from a safe address: %s → %s', async (avatar, taken) => {
    const {status, body} = await server.session({avatar});
    expect(status).toBe(200);
    if (taken) expect(body.avatar).toBe(avatar);
    else expect(body.avatar).toMatch(/^http:\/\/localhost:8081\/media\/avatars\/viewer-\d\d\.svg$/);
  });
});

describe('a guest', () => {
  test('may watch, and has no chat identity, token or wallet', async () => {
    const before = await accounts();
    const {status, body} = await server.session({guest: true});
    expect(status).toBe(200);
    for (const name of ['userId', 'userSig', 'token', 'balance']) expect(body).not.toHaveProperty(name);
    expect(body).toMatchObject({sdkAppId: server.settings.sdkAppId, following: false, imServer: server.cloud.wsUrl});
    expect(body.room.roomId).toBe('demo');
    expect(body.rtc.userId).toMatch(/^guest--/);
    expect(rights(body.rtc)).toMatchObject({rights: 42, roomId: 'demo'});
    expect(await accounts()).toBe(before);
  });

  test('stays a guest although the request has a token', async () => {
    const {body: viewer} = await server.session();
    expect((await server.session({guest: true}, viewer.token)).body).not.toHaveProperty('userId');
  });
});

describe('a signature exchanged for a token', () => {
  test('makes its owner the viewer', async () => {
    const userSig = signUserSig(key(), 'customer-42', {expiresInS: 600});
    const {status, body} = await server.session({userId: 'customer-42', userSig, nick: 'Forty-two'});
    expect(status).toBe(200);
    expect(body).toMatchObject({userId: 'customer-42', nick: 'Forty-two'});
    expect((await server.session({}, body.token)).body.userId).toBe('customer-42');
  });

  test('keeps the owner’s name in the chat if the page gives none', async () => {
    await server.cloud.rest('im_open_login_svc/account_import', {UserID: 'customer-44', Nick: 'Known before'});
    const userSig = signUserSig(key(), 'customer-44', {expiresInS: 600});
    expect((await server.session({userId: 'customer-44', userSig})).body.nick).toBe('customer-44');
    expect(await imProfile('customer-44')).toMatchObject({Tag_Profile_IM_Nick: 'Known before'});
  });

  const forgeries: [string, () => string][] = [
    ['of another user', () => signUserSig(key(), 'customer-42', {expiresInS: 600})],
    ['made with another key', () => signUserSig({...key(), secretKey: 'guess'}, 'mallory', {expiresInS: 600})],
    ['of another app', () => signUserSig({...key(), sdkAppId: 1}, 'mallory', {expiresInS: 600})],
    ['that has expired', () => signUserSig(key(), 'mallory', {expiresInS: 60, now: 1_000_000})],
    ['that is malformed', () => 'eJwrtgKgRs_'],
    ['that is empty', () => ''],
  ];
  test.each(forgeries)('is refused if it is one %s', async (_kind, forge) => {
    const {status, body} = await server.session({userId: 'mallory', userSig: forge()});
    expect([status, body.error.code]).toEqual([401, 'UNAUTHORIZED']);
  });

  test('is refused for the accounts of the app', async () => {
    for (const userId of [server.settings.imAdmin, server.settings.imService]) {
      const {status, body} = await server.session({userId, userSig: signUserSig(key(), userId, {expiresInS: 600})});
      expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
    }
  });

  test('is refused for the media id of a guest, which must not become a viewer', async () => {
    const {rtc} = (await server.session({guest: true})).body;
    const {status} = await server.session({userId: rtc.userId, userSig: rtc.userSig});
    expect(status).toBe(403);
  });
});

describe('the host and the service', () => {
  test('sign in with the operator token, and the host may go on air as itself', async () => {
    const {status, body} = await server.session({as: 'host'}, 'demo-operator');
    expect(status).toBe(200);
    expect(body.userId).toBe(body.room.host.userId);
    expect(body.nick).toBe(body.room.host.nick);
    expect(body.rtc.userId).toBe(body.userId);
    expect(rights(body.rtc)).toMatchObject({rights: 255, roomId: 'demo', userId: body.userId});
    expect(verifyUserSig(key(), body.userSig, body.userId).ok).toBe(true);
  });

  test('sign in with the operator token, and the service speaks as the account that pages trust', async () => {
    const {status, body} = await server.session({as: 'service'}, 'demo-operator');
    expect(status).toBe(200);
    expect(body.userId).toBe(body.room.service);
    expect(body.rtc.userId).not.toBe(body.userId);
    expect(rights(body.rtc)).toMatchObject({rights: 42});
  });

  test.each(['host', 'service'])('are refused to others: as %s', async (as) => {
    const {body: viewer} = await server.session();
    expect((await server.session({as})).status).toBe(401);
    expect((await server.session({as}, 'guessed-operator')).status).toBe(401);
    expect((await server.session({as}, viewer.token)).status).toBe(403);
  });

  test('do not become viewers by their token', async () => {
    const {body} = await server.session({as: 'service'}, 'demo-operator');
    const {status} = await server.session({}, body.token);
    expect(status).toBe(403);
  });
});

test('a session for a room that does not exist is NOT_FOUND in every form', async () => {
  const userSig = signUserSig(key(), 'customer-42', {expiresInS: 600});
  const before = await accounts();
  for (const form of [{}, {guest: true}, {userId: 'customer-43', userSig}]) {
    const {status, body} = await server.session({roomId: 'nowhere', ...form});
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  }
  expect(await accounts()).toBe(before);
});

test.each([
  {guest: true, userId: 'a', userSig: 'b'},
  {guest: true, as: 'host'},
  {as: 'host', userId: 'a', userSig: 'b'},
  {userId: 'a'},
  {userSig: 'b'},
  {as: 'admin'},
  {jwt: 'not.for.the-demo'},
  {nick: 7},
  {avatar: {}},
  {guest: 'yes'},
  {roomId: ''},
  {roomId: 'a/b'},
  {roomId: '@TGS#1'},
  {roomId: 'x'.repeat(49)},
  {roomId: null},
  {userId: 'ü', userSig: 'x'},
  {nick: 'x'.repeat(300)},
])('an invalid session request is INVALID: %j', async (form) => {
  const {status, body} = await server.session(form);
  expect([status, body.error.code]).toEqual([422, 'INVALID']);
});
