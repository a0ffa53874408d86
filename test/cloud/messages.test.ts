import {describe, expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud();

describe.each(['push', 'poll'] as const)('in %s mode', (mode) => {
  async function twoViewers(): Promise<{alice: SdkPage; bob: SdkPage; aliceId: string; bobId: string}> {
    await use.cloud.fault({mode});
    const aliceId = use.userId('alice');
    const bobId = use.userId('bob');
    return {alice: await use.viewer(aliceId, ROOM), bob: await use.viewer(bobId, ROOM), aliceId, bobId};
  }

  test('a comment reaches the other viewer with the same id, and does not return to its sender', async () => {
    const {alice, bob, aliceId} = await twoViewers();
    const sent = succeeded(await alice.say(ROOM, '你好 😀 <b>שלום</b>')).message as Record<string, unknown>;
    await expectEventually(() => bob.messages('TIMTextElem')).toHaveLength(1);
    const [received] = await bob.messages('TIMTextElem');
    expect(received).toMatchObject({
      payload: {text: '你好 😀 <b>שלום</b>'},
      from: aliceId,
      conversationID: `GROUP${ROOM}`,
      priority: 'Normal',
      flow: 'in',
      isBroadcastMessage: false,
    });
    for (const field of ['ID', 'random', 'sequence', 'time', 'clientTime'] as const) {
      expect(received![field], field).toBe(sent[field]);
    }
    succeeded(await bob.say(ROOM, 'and back'));
    await expectEventually(() => alice.texts()).toEqual(['and back']);
  });

  test('a burst arrives complete, in order, once each', async () => {
    const {alice, bob} = await twoViewers();
    const texts = Array.from({length: 30}, (_, index) => `line ${index}`);
    for (const text of texts) succeeded(await alice.say(ROOM, text));
    await expectEventually(() => bob.texts()).toEqual(texts);
    const sequences = (await bob.messages('TIMTextElem')).map(({sequence}) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });

  test('custom messages, faces, priorities, mentions and custom data arrive unchanged', async () => {
    const {alice, bob, bobId} = await twoViewers();
    const like = {data: '{"v":1,"type":"like","count":3}', description: 'like', extension: 'x'};
    succeeded(await alice.send(ROOM, 'Custom', like, {priority: 'Low', cloudCustomData: '{"v":1}'}));
    succeeded(await alice.send(ROOM, 'Face', {index: 1, data: 'tt00'}, {priority: 'High'}));
    await expectEventually(() => bob.messages('TIMFaceElem')).toMatchObject([
      {payload: {index: 1, data: 'tt00'}, priority: 'High'},
    ]);
    expect(await bob.messages('TIMCustomElem')).toMatchObject([
      {payload: like, priority: 'Low', cloudCustomData: '{"v":1}'},
    ]);

    const wire = await use.client(use.userId('carol'), ROOM);
    await wire.send(ROOM, 'look', {GroupAtInfo: [{GroupAtAllFlag: 0, GroupAt_Account: bobId}]});
    await expectEventually(() => bob.messages('TIMTextElem')).toMatchObject([{atUserList: [bobId]}]);
  });

  test('a message carries the name and picture of the profile', async () => {
    const {alice, bob} = await twoViewers();
    succeeded(await alice.call('updateMyProfile', {nick: '爱丽丝', avatar: 'https://cdn.example/a.png', level: 7}));
    succeeded(await alice.say(ROOM, 'hi'));
    await expectEventually(() => bob.messages('TIMTextElem')).toMatchObject([
      {nick: '爱丽丝', avatar: 'https://cdn.example/a.png', level: 7},
    ]);
  });

  test('the room receives joins and leaves', async () => {
    const {bob} = await twoViewers();
    const carolId = use.userId('carol');
    const carol = await use.page();
    succeeded(await carol.signIn(carolId, use.cloud.sign(carolId)));
    succeeded(await carol.call('updateMyProfile', {nick: 'Carol'}));
    succeeded(await carol.join(ROOM));
    const tips = async () => (await bob.messages('TIMGroupTipElem')).map(({payload}) => payload);
    await expectEventually(tips).toContainEqual(
      expect.objectContaining({
        operationType: 1,
        operatorID: carolId,
        userIDList: [carolId],
        memberList: [expect.objectContaining({userID: carolId, nick: 'Carol'})],
      }),
    );
    succeeded(await carol.call('quitGroup', ROOM));
    await expectEventually(tips).toContainEqual(expect.objectContaining({operationType: 2, userIDList: [carolId]}));
  });

  test('entering a second room leaves the first', async () => {
    const {alice, bob, aliceId} = await twoViewers();
    succeeded(await alice.join(OTHER_ROOM));
    await expectEventually(async () =>
      (await bob.messages('TIMGroupTipElem')).map(({payload}) => payload),
    ).toContainEqual(expect.objectContaining({operationType: 2, userIDList: [aliceId]}));
    await expectEventually(() => use.requestsOf('group_open_http_svc.quit_group', aliceId)).toHaveLength(1);
    succeeded(await bob.say(ROOM, 'she is gone'));
    expect(await alice.say(ROOM, 'am I?')).toMatchObject({code: 2101});
    const dora = await use.viewer(use.userId('dora'), OTHER_ROOM);
    succeeded(await dora.say(OTHER_ROOM, 'welcome'));
    await expectEventually(() => alice.texts()).toEqual(['welcome']);
  });

  test('viewers receive messages and changes of the business server, and only one viewer its own notice', async () => {
    const {alice, bob, aliceId} = await twoViewers();
    const send = await use.cloud.rest('group_open_http_svc/send_group_msg', {
      GroupId: ROOM,
      From_Account: aliceId,
      Random: 4_000_000_000,
      MsgPriority: 'High',
      MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: '{"v":1,"type":"gift"}', Desc: 'gift'}}],
    });
    expect(send).toMatchObject({ActionStatus: 'OK', ErrorCode: 0});
    for (const page of [alice, bob]) {
      await expectEventually(() => page.messages('TIMCustomElem')).toMatchObject([
        {sequence: send.MsgSeq, from: aliceId, priority: 'High', payload: {description: 'gift'}},
      ]);
    }
    await use.cloud.rest('group_open_http_svc/modify_group_base_info', {
      GroupId: ROOM,
      Notification: 'closing soon',
      AppDefinedData: [{Key: 'product', Value: '{"id":"p1","v":2}'}],
    });
    const changes = async () => (await bob.messages('TIMGroupTipElem')).map(({payload}) => payload.newGroupProfile);
    await expectEventually(changes).toContainEqual(
      expect.objectContaining({
        notification: 'closing soon',
        groupCustomField: [{key: 'product', value: '{"id":"p1","v":2}'}],
      }),
    );
    const notify = {GroupId: ROOM, Content: '{"v":1,"type":"slow"}'};
    await use.cloud.rest('group_open_http_svc/send_group_system_notification', {
      ...notify,
      ToMembers_Account: [aliceId],
    });
    await use.cloud.rest('group_open_http_svc/send_group_system_notification', {...notify, Content: 'to all'});
    const notices = async (page: SdkPage) =>
      (await page.messages('TIMGroupSystemNoticeElem')).map(({payload}) => payload.userDefinedField);
    await expectEventually(() => notices(alice)).toEqual(['{"v":1,"type":"slow"}', 'to all']);
    await expectEventually(() => notices(bob)).toEqual(['to all']);
  });

  test('viewers receive the end of a dismissed room, and the room takes no more messages', async () => {
    await use.cloud.fault({mode});
    const groupId = `short-lived-${mode}`;
    await use.make(groupId);
    const alice = await use.viewer(use.userId('alice'), groupId, {build: 'whole'});
    await use.cloud.rest('group_open_http_svc/destroy_group', {GroupId: groupId});
    await expectEventually(async () =>
      (await alice.messages('TIMGroupSystemNoticeElem')).map(({payload}) => payload.operationType),
    ).toEqual([5]);
    expect(await alice.say(groupId, 'hello?')).not.toMatchObject({code: 0});
    expect(await alice.join(groupId)).toMatchObject({code: 10010});
  });
});

