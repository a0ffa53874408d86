import {afterAll, beforeAll, expect, test} from 'vitest';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {CloudClient} from '../../support/chat/wire-client.ts';
import {afterSend, beforeSend, callback} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

const MADE_UP = /^#\d+$/;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await server.operate('PUT', '/api/words', {words: ['scamword']});
});
afterAll(() => server?.close());

const exchange = (userId: string) => {
  const {sdkAppId, secretKey} = server.settings;
  return server.session({userId, userSig: signUserSig({sdkAppId, secretKey}, userId, {expiresInS: 600})});
};

/** The nick that Tencent Chat shows to a room's members. */
const nickInChat = async (userId: string) => {
  const question = {To_Account: [userId], TagList: ['Tag_Profile_IM_Nick']};
  const response = await server.cloud.rest('profile/portrait_get', question);
  return (response['UserProfileItem'] as {ProfileItem?: {Value: string}[]}[])[0]?.ProfileItem?.[0]?.Value;
};

const join = (userId: string) =>
  callback(server, {
    CallbackCommand: 'Group.CallbackBeforeApplyJoinGroup',
    GroupId: 'demo',
    Type: 'AVChatRoom',
    Requestor_Account: userId,
  });

const PortraitSet = (userId: string, Value: string) => ({
  CallbackCommand: 'Profile.CallbackPortraitSet',
  From_Account: userId,
  ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value}],
});

test('session, chat and history show a made-up name if the user id holds a listed word', async () => {
  const userId = 'scam-word_2';
  const {nick} = (await exchange(userId)).body;
  expect(nick).toMatch(MADE_UP);
  expect(await nickInChat(userId)).toBe(nick);
  await callback(server, afterSend(501, {From_Account: userId}));
  const authors = async () => {
    const {messages} = (await server.call<{messages: {from: object}[]}>('GET', '/api/rooms/demo/messages')).body;
    return messages.map(({from}) => from);
  };
  await expect.poll(authors).toMatchObject([{userId, nick}]);
});

test('a member without a session gets a name before the room receives its join', async () => {
  const userId = 'sc4mword';
  expect((await join(userId)).body.ErrorCode).toBe(0);
  expect(await nickInChat(userId)).toMatch(MADE_UP);
});

test('the server keeps a name that Tencent Chat has already', async () => {
  const userId = 'scamword-named';
  await server.cloud.rest('im_open_login_svc/account_import', {UserID: userId, Nick: 'Tom'});
  await join(userId);
  await exchange(userId);
  expect(await nickInChat(userId)).toBe('Tom');
});

test('the made-up name replaces a name that the viewer removed by the SDK', async () => {
  const userId = 'scamword-bare';
  await server.cloud.rest('im_open_login_svc/account_import', {UserID: userId, Nick: 'Tom'});
  await server.cloud.rest('profile/portrait_set', {
    From_Account: userId,
    ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: ''}],
  });
  await callback(server, PortraitSet(userId, ''));
  await callback(server, beforeSend({From_Account: userId}));
  expect(await nickInChat(userId)).toMatch(MADE_UP);
});

test('a quote of such a user, with and without a nick, does not show the listed word', async () => {
  for (const more of [{}, {nick: ''}]) {
    const CloudCustomData = JSON.stringify({v: 1, reply: {seq: 7, userId: 'scamword-3', text: 'hi', ...more}});
    const {body} = await callback(server, beforeSend({CloudCustomData}));
    expect(JSON.parse(body.CloudCustomData!)).toMatchObject({
      reply: {userId: 'scamword-3', nick: expect.stringMatching(MADE_UP) as unknown},
    });
  }
});

test('gifts and rooms show the made-up name', async () => {
  const userId = 'scamword-giver';
  const {token} = (await exchange(userId)).body;
  const listener = await CloudClient.signedIn(server.cloud, 'listener-1', 'demo');
  const headers = {'Idempotency-Key': crypto.randomUUID()};
  await server.call('POST', '/api/rooms/demo/gifts', {body: {giftId: 'heart', count: 1}, headers, bearer: token});
  const gifts = () =>
    listener
      .items()
      .map((item) => JSON.stringify(item))
      .filter((item) => item.includes('orderId'));
  await expect.poll(gifts).toHaveLength(1);
  expect(gifts()[0]).toMatch(/nick\W+#\d+/);
  await listener.close();

  const room = {roomId: 'named', title: 'Named', hostId: 'scamword-host'};
  expect((await server.operate('POST', '/api/rooms', room)).status).toBe(201);
  expect((await server.call('GET', '/api/rooms/named')).body.host.nick).toMatch(MADE_UP);
});

test('a report shows the operator the made-up names of author and reporter', async () => {
  const [author, reporter] = ['scamword-author', 'scamword-reporter'];
  const {token} = (await exchange(reporter)).body;
  await callback(server, afterSend(601, {From_Account: author}));
  const report = () =>
    server.call('POST', '/api/rooms/demo/reports', {body: {seq: 601, reason: 'rude'}, bearer: token});
  await expect.poll(async () => (await report()).status).toBe(201); // The comment is stored shortly after its callback.
  expect((await server.operate('GET', '/api/rooms/demo/reports')).body).toMatchObject([
    {
      from: {userId: author, nick: expect.stringMatching(MADE_UP) as unknown},
      reporter: expect.stringMatching(MADE_UP) as unknown,
    },
  ]);
});

test('a user id without a listed word is the name of a viewer who has none', async () => {
  expect((await exchange('plain-tom')).body.nick).toBe('plain-tom');
  expect(await nickInChat('plain-tom')).toBeFalsy();
});
