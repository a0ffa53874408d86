import {describe, expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud();

const states = async (page: SdkPage) =>
  (await page.events('netStateChange')).map(({data}) => (data as {state: string}).state);

test('a viewer whose socket is cut reconnects, stays in the room, and requests no new signature', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  // The SDK treats a socket that closes within its first second as refused.
  const [ready] = await alice.events('sdkStateReady');
  await expectEventually(() => alice.page.evaluate(() => performance.now())).toBeGreaterThan(ready!.at + 1_000);
  await use.cloud.fault({cut: {userId: aliceId}});
  await expectEventually(() => states(alice)).toEqual(['connecting', 'connected']);
  await expectEventually(() => use.requestsOf('im_open_status.wslogin')).toHaveLength(3);
  succeeded(await bob.say(ROOM, 'welcome back'));
  await expectEventually(() => alice.texts()).toEqual(['welcome back']);
  succeeded(await alice.say(ROOM, 'thanks'));
  expect(use.requestsOf('group_open_http_svc.apply_join_group', aliceId)).toHaveLength(1);
  expect(await alice.events('sdkStateNotReady')).toEqual([]);
  const bobsTips = await bob.messages('TIMGroupTipElem');
  expect(bobsTips.filter(({payload}) => payload.operationType === 2)).toEqual([]);
});

test('a viewer in poll mode receives every message after its connection is cut', async () => {
  await use.cloud.fault({mode: 'poll'});
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  succeeded(await bob.say(ROOM, 'one'));
  await expectEventually(() => alice.texts()).toEqual(['one']);
  await use.cloud.fault({cut: {userId: aliceId}});
  succeeded(await bob.say(ROOM, 'two'));
  succeeded(await bob.say(ROOM, 'three'));
  await expectEventually(() => alice.texts()).toEqual(['one', 'two', 'three']);
});

test('a viewer stays disconnected while the cloud refuses sockets, and its next call reconnects it', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  await use.cloud.fault({refuse: {seconds: 60}, cut: {userId: aliceId}});
  await expectEventually(() => states(alice)).toContain('disconnected');
  succeeded(await bob.say(ROOM, 'open sockets stay'));
  await use.cloud.restore();
  succeeded(await alice.call('getUserProfile', {userIDList: ['somebody-unknown']}));
  succeeded(await bob.say(ROOM, 'you are back'));
  await expectEventually(() => alice.texts()).toEqual(['you are back']);
});

test('the SDK disconnects when the network is silent, and reconnects when the network works again', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  await use.cloud.fault({silence: {userId: aliceId, seconds: 60}});
  succeeded(await bob.say(ROOM, 'can you hear?'));
  await expectEventually(() => states(alice)).toContain('connecting');
  expect(await alice.texts()).toEqual([]);
  await use.cloud.restore();
  await expectEventually(() =>
    use.cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: ROOM}),
  ).toMatchObject({
    OnlineMemberNum: 2,
  });
  await expectEventually(async () => {
    await bob.say(ROOM, 'now?');
    return alice.texts();
  }).toContain('now?');
});

test('a page that was offline is signed out on reconnecting if another page signed in as its viewer', async () => {
  const aliceId = use.userId('alice');
  const first = await use.viewer(aliceId, ROOM);
  await use.cloud.fault({refuse: {seconds: 60}, cut: {userId: aliceId}});
  await expectEventually(() => states(first)).toContain('disconnected');
  await use.cloud.restore();
  const second = await use.client(aliceId, ROOM);
  await first.call('getUserProfile', {userIDList: ['somebody-unknown']});
  await expectEventually(() => first.events('kickedOut')).toMatchObject([{data: {type: 'multipleAccount'}}]);
  expect(await second.send(ROOM, 'still here')).toMatchObject({ErrorCode: 0});
});

