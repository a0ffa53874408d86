import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {CloudClient} from '../../support/chat/wire-client.ts';
import {OPERATOR, startServer, type TestServer} from '../../support/server/test-server.ts';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../support/server/callbacks.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({settings: {readCacheMs: 0}});
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.operate('PUT', '/api/words', {words: []});
});

const HOST = 'host-linxi';
const MEDIA = 'guest--00112233';
let users = 0;
const newUser = () => `user-${++users}`;

const sendPrivate = (more: object = {}, platform = 'Web') =>
  callback(
    server,
    {
      CallbackCommand: 'C2C.CallbackBeforeSendMsg',
      From_Account: newUser(),
      To_Account: 'service',
      MsgSeq: 48_374,
      MsgRandom: 2_837_546,
      MsgTime: Math.floor(Date.now() / 1_000),
      MsgKey: '48374_2837546_1557481126',
      OnlineOnlyFlag: 0,
      MsgBody: textBody('hello'),
      CloudCustomData: '',
      EventTime: Date.now(),
      ...more,
    },
    {platform},
  ).then(({body}) => body);

const ask = async (CallbackCommand: string, body: object, platform = 'Web') =>
  (await callback(server, {CallbackCommand, ...body}, {platform})).body.ErrorCode;

describe('groups of the app', () => {
  const creation = {Operator_Account: 'mei', Owner_Account: 'mei', Type: 'AVChatRoom', Name: 'mine', MemberList: []};

  test.each(['Web', 'iOS', 'Android', 'Windows', 'Unknown', ''])('cannot be created from %s', async (platform) => {
    expect(await ask('Group.CallbackBeforeCreateGroup', creation, platform)).toBe(10_101);
    const claimed = {...creation, Operator_Account: server.settings.imAdmin};
    expect(await ask('Group.CallbackBeforeCreateGroup', claimed, platform)).toBe(10_101);
  });

  test('can be created by REST', async () => {
    expect(await ask('Group.CallbackBeforeCreateGroup', creation, 'RESTAPI')).toBe(0);
  });

  test('can be joined by viewers, who cannot be invited', async () => {
    const application = {GroupId: 'demo', Type: 'AVChatRoom', Requestor_Account: 'mei'};
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', application)).toBe(0);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {...application, Type: 'Public'})).toBe(10_101);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {...application, Requestor_Account: MEDIA})).toBe(10_101);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {GroupId: 'demo'})).toBe(10_101);
    const invitation = {GroupId: 'g', Type: 'Public', Operator_Account: 'mei', DestinationMembers: ['tom']};
    expect(await ask('Group.CallbackBeforeInviteJoinGroup', invitation)).toBe(10_101);
    expect(await ask('Group.CallbackBeforeInviteJoinGroup', invitation, 'RESTAPI')).toBe(0);
  });

  test('cannot be joined by a banned viewer until the ban is lifted', async () => {
    const userId = newUser();
    const enter = (GroupId: string) =>
      ask('Group.CallbackBeforeApplyJoinGroup', {GroupId, Type: 'AVChatRoom', Requestor_Account: userId});
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    expect([await enter('demo'), await enter('coffee')]).toEqual([10_105, 0]);
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 0});
    expect(await enter('demo')).toBe(0);
  });
});

