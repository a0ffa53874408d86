import {describe, expect, test} from 'vitest';
import {signUserSig} from '../../demo/server/src/tencent/user-sig.ts';
import {ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import {TEST_APP_ID, TEST_SECRET} from '../support/chat/chat-emulator.ts';

const use = useCloud();

describe('a signature', () => {
  const key = {sdkAppId: TEST_APP_ID, secretKey: TEST_SECRET};
  const now = Math.floor(Date.now() / 1_000);
  const cases: [why: string, sig: string, code: number][] = [
    ['that is garbage', 'garbage', 70003],
    ['made with another key', signUserSig({...key, secretKey: 'another'}, 'mallory', {expiresInS: 60}), 70009],
    ['of somebody else', signUserSig(key, 'alice', {expiresInS: 60}), 70013],
    ['for another app', signUserSig({...key, sdkAppId: 1_400_000_002}, 'mallory', {expiresInS: 60}), 70014],
    ['that has expired', signUserSig(key, 'mallory', {expiresInS: 60, now: now - 61}), 70001],
  ];

  test.each(cases)('%s is refused, and a valid one is accepted on the same page', async (_why, sig, code) => {
    const page = await use.page();
    expect(await page.login('mallory', sig)).toMatchObject({
      code,
      message: expect.stringContaining('usersig') as string,
    });
    expect(await page.events('kickedOut')).toEqual([]);
    succeeded(await page.signIn('mallory', use.cloud.sign('mallory')));
  });
});

test('a viewer who signs in is ready, and its clock agrees with the cloud', async () => {
  const userId = use.userId('alice');
  const page = await use.page();
  const data = succeeded(await page.signIn(userId, use.cloud.sign(userId)));
  expect(data).toMatchObject({helloInterval: 120, purchaseBits: '1'.repeat(64)});
  expect(Math.abs(Number(data.timeStamp) - Date.now() / 1_000)).toBeLessThan(60);
  await expectEventually(() => page.events('sdkStateReady')).toHaveLength(1);
});

test('a login requests each setting once and sends few requests afterwards', async () => {
  const userId = use.userId('alice');
  const page = await use.viewer(userId, ROOM);
  // The last request that the SDK sends by itself.
  await expectEventually(() => use.requestsOf('im_sdk_config_mgr.fetch_imsdk_purchase_bitsv2', userId)).toHaveLength(1);
  const settled = use.seen.length;
  // The next heartbeat: the first one, of the opening socket, may come before or after the login.
  const beats = use.requestsOf('heartbeat.alive').length;
  await expectEventually(() => use.requestsOf('heartbeat.alive').length).toBeGreaterThan(beats);
  expect(use.seen.length - settled).toBeLessThan(20);
  for (const command of ['sns.black_list_get', 'recentcontact.page_get']) {
    expect(use.requestsOf(command, userId), command).toHaveLength(1);
  }
  expect(await page.events('netStateChange')).toEqual([]);
  const commands = new Set(use.seen.map(({command}) => command));
  const wire = await use.client(use.userId('wire'));
  for (const command of commands) {
    if (!command.endsWith('.wslogin')) expect((await wire.ask(command)).ErrorCode, command).not.toBe(10003);
  }
});

test('a second tab of the same viewer ends the login of the first', async () => {
  const userId = use.userId('alice');
  const first = await use.viewer(userId, ROOM);
  const second = await use.viewer(userId, ROOM);
  await expectEventually(() => first.events('kickedOut')).toMatchObject([{data: {type: 'multipleAccount'}}]);
  expect(await first.say(ROOM, 'still here?')).not.toMatchObject({code: 0});
  succeeded(await second.say(ROOM, 'it is mine now'));
  expect(await second.events('kickedOut')).toEqual([]);
});

test('two tabs of one viewer both receive messages if the console allows it', async () => {
  await use.cloud.fault({multiLogin: true});
  const userId = use.userId('alice');
  const tabs = [await use.viewer(userId, ROOM), await use.viewer(userId, ROOM)];
  const bob = await use.viewer(use.userId('bob'), ROOM);
  succeeded(await bob.say(ROOM, 'hello both'));
  for (const tab of tabs) {
    await expectEventually(() => tab.texts()).toEqual(['hello both']);
    expect(await tab.events('kickedOut')).toEqual([]);
  }
});

test.each([
  [1, 'multipleAccount'],
  [2, 'multipleDevice'],
  [3, 'REST_API_Kick'],
])('a kick of type %i reaches the page as %s, and the viewer can sign in again', async (type, reportedType) => {
  const userId = use.userId('alice');
  const page = await use.viewer(userId, ROOM);
  await use.cloud.fault({kick: {userId, type}});
  await expectEventually(() => page.events('kickedOut')).toMatchObject([{data: {type: reportedType}}]);
  await expectEventually(() => page.events('sdkStateNotReady')).toHaveLength(1);
  succeeded(await page.signIn(userId, use.cloud.sign(userId)));
  succeeded(await page.join(ROOM));
  succeeded(await page.say(ROOM, 'back'));
});

test('the business server can kick a viewer', async () => {
  const userId = use.userId('alice');
  const page = await use.viewer(userId, ROOM);
  expect(await use.cloud.rest('im_open_login_svc/kick', {UserID: userId})).toMatchObject({ErrorCode: 0});
  await expectEventually(() => page.events('kickedOut')).toMatchObject([{data: {type: 'REST_API_Kick'}}]);
});

test('a signature that the cloud expires ends the login at the next request, and a new one is accepted', async () => {
  const userId = use.userId('alice');
  const page = await use.viewer(userId, ROOM);
  const old = use.cloud.sign(userId);
  await use.cloud.fault({expireSignature: {userId}});
  expect(await page.say(ROOM, 'too late')).toMatchObject({code: 70001});
  await expectEventually(() => page.events('kickedOut')).toMatchObject([{data: {type: 'userSigExpired'}}]);
  expect(await page.login(userId, old)).toMatchObject({code: 70001});
  succeeded(await page.signIn(userId, use.cloud.sign(userId)));
  succeeded(await page.join(ROOM));
  succeeded(await page.say(ROOM, 'renewed'));
});

test('a signature that reaches its end ends the login at the next request', async () => {
  const userId = use.userId('alice');
  const page = await use.page();
  const bob = await use.viewer(use.userId('bob'), ROOM);
  const response = await page.login(userId, use.cloud.sign(userId, 3));
  const lapsesAt = Number(succeeded(response).timeStamp) + 3;
  await expectEventually(() => Math.floor(Date.now() / 1_000)).toBeGreaterThanOrEqual(lapsesAt);
  expect(await page.join(ROOM)).not.toMatchObject({code: 0});
  await expectEventually(() => page.events('kickedOut')).toMatchObject([{data: {type: 'userSigExpired'}}]);
  succeeded(await bob.say(ROOM, 'others stay'));
});

test('a viewer who signs out leaves its room and can sign in as another user', async () => {
  const alice = use.userId('alice');
  const page = await use.viewer(alice, ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  succeeded(await page.call('logout'));
  await expectEventually(async () =>
    (await bob.messages('TIMGroupTipElem')).map(({payload}) => payload),
  ).toContainEqual(expect.objectContaining({operationType: 2, userIDList: [alice]}));
  const carol = use.userId('carol');
  succeeded(await page.signIn(carol, use.cloud.sign(carol)));
  succeeded(await page.join(ROOM));
  succeeded(await page.say(ROOM, 'hello'));
  await expectEventually(() => bob.messages('TIMTextElem')).toMatchObject([{from: carol}]);
});