test('a message of 8,000 bytes is accepted, and a longer one is refused', async () => {
  const alice = await use.viewer(use.userId('alice'), ROOM);
  succeeded(await alice.say(ROOM, '好'.repeat(2_666) + 'ab'));
  expect(await alice.say(ROOM, '好'.repeat(2_666) + 'abc')).toMatchObject({code: 80002});
  expect(
    await alice.send(ROOM, 'Custom', {data: 'x'.repeat(5_000), description: '', extension: 'y'.repeat(5_000)}),
  ).toMatchObject({
    code: 80002,
  });
});

test('a room that does not exist cannot be joined', async () => {
  const alice = await use.viewer(use.userId('alice'), undefined, {build: 'whole'});
  expect(await alice.join('nowhere')).toMatchObject({
    code: 10010,
    message: expect.stringContaining('nowhere') as string,
  });
});

test('a second join returns AlreadyInGroup', async () => {
  const alice = await use.viewer(use.userId('alice'), ROOM);
  expect(succeeded(await alice.join(ROOM))).toMatchObject({status: 'AlreadyInGroup'});
});

test('a viewer receives only the custom fields that it names', async () => {
  const fields = [
    {Key: 'product', Value: '{"id":"p2","v":1}'},
    {Key: 'status', Value: '{"status":"live","v":1}'},
  ];
  await use.cloud.rest('group_open_http_svc/modify_group_base_info', {GroupId: ROOM, AppDefinedData: fields});
  const alice = await use.viewer(use.userId('alice'), ROOM);
  const plain = succeeded(await alice.call('getGroupProfile', {groupID: ROOM})).group as Record<string, unknown>;
  expect(plain.groupCustomField).toEqual([]);
  const response = await alice.call('getGroupProfile', {groupID: ROOM, groupCustomFieldFilter: ['product']});
  expect(succeeded(response).group).toMatchObject({
    type: 'AVChatRoom',
    groupCustomField: [{key: 'product', value: '{"id":"p2","v":1}'}],
    selfInfo: {role: 'Member'},
  });
});