describe('private messages', () => {
  test('viewers write to the service, the host and other viewers', async () => {
    for (const To_Account of ['service', HOST, newUser()]) {
      expect((await sendPrivate({To_Account})).ErrorCode, To_Account).toBe(0);
    }
  });

  test.each([
    ['from an account that only watches', {From_Account: MEDIA}],
    ['to an account that only watches', {To_Account: MEDIA}],
    ['to the administrator', {To_Account: 'administrator'}],
    ['without a sender', {From_Account: undefined}],
    ['to an invalid user id', {To_Account: 7}],
    ['without a body', {MsgBody: 'hello'}],
    ['with a text that is a number', {MsgBody: textBody(7)}],
    ['over 8,000 bytes', {MsgBody: textBody('长'.repeat(2_667))}],
    ['as a gift', {MsgBody: customBody({v: 1, type: 'gift', orderId: 'o', giftId: 'rocket', count: 9})}],
    ['as likes', {MsgBody: customBody({v: 1, type: 'like', count: 1})}],
    ['of an unknown type', {MsgBody: [{MsgType: 'TIMOtherElem', MsgContent: {}}]}],
  ])('a private message is refused %s', async (_what, more) => {
    expect((await sendPrivate(more)).ErrorCode).toBe(120_101);
  });

  test('a listed word is refused or masked in every element', async () => {
    await server.operate('PUT', '/api/words', {words: ['scamword', {word: 'rude', mask: true}]});
    const two = (first: string, second: string) => ({MsgBody: [...textBody(first), ...textBody(second)]});
    expect((await sendPrivate(two('hello', 'a s-c-a-m-w-o-r-d'))).ErrorCode).toBe(120_101);
    expect((await sendPrivate(two('scamword', 'hello'))).ErrorCode).toBe(120_101);
    expect(await sendPrivate(two('hello', 'how rude'))).toMatchObject({
      ErrorCode: 0,
      MsgBody: [...textBody('hello'), ...textBody('how ***')],
    });
  });

  test('a viewer who sends a hundred messages at once is rate limited, and the host is not', async () => {
    const flood = async (From_Account: string) =>
      Promise.all(Array.from({length: 100}, (_, n) => sendPrivate({From_Account, MsgRandom: n, To_Account: 'tom'})));
    const acceptedCount = (responses: readonly {ErrorCode: number}[]) =>
      responses.filter(({ErrorCode}) => ErrorCode === 0).length;
    const began = performance.now();
    const viewers = await flood(newUser());
    // Ten messages at once are granted, and one more each second.
    const seconds = Math.ceil((performance.now() - began) / 1_000);
    expect(acceptedCount(viewers)).toBeLessThanOrEqual(10 + seconds);
    expect(viewers.find(({ErrorCode}) => ErrorCode !== 0)).toMatchObject({ErrorCode: 120_102, ErrorInfo: '1'});
    expect(acceptedCount(await flood(HOST))).toBe(100);
  });

  test.each(['mutes', 'bans'])('%s also stop private messages to staff, service and viewers', async (kind) => {
    const From_Account = newUser();
    await server.operate('POST', `/api/rooms/demo/${kind}`, {userId: From_Account, seconds: 60});
    for (const To_Account of [HOST, 'operator-anan', 'service', 'tom']) {
      expect((await sendPrivate({From_Account, To_Account})).ErrorCode, To_Account).toBe(120_103);
    }
    expect((await sendPrivate({From_Account, To_Account: 'host-mateo'})).ErrorCode).toBe(0);
    await server.operate('POST', `/api/rooms/demo/${kind}`, {userId: From_Account, seconds: 0});
    expect((await sendPrivate({From_Account, To_Account: 'service'})).ErrorCode).toBe(0);
  });

  test('REST messages are not checked', async () => {
    expect(
      (await sendPrivate({From_Account: 'service', MsgBody: customBody({v: 1, type: 'gift'})}, 'RESTAPI')).ErrorCode,
    ).toBe(0);
  });
});

describe('a banned viewer', () => {
  const banned = async () => {
    const {userId, token} = (await server.session()).body;
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    return {userId, token};
  };
  const give = (bearer: string, room = 'demo') =>
    server.call('POST', `/api/rooms/${room}/gifts`, {
      body: {giftId: 'heart', count: 1},
      bearer,
      headers: {'Idempotency-Key': crypto.randomUUID()},
    });

  test('cannot give a gift, follow the host or report a comment until the ban is lifted', async () => {
    const {userId, token} = await banned();
    const calls = () =>
      Promise.all([
        give(token),
        server.call('POST', `/api/follows/${HOST}`, {bearer: token}),
        server.call('POST', '/api/rooms/demo/reports', {body: {seq: 1, reason: 'spam'}, bearer: token}),
      ]);
    for (const {status, body} of await calls()) {
      expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
      expect(body.error.details).toMatchObject({reason: 'banned', seconds: expect.any(Number) as number});
    }
    expect((await server.call('GET', '/api/wallet', {bearer: token})).body).toEqual({balance: 10_000});
    expect((await give(token, 'coffee')).status).toBe(201);
    expect((await server.call('DELETE', `/api/follows/${HOST}`, {bearer: token})).status).toBe(204);
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 0});
    expect((await calls()).map(({status}) => status)).toEqual([201, 204, 404]);
  });

  test('does not win a lottery entered before the ban', async () => {
    const {userId} = (await server.session()).body;
    const other = newUser();
    const lottery = {keyword: 'luck', seconds: 600, prize: 'a mug', winners: 5};
    const {lotteryId} = (await server.operate('POST', '/api/rooms/demo/lotteries', lottery)).body as unknown as {
      lotteryId: string;
    };
    for (const From_Account of [userId, other]) {
      await callback(server, beforeSend({From_Account, MsgBody: textBody('luck')}));
    }
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    expect((await callback(server, beforeSend({From_Account: userId, MsgBody: textBody('luck')}))).body.ErrorCode).toBe(
      10_103,
    );
    const drawn = await server.operate('POST', `/api/lotteries/${lotteryId}/draw`);
    expect((drawn.body as unknown as {winners: {userId: string}[]}).winners.map((winner) => winner.userId)).toEqual([
      other,
    ]);
  });
});

