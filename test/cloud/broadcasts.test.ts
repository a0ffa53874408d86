import {expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, soon, useCloud} from '../support/cloud-fixture.ts';
import type {RestAnswer} from '../support/cloud-server.ts';
import type {SdkMessage, SdkPage} from '../support/sdk-page.ts';

const use = useCloud();

async function broadcast(text: string): Promise<RestAnswer> {
  const body = {
    Random: 1 + Math.floor(Math.random() * 1e9),
    MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: text, Desc: 'broadcast'}}],
  };
  let answer: RestAnswer | undefined;
  await soon(async () => {
    answer = await use.cloud.rest('group_open_http_svc/send_broadcast_msg', body);
    return answer.ErrorCode;
  }).not.toBe(10023);
  return answer!;
}

const heard = async (page: SdkPage): Promise<SdkMessage[]> => page.messages('TIMCustomElem');

test('a broadcast reaches every room once each: pushed to, polling and guests', async () => {
  const pushed = await use.viewer(use.userId('alice'), ROOM);
  await use.cloud.fault({mode: 'poll'});
  const polling = await use.viewer(use.userId('bob'), OTHER_ROOM);
  const guest = await use.guest(OTHER_ROOM);
  for (const text of ['first', 'second']) expect(await broadcast(text)).toMatchObject({ErrorCode: 0});
  for (const page of [pushed, polling, guest]) {
    await soon(async () => (await heard(page)).map(({payload}) => payload.data)).toEqual(['first', 'second']);
    expect(
      (await heard(page)).every(({isBroadcastMessage, from}) => isBroadcastMessage && from === 'administrator'),
    ).toBe(true);
  }
  expect((await heard(pushed))[0]).toMatchObject({conversationID: `GROUP${ROOM}`});
  expect((await heard(guest))[0]).toMatchObject({to: null, conversationID: null});
});

test('who joins later does not hear an old broadcast', async () => {
  await broadcast('old news');
  const guest = await use.guest(ROOM);
  await broadcast('fresh news');
  await soon(async () => (await heard(guest)).map(({payload}) => payload.data)).toEqual(['fresh news']);
});

test('a guest that lost its network at the wrong moment hears each broadcast once', async () => {
  const guest = await use.guest(ROOM);
  await broadcast('one');
  await use.cloud.fault({cut: {userId: ''}});
  await broadcast('two');
  await soon(async () => (await heard(guest)).map(({payload}) => payload.data), 10_000).toEqual(['one', 'two']);
});

test('one broadcast a second, and none without the edition for it', async () => {
  const body = {Random: 7, MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'x'}}]};
  const command = 'group_open_http_svc/send_broadcast_msg';
  await broadcast('a');
  expect(await use.cloud.rest(command, body)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: 10023});
  await use.cloud.fault({edition: 'pro'});
  expect(await use.cloud.rest(command, body)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: 10007});
});
