import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {launchSdkBrowser, type SdkBrowser, type SdkPage} from '../../support/chat/sdk-page.ts';
import {OPERATOR, startServer, type TestServer} from '../../support/server/test-server.ts';

/** The attacker has the real SDK and a signature from the server. The local cloud sends callbacks. */
let cloud: CloudServer;
let server: TestServer | undefined;
let browser: SdkBrowser;
/** If false, the callbacks are not configured in the console. */
let callbacks = true;
beforeAll(async () => {
  cloud = await startCloud({
    callbackUrl: () => (callbacks && server ? server.url + server.settings.callbackPath : undefined),
    callbackToken: DEMO_SECRETS.IM_CALLBACK_TOKEN,
  });
  server = await startServer({cloud});
  browser = await launchSdkBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await cloud?.close();
});

const HOST = 'host-linxi';
let rooms = 0;
const newRoomId = () => `rights-${++rooms}`;

async function signedIn(userId: string, userSig: string): Promise<SdkPage> {
  const page = await browser.open({sdkAppId: cloud.sdkAppId, wsUrl: cloud.wsUrl}, {build: 'whole'});
  expect(await page.signIn(userId, userSig)).toMatchObject({code: 0});
  return page;
}

/** A guest's signature is meant for TRTC, but is valid for Chat too. */
async function guestPage(): Promise<{page: SdkPage; userId: string}> {
  const {rtc} = (await server!.session({guest: true})).body;
  return {page: await signedIn(rtc.userId, rtc.userSig), userId: rtc.userId};
}

async function viewerPage(): Promise<{page: SdkPage; userId: string; token: string}> {
  const {userId, userSig, token} = (await server!.session()).body;
  return {page: await signedIn(userId, userSig), userId, token};
}

const createGroup = (page: SdkPage, groupID: string, type = 'AVChatRoom') =>
  page.call('createGroup', {type, name: 'mine', groupID});

const ownerOf = async (roomId: string) => {
  const response = await cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
  return (response['GroupInfo'] as {Owner_Account?: string}[])[0]!.Owner_Account;
};

const openRoom = (roomId: string) => server!.operate('POST', '/api/rooms', {roomId, title: roomId, hostId: HOST});

describe('the media signature of a guest', () => {
  test('cannot create the group of a room, open or not', async () => {
    const roomId = newRoomId();
    const {page} = await guestPage();
    for (const type of ['AVChatRoom', 'Public']) {
      expect(await createGroup(page, `${roomId}-${type}`, type), type).toMatchObject({code: 10_101});
    }
    expect((await openRoom(roomId)).status).toBe(201);
    expect(await ownerOf(roomId)).toBe(HOST);
  });

  test('cannot join a room, send a comment or set the like counter', async () => {
    const {page} = await guestPage();
    expect((await page.join('demo')).code).not.toBe(0);
    expect((await page.say('demo', 'hello')).code).not.toBe(0);
    expect((await page.call('setGroupCounters', {groupID: 'demo', counters: {like: 5}})).code).not.toBe(0);
  });

  test('cannot send a private message', async () => {
    const {page} = await guestPage();
    const {userId} = await viewerPage();
    for (const to of [userId, HOST, 'service']) {
      expect(await page.send(to, 'Text', {text: 'hi'}, {conversationType: 'C2C'}), to).toMatchObject({code: 120_101});
    }
  });
});

describe('an app without configured callbacks', () => {
  test('takes over a group of another owner when its room opens', async () => {
    const roomId = newRoomId();
    const {page, userId} = await guestPage();
    callbacks = false;
    try {
      expect(await createGroup(page, roomId)).toMatchObject({code: 0});
      expect(await ownerOf(roomId)).toBe(userId);
      expect((await openRoom(roomId)).status).toBe(201);
    } finally {
      callbacks = true;
    }
    expect(await ownerOf(roomId)).toBe(HOST);
    const changed = await page.call('updateGroupProfile', {groupID: roomId, notification: 'mine'});
    expect(changed.code).not.toBe(0);
    expect((await page.call('dismissGroup', roomId)).code).not.toBe(0);
  });

  test('takes over a group created while the room had none, and the server reports bad health', async () => {
    const {page, userId} = await guestPage();
    callbacks = false;
    try {
      await cloud.rest('group_open_http_svc/destroy_group', {GroupId: 'coffee'});
      expect(await createGroup(page, 'coffee')).toMatchObject({code: 0});
      expect(await ownerOf('coffee')).toBe(userId);
      await expect.poll(async () => (await server!.call('GET', '/healthz')).status).toBe(503);
    } finally {
      callbacks = true;
    }
    await expect.poll(() => ownerOf('coffee')).toBe('host-mateo');
    await expect.poll(async () => (await server!.call('GET', '/healthz')).status).toBe(200);
  });
});

