import {expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, useCloud} from '../support/chat/chat-fixture.ts';
import type {RestResponse} from '../support/chat/chat-emulator.ts';
import type {SdkMessage, SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud();

function bodyOf(text: string) {
  return {
    Random: 1 + Math.floor(Math.random() * 1e9),
    MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: text, Desc: 'broadcast'}}],
  };
}

/** Sends a broadcast as soon as the limit of one a second allows it. */
async function send(body: object): Promise<RestResponse> {
  let response: RestResponse | undefined;
  await expectEventually(async () => {
    response = await use.cloud.rest('group_open_http_svc/send_broadcast_msg', body);
    return response.ErrorCode;
  }).not.toBe(10023);
  return response!;
}

const broadcast = (text: string) => send(bodyOf(text));
const receivedBroadcasts = async (page: SdkPage): Promise<SdkMessage[]> => page.messages('TIMCustomElem');
const texts = async (page: SdkPage) => (await receivedBroadcasts(page)).map(({payload}) => payload.data);

test('every room receives a broadcast once, in push mode, in poll mode and as a guest', async () => {
  await use.make('room-3');
  const pushed = [await use.viewer(use.userId('alice'), ROOM), await use.viewer(use.userId('alan'), 'room-3')];
  await use.cloud.fault({mode: 'poll'});
  const polling = await use.viewer(use.userId('bob'), OTHER_ROOM);
  const guest = await use.guest(OTHER_ROOM);
  for (const text of ['first', 'second']) expect(await broadcast(text)).toMatchObject({ErrorCode: 0});
  for (const page of [...pushed, polling, guest]) {
    await expectEventually(() => texts(page)).toEqual(['first', 'second']);
    expect(
      (await receivedBroadcasts(page)).every(
        ({isBroadcastMessage, from}) => isBroadcastMessage && from === 'administrator',
      ),
    ).toBe(true);
  }
  expect((await receivedBroadcasts(pushed[0]!))[0]).toMatchObject({conversationID: `GROUP${ROOM}`});
  expect((await receivedBroadcasts(guest))[0]).toMatchObject({to: null, conversationID: null});
});

test('a viewer who joins later does not receive an old broadcast', async () => {
  await broadcast('old news');
  const guest = await use.guest(ROOM);
  await broadcast('fresh news');
  await expectEventually(() => texts(guest)).toEqual(['fresh news']);
});

test('a guest whose connection is cut receives each broadcast once', async () => {
  const guest = await use.guest(ROOM);
  await broadcast('one');
  await use.cloud.fault({cut: {userId: ''}});
  await broadcast('two');
  await expectEventually(() => texts(guest)).toEqual(['one', 'two']);
});

test('a viewer in poll mode that lost its network receives each broadcast once', async () => {
  await use.cloud.fault({mode: 'poll'});
  const bobId = use.userId('bob');
  const bob = await use.viewer(bobId, ROOM);
  await broadcast('one');
  await expectEventually(() => texts(bob)).toEqual(['one']);
  await use.cloud.fault({cut: {userId: bobId}});
  await broadcast('two');
  await broadcast('three');
  await expectEventually(() => texts(bob)).toEqual(['one', 'two', 'three']);
});

test('a viewer in push mode that lost its network receives each broadcast once if the cloud replays', async () => {
  await use.cloud.fault({replayAfterLogin: true});
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  await broadcast('one');
  await expectEventually(() => texts(alice)).toEqual(['one']);
  await use.cloud.fault({silence: {userId: aliceId, seconds: 3}});
  await broadcast('two');
  await use.cloud.fault({cut: {userId: aliceId}});
  await expectEventually(() => texts(alice)).toEqual(['one', 'two']);
  await broadcast('three');
  await expectEventually(() => texts(alice)).toEqual(['one', 'two', 'three']);
});

test('the cloud accepts one broadcast a second, and none in an edition without broadcasts', async () => {
  const command = 'group_open_http_svc/send_broadcast_msg';
  await broadcast('a');
  expect(await use.cloud.rest(command, bodyOf('b'))).toMatchObject({ActionStatus: 'FAIL', ErrorCode: 10023});
  for (const edition of ['trial', 'pro']) {
    await use.cloud.fault({edition});
    expect(await use.cloud.rest(command, bodyOf('c'))).toMatchObject({ActionStatus: 'FAIL', ErrorCode: 10007});
  }
});

test('a broadcast that two servers send is received once, and both servers get the same response', async () => {
  const guest = await use.guest(ROOM);
  await broadcast('before');
  await expectEventually(() => texts(guest)).toEqual(['before']);
  const body = bodyOf('once');
  const responses = await Promise.all([send(body), send(body)]);
  responses.push(await use.cloud.rest('group_open_http_svc/send_broadcast_msg', body));
  for (const response of responses) expect(response).toEqual({...responses[0], ErrorCode: 0});
  const other = {...bodyOf('another'), Random: body.Random};
  expect((await send(other)).MsgSeq).not.toBe(responses[0].MsgSeq);
  await expectEventually(() => texts(guest)).toEqual(['before', 'once', 'another']);
});

test('a viewer cannot send a broadcast', async () => {
  const guest = await use.guest(ROOM);
  const mallory = await use.client(use.userId('mallory'), ROOM);
  const claims = {Event: 17, IsBroadcastMessage: true, ...bodyOf('mine'), GroupId: ROOM};
  expect(await mallory.ask('group_open_http_svc.send_broadcast_msg', claims)).toMatchObject({ErrorCode: 10003});
  expect(await mallory.ask('group_open_http_svc.send_group_msg', claims)).toMatchObject({ErrorCode: 0});
  await expectEventually(() => receivedBroadcasts(guest)).toMatchObject([
    {isBroadcastMessage: false, conversationID: `GROUP${ROOM}`},
  ]);
});
