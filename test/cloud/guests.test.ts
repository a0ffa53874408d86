import {expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';

const use = useCloud();
const GUEST_POLL = 'group_open_long_polling_http_noauth_svc.get_msg';

test('a guest receives messages sent after it joined, and none from before', async () => {
  const alice = await use.viewer(use.userId('alice'), ROOM);
  succeeded(await alice.say(ROOM, 'before'));
  const guest = await use.guest(ROOM);
  succeeded(await alice.say(ROOM, 'after'));
  await expectEventually(() => guest.texts()).toEqual(['after']);
  succeeded(
    await alice.send(ROOM, 'Custom', {data: '{"v":1,"type":"like","count":1}', description: 'like', extension: ''}),
  );
  await expectEventually(() => guest.messages('TIMCustomElem')).toHaveLength(1);
  expect(await guest.say(ROOM, 'may I?')).not.toMatchObject({code: 0});
});

test('a guest receives messages sent between its joining and its first poll', async () => {
  const wire = await use.stranger();
  const joined = await wire.ask('group_open_http_noauth_svc.apply_join_group', {GroupId: ROOM}, {});
  const alice = await use.client(use.userId('alice'), ROOM);
  await alice.send(ROOM, 'in between');
  const first = await wire.ask(GUEST_POLL, {StartSeq: 0, Key: joined.LongPollingKey, HoldTime: 90}, {});
  expect(JSON.stringify(first.RspMsgList)).toContain('in between');
});

test('the cloud responds to a waiting guest within ten seconds, and the guest polls again', async () => {
  const guest = await use.guest(OTHER_ROOM);
  await expectEventually(() => use.requestsOf(GUEST_POLL).length).toBeGreaterThan(1);
  const [first, second] = use.requestsOf(GUEST_POLL);
  expect(first!.body.StartSeq).toBe(0);
  expect(second!.body.StartSeq).toBeGreaterThan(0);
  expect(await guest.events('netStateChange')).toEqual([]);
});

test('a guest receives joins, a change of the product, and the end of the room', async () => {
  await use.make('for-guests');
  const guest = await use.guest('for-guests');
  const bobId = use.userId('bob');
  await use.viewer(bobId, 'for-guests');
  const tips = async () => (await guest.messages('TIMGroupTipElem')).map(({payload}) => payload);
  await expectEventually(tips).toMatchObject([{operationType: 1, userIDList: [bobId]}]);
  await use.cloud.rest('group_open_http_svc/modify_group_base_info', {
    GroupId: 'for-guests',
    AppDefinedData: [{Key: 'product', Value: '{}'}],
  });
  await expectEventually(tips).toMatchObject([
    {},
    {newGroupProfile: {groupCustomField: [{key: 'product', value: '{}'}]}},
  ]);
  await use.cloud.rest('group_open_http_svc/destroy_group', {GroupId: 'for-guests'});
  await expectEventually(async () =>
    (await guest.messages('TIMGroupSystemNoticeElem')).map(({payload}) => payload.operationType),
  ).toEqual([5]);
});

test('a guest that lost its network receives the missed messages once', async () => {
  const alice = await use.viewer(use.userId('alice'), ROOM);
  const guest = await use.guest(ROOM);
  succeeded(await alice.say(ROOM, 'one'));
  await expectEventually(() => guest.texts()).toEqual(['one']);
  await use.cloud.fault({cut: {userId: ''}});
  succeeded(await alice.say(ROOM, 'two'));
  succeeded(await alice.say(ROOM, 'three'));
  await expectEventually(() => guest.texts()).toEqual(['one', 'two', 'three']);
});

test('a guest can sign in and send a comment in the same page', async () => {
  const guest = await use.guest(ROOM);
  const aliceId = use.userId('alice');
  const bob = await use.viewer(use.userId('bob'), ROOM);
  succeeded(await guest.call('quitGroup', ROOM));
  succeeded(await guest.signIn(aliceId, use.cloud.sign(aliceId)));
  succeeded(await guest.join(ROOM));
  succeeded(await guest.say(ROOM, 'now I can'));
  await expectEventually(() => bob.messages('TIMTextElem')).toMatchObject([{from: aliceId}]);
});

test('the online count includes a guest until the guest leaves', async () => {
  await use.make('watched');
  const guest = await use.guest('watched');
  const count = async () =>
    (await use.cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: 'watched'})).OnlineMemberNum;
  expect(await count()).toBe(1);
  expect(succeeded(await guest.call('getGroupOnlineMemberCount', 'watched'))).toMatchObject({memberCount: 1});
  await guest.close();
  await expectEventually(count).toBe(0);
});

test('a guest cannot join a room that does not exist', async () => {
  const page = await use.page({build: 'whole'});
  expect(await page.join('nowhere')).toMatchObject({code: 10010});
});