test('the online count arrives with tips, and the SDK requests it when it is old', async () => {
  await use.make('counted');
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, 'counted');
  await use.viewer(use.userId('bob'), 'counted');
  const count = async () => succeeded(await alice.call('getGroupOnlineMemberCount', 'counted')).memberCount;
  await expectEventually(count).toBe(2);
  const requests = () =>
    use.seen.filter(({command, userId}) => command.endsWith('.get_online_member_num') && userId === aliceId);
  const before = requests().length;
  expect(await count()).toBe(2);
  expect(requests()).toHaveLength(before);
  await use.guest('counted');
  await expectEventually(count).toBe(3);
  expect(requests().length).toBeGreaterThan(before);
});

test('a viewer reads profiles of others and changes its own', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId);
  succeeded(await alice.call('updateMyProfile', {nick: 'Alice', selfSignature: 'hi'}));
  const bob = await use.viewer(use.userId('bob'));
  const read = (ids: string[]) => bob.call('getUserProfile', {userIDList: ids}).then((response) => succeeded(response));
  expect(await read([aliceId, 'nobody'])).toMatchObject([{userID: aliceId, nick: 'Alice', selfSignature: 'hi'}]);
  expect(await read([aliceId, 'nobody'])).toHaveLength(1);
  await use.cloud.rest('profile/portrait_set', {
    From_Account: aliceId,
    ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: 'Alice the Second'}],
  });
  await expectEventually(async () => JSON.stringify(await alice.events('onProfileUpdated'))).toContain(
    'Alice the Second',
  );
});

test('an owner changes its own room, and nobody else can', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId);
  const groupID = `of-${aliceId}`;
  succeeded(await alice.call('createGroup', {type: 'AVChatRoom', name: 'Mine', groupID}));
  succeeded(await alice.join(groupID));
  succeeded(await alice.call('updateGroupProfile', {groupID, notification: 'welcome'}));
  const bob = await use.viewer(use.userId('bob'), groupID, {build: 'whole'});
  expect(await bob.call('updateGroupProfile', {groupID, notification: 'mine now'})).toMatchObject({code: 10007});
  succeeded(await alice.join(ROOM));
  succeeded(await bob.say(groupID, 'the owner is still in'));
  const {GroupInfo} = await use.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [groupID]});
  expect(GroupInfo).toMatchObject([{Owner_Account: aliceId, Notification: 'welcome', MemberNum: 2}]);
});