test('the fault endpoint drops pushes and delays responses', async () => {
  const alice = await use.viewer(use.userId('alice'), ROOM);
  const bob = await use.viewer(use.userId('bob'), ROOM);
  await use.cloud.fault({dropPushes: true});
  succeeded(await bob.say(ROOM, 'lost'));
  await use.cloud.fault({dropPushes: false, delayMs: 400});
  const before = Date.now();
  succeeded(await bob.say(ROOM, 'late'));
  // Timers and the wall clock may differ by some milliseconds.
  expect(Date.now() - before).toBeGreaterThan(350);
  await expectEventually(() => alice.texts()).toEqual(['late']);
});

describe('replay after a login', () => {
  test('the cloud sends missed messages after a cut, in order and once each', async () => {
    await use.cloud.fault({replayAfterLogin: true});
    const aliceId = use.userId('alice');
    const alice = await use.viewer(aliceId, ROOM);
    const bob = await use.client(use.userId('bob'), ROOM);
    await bob.send(ROOM, 'before');
    await expectEventually(() => alice.texts()).toEqual(['before']);
    await use.cloud.fault({refuse: {seconds: 60}, cut: {userId: aliceId}});
    await expectEventually(() => states(alice)).toContain('disconnected');
    const missed = Array.from({length: 25}, (_, index) => `missed ${index}`);
    for (const text of missed) await bob.send(ROOM, text);
    await use.cloud.fault({refuse: {seconds: 0}});
    await alice.call('getUserProfile', {userIDList: ['somebody-unknown']});
    await expectEventually(() => alice.texts()).toEqual(['before', ...missed]);
    await bob.send(ROOM, 'after');
    await expectEventually(() => alice.texts()).toEqual(['before', ...missed, 'after']);
  });

  test('the cloud sends messages that were missed in a silence', async () => {
    await use.cloud.fault({replayAfterLogin: true});
    const aliceId = use.userId('alice');
    const alice = await use.viewer(aliceId, ROOM);
    const bob = await use.client(use.userId('bob'), ROOM);
    await use.cloud.fault({silence: {userId: aliceId, seconds: 60}});
    await bob.send(ROOM, 'can you hear?');
    await use.cloud.fault({silence: {userId: aliceId, seconds: 0}, cut: {userId: aliceId}});
    await expectEventually(() => alice.texts()).toEqual(['can you hear?']);
  });
});

test('a second terminal that enters another room ends the membership of the first without a notice', async () => {
  await use.cloud.fault({multiLogin: true});
  const aliceId = use.userId('alice');
  const here = await use.viewer(aliceId, ROOM, {build: 'whole'});
  const bob = await use.client(use.userId('bob'), ROOM);
  const there = await use.viewer(aliceId, OTHER_ROOM);
  const carol = await use.client(use.userId('carol'), OTHER_ROOM);
  await bob.send(ROOM, 'nobody here hears this');
  await carol.send(OTHER_ROOM, 'welcome');
  await expectEventually(() => there.texts()).toEqual(['welcome']);
  expect(await here.texts()).toEqual([]);
  expect(await here.events('kickedOut')).toEqual([]);
  expect(await here.say(ROOM, 'am I?')).toMatchObject({code: 10007});
});

describe('short retention of disconnected members', () => {
  const brief = useCloud({memberLingerMs: 1_000});

  test('a viewer who stays disconnected leaves the room, and the room receives the tip', async () => {
    const aliceId = brief.userId('alice');
    const alice = await brief.viewer(aliceId, ROOM);
    const bob = await brief.viewer(brief.userId('bob'), ROOM);
    await alice.close();
    await expectEventually(() =>
      brief.cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: ROOM}),
    ).toMatchObject({
      OnlineMemberNum: 1,
    });
    await expectEventually(async () =>
      (await bob.messages('TIMGroupTipElem')).map(({payload}) => payload),
    ).toContainEqual(expect.objectContaining({operationType: 2, userIDList: [aliceId]}));
  });
});