describe('listed words in names', () => {
  const BAD = 's-c-a-m-w-o-r-d t.me/evil';
  const list = () => server.operate('PUT', '/api/words', {words: ['scamword', {word: 'rude', mask: true}]});

  test('a session ignores a name and a picture with a listed word', async () => {
    await list();
    for (const nick of [BAD, 'so rude', 'scam\u200bword', '\u202escamword', ' \u200b ']) {
      const {nick: assignedNick, avatar} = (await server.session({nick, avatar: 'https://cdn.example/scamword.png'}))
        .body;
      expect(assignedNick, nick).toMatch(/^\S.* \d{2,3}$/);
      expect(avatar).toContain('/media/avatars/');
    }
    const first = await server.session({nick: 'Mei'});
    expect((await server.session({nick: BAD}, first.body.token)).body.nick).toBe('Mei');
  });

  test('a name that is older than the list is shown nowhere', async () => {
    const {userId, token} = (await server.session({nick: 'scamword'})).body;
    expect((await server.session({}, token)).body.nick).toBe('scamword');
    await callback(server, afterSend(9_001, {From_Account: userId}));
    await server.operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 0});
    const {lotteryId} = (
      await server.operate('POST', '/api/rooms/demo/lotteries', {
        keyword: 'luck',
        seconds: 600,
        prize: 'a mug',
        winners: 1,
      })
    ).body as unknown as {lotteryId: string};
    await callback(server, beforeSend({From_Account: userId, MsgBody: textBody('luck')}));
    await list();
    const drawn = await server.operate('POST', `/api/lotteries/${lotteryId}/draw`);
    expect(drawn.body).toMatchObject({winners: [{userId, nick: userId}]});
    expect((await server.call('GET', '/api/rooms/demo')).body.lottery).toMatchObject({
      winners: [{userId, nick: userId}],
    });
    const history = async () => {
      const {messages} = (await server.call<{messages: {from: object}[]}>('GET', '/api/rooms/demo/messages')).body;
      return messages.map(({from}) => from);
    };
    await expect.poll(history).toMatchObject([{userId, nick: ''}]);
    expect((await server.session({}, token)).body.nick).not.toContain('scamword');
  });

  test('the room receives gifts and combos without a listed word in the giver’s name', async () => {
    const {userId, token} = (await server.session({nick: 'scamword'})).body;
    await list();
    const body = {giftId: 'heart', count: 1, comboId: 'scamword'};
    const headers = {'Idempotency-Key': crypto.randomUUID()};
    const listener = await CloudClient.signedIn(server.cloud, newUser(), 'demo');
    expect((await server.call('POST', '/api/rooms/demo/gifts', {body, headers, bearer: token})).status).toBe(201);
    const gifts = () =>
      listener
        .items()
        .map((item) => JSON.stringify(item))
        .filter((item) => item.includes('orderId'));
    await expect.poll(gifts).toHaveLength(1);
    expect(gifts()[0]).toContain(userId);
    expect(gifts()[0]).not.toContain('scamword');
    await listener.close();
  });

  test('a report counts, and the word it quotes is removed', async () => {
    await list();
    const {token} = (await server.session()).body;
    await callback(server, afterSend(9_002, {From_Account: newUser()}));
    const report = () =>
      server.call('POST', '/api/rooms/demo/reports', {body: {seq: 9_002, reason: 'says scamword'}, bearer: token});
    await expect.poll(async () => (await report()).status).toBe(201);
    const {body} = await server.operate('GET', '/api/rooms/demo/reports');
    expect(body).toMatchObject([{seq: 9_002, reason: '***'}]);
  });

  test('a name that a viewer changes with the SDK is changed back', async () => {
    await list();
    const nickOf = async (userId: string) => {
      const response = await server.cloud.rest('profile/portrait_get', {
        To_Account: [userId],
        TagList: ['Tag_Profile_IM_Nick'],
      });
      const [item] = response['UserProfileItem'] as {ProfileItem?: {Value: string}[]}[];
      return item?.ProfileItem?.[0]?.Value;
    };
    const rename = async (userId: string, Value: string) => {
      const ProfileItem = [{Tag: 'Tag_Profile_IM_Nick', Value}];
      await server.cloud.rest('profile/portrait_set', {From_Account: userId, ProfileItem});
      await callback(server, {
        CallbackCommand: 'Profile.CallbackPortraitSet',
        Operator_Account: userId,
        From_Account: userId,
        ProfileItem,
      });
      // A later message waits for the name.
      expect((await callback(server, beforeSend({From_Account: userId}))).body.ErrorCode).toBe(0);
      return nickOf(userId);
    };
    const {userId} = (await server.session({nick: 'Mei'})).body;
    expect(await rename(userId, BAD)).toBe('Mei');
    expect(await rename(userId, 'Host')).toBe('Mei');
    const stranger = newUser();
    await server.cloud.rest('im_open_login_svc/account_import', {UserID: stranger});
    expect(await rename(stranger, 'Tom')).toBe('Tom');
    expect(await rename(stranger, BAD)).toBe('');
    expect(await rename(stranger, '\u200b')).toBe('');
  });
});