describe('the owner of a room’s group', () => {
  test('changes the room by the SDK, and the server restores it', async () => {
    const roomId = newRoomId();
    await openRoom(roomId);
    await server!.operate('PUT', `/api/rooms/${roomId}/notice`, {text: 'as the operator wrote it'});
    const {userId, userSig} = (await server!.session({roomId, as: 'host'}, OPERATOR)).body;
    const page = await signedIn(userId, userSig);
    await page.join(roomId);
    await page.call('updateGroupProfile', {groupID: roomId, notification: 'scam', name: 'scam', muteAllMembers: true});
    const profile = async () => {
      const response = await cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
      return (response['GroupInfo'] as object[])[0];
    };
    const wanted = {Notification: 'as the operator wrote it', Name: roomId, ShutUpAllMember: 'Off'};
    await expect.poll(profile).toMatchObject(wanted);
    await page.call('dismissGroup', roomId);
    await expect.poll(profile).toMatchObject({...wanted, Owner_Account: HOST});
  });
});

describe('private messages by the SDK', () => {
  test('a viewer writes to the service and to the host, and the server limits a flood', async () => {
    const {page} = await viewerPage();
    const to = {conversationType: 'C2C'};
    expect(await page.send('service', 'Text', {text: 'where is my parcel?'}, to)).toMatchObject({code: 0});
    expect(await page.send(HOST, 'Text', {text: 'hello'}, to)).toMatchObject({code: 0});
    const codes: number[] = [];
    for (let n = 0; n < 40; n++) codes.push((await page.send('service', 'Text', {text: `${n}`}, to)).code);
    expect(codes.filter((code) => code === 120_102).length).toBeGreaterThan(10);
  });

  test('a muted viewer receives the seconds left, and can still write to the host of another room', async () => {
    const {page, userId} = await viewerPage();
    await server!.operate('POST', '/api/rooms/demo/mutes', {userId, seconds: 60});
    const response = await page.send(HOST, 'Text', {text: 'hello'}, {conversationType: 'C2C'});
    expect(response).toMatchObject({code: 120_103, message: expect.stringMatching(/^(5\d|60)$/) as string});
    expect(await page.send('service', 'Text', {text: 'hello'}, {conversationType: 'C2C'})).toMatchObject({
      code: 120_103,
    });
    expect(await page.send('host-mateo', 'Text', {text: 'hello'}, {conversationType: 'C2C'})).toMatchObject({code: 0});
  });
});

describe('the like counter', () => {
  test.each([
    ['liked', 7],
    ['never liked', 0],
  ])('of a room that was %s is corrected after a member changes it', async (_what, likes) => {
    const roomId = newRoomId();
    await openRoom(roomId);
    const {page} = await viewerPage();
    expect((await page.join(roomId)).code).toBe(0);
    if (likes) {
      const data = JSON.stringify({v: 1, type: 'like', count: likes});
      expect(await page.send(roomId, 'Custom', {data, description: 'like', extension: ''})).toMatchObject({code: 0});
    }
    const counter = async () => {
      const body = {GroupId: roomId, GroupCounterKeys: ['like']};
      const response = await cloud.rest('group_open_http_svc/get_group_counter', body);
      return (response['GroupCounter'] as {Value: number}[])[0]?.Value ?? 0;
    };
    await expect.poll(counter).toBe(likes);
    for (const like of [Number.MAX_SAFE_INTEGER, 1, -5]) {
      expect(await page.call('setGroupCounters', {groupID: roomId, counters: {like}})).toMatchObject({code: 0});
      expect((await counter()) === like || (await counter()) === likes).toBe(true);
      await expect.poll(counter).toBe(likes);
    }
  });
});