describe('accounts of the app', () => {
  test.each(['service', 'administrator', 'Service', MEDIA])('%s cannot be muted or banned', async (userId) => {
    const host = (await server.session({as: 'host'}, OPERATOR)).body.token;
    for (const kind of ['mutes', 'bans']) {
      for (const bearer of [host, OPERATOR]) {
        const order = {body: {userId, seconds: 60}, bearer};
        const {status, body} = await server.call('POST', `/api/rooms/demo/${kind}`, order);
        expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
      }
    }
  });

  test('the host cannot mute himself, operators, or anybody in the room of another host', async () => {
    const bearer = (await server.session({as: 'host'}, OPERATOR)).body.token;
    for (const kind of ['mutes', 'bans']) {
      for (const userId of [HOST, 'operator-anan']) {
        expect(
          (await server.call('POST', `/api/rooms/demo/${kind}`, {body: {userId, seconds: 9}, bearer})).status,
        ).toBe(403);
      }
      const order = {body: {userId: newUser(), seconds: 9}, bearer};
      expect((await server.call('POST', `/api/rooms/coffee/${kind}`, order)).status).toBe(403);
    }
  });

  test.each(['service', 'SERVICE', 'administrator', 'guest--00112233'])(
    '%s cannot host a room and cannot sign in',
    async (userId) => {
      const room = {roomId: 'taken', title: 'Taken', hostId: userId};
      expect((await server.operate('POST', '/api/rooms', room)).status).toBe(422);
      const userSig = signUserSig({sdkAppId: server.settings.sdkAppId, secretKey: server.settings.secretKey}, userId, {
        expiresInS: 60,
      });
      expect((await server.session({userId, userSig})).status).toBe(403);
    },
  );
});

describe('likes of a banned viewer', () => {
  test('do not reach the room and do not count', async () => {
    const userId = newUser();
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    const total = async () => (await server.call('GET', '/api/rooms/demo')).body.likeTotal;
    const before = await total();
    const like = beforeSend({From_Account: userId, Random: 77, MsgBody: customBody({v: 1, type: 'like', count: 9})});
    expect((await callback(server, like)).body.ErrorCode).toBe(10_103);
    expect(await total()).toBe(before);
  });
});
