import {describe, expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {RestResponse} from '../support/chat/chat-emulator.ts';
import type {SdkMessage, SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud({historyOnJoin: true});
let rooms = 0;

async function room(): Promise<string> {
  const groupId = `moderated-${++rooms}`;
  await use.make(groupId);
  return groupId;
}

const rest = (command: string, GroupId: string, more: object = {}): Promise<RestResponse> =>
  use.cloud.rest(`group_open_http_svc/${command}`, {GroupId, ...more});

const notices = async (page: SdkPage) => (await page.messages('TIMGroupSystemNoticeElem')).map(({payload}) => payload);
const tips = async (page: SdkPage) => (await page.messages('TIMGroupTipElem')).map(({payload}) => payload);
const revoked = async (page: SdkPage) =>
  (await page.events('onMessageRevoked')).flatMap(({data}) => data as Record<string, unknown>[]);

describe('a muted viewer', () => {
  test.each(['MuteTime', 'ShutUpTime'])(
    'is refused with %s after joining again too, while others speak, until the mute is lifted',
    async (name) => {
      const groupId = await room();
      const aliceId = use.userId('alice');
      const alice = await use.viewer(aliceId, groupId);
      const bob = await use.client(use.userId('bob'), groupId);
      const mute = (seconds: number) => rest('forbid_send_msg', groupId, {Members_Account: [aliceId], [name]: seconds});
      expect(await mute(600)).toMatchObject({ErrorCode: 0});
      expect(await alice.say(groupId, 'may I?')).toMatchObject({code: 10017});
      expect(await bob.send(groupId, 'I may')).toMatchObject({ErrorCode: 0});
      succeeded(await alice.call('quitGroup', groupId));
      succeeded(await alice.join(groupId));
      expect(await alice.say(groupId, 'now?')).toMatchObject({code: 10017});
      expect(await mute(0)).toMatchObject({ErrorCode: 0});
      succeeded(await alice.say(groupId, 'thanks'));
      expect(await tips(alice)).not.toContainEqual(expect.objectContaining({operationType: 7}));
    },
  );

  test('may speak after a mute of two seconds, and not in the first one', async () => {
    const alice = use.userId('alice');
    const wire = await use.client(alice, ROOM);
    const mutedAt = performance.now();
    await rest('forbid_send_msg', ROOM, {Members_Account: [alice], MuteTime: 2});
    await expectEventually(async () => (await wire.send(ROOM, 'now?')).ErrorCode).toBe(0);
    expect(performance.now() - mutedAt).toBeGreaterThan(1_000); // A mute ends at a whole second.
  });

  test('is muted in this room only, also before it joins, and the list of mutes contains the mute', async () => {
    const groupId = await room();
    const [alice, bob] = [use.userId('alice'), use.userId('bob')];
    const now = Math.floor(Date.now() / 1_000);
    await rest('forbid_send_msg', groupId, {Members_Account: [alice], MuteTime: 600});
    await rest('forbid_send_msg', groupId, {Members_Account: [bob], MuteTime: 4_294_967_295});
    const {MutedAccountList} = await rest('get_group_muted_account', groupId);
    expect(MutedAccountList).toEqual([
      {Member_Account: alice, MutedUntil: expect.closeTo(now + 600, -1) as number},
      {Member_Account: bob, MutedUntil: 4_294_967_295},
    ]);
    const wire = await use.client(alice, OTHER_ROOM);
    expect(await wire.send(OTHER_ROOM, 'here I may')).toMatchObject({ErrorCode: 0});
    await wire.ask('group_open_http_svc.apply_join_group', {GroupId: groupId});
    expect(await wire.send(groupId, 'here not')).toMatchObject({ErrorCode: 10017});
    await rest('forbid_send_msg', groupId, {Members_Account: [alice, bob], MuteTime: 0});
    expect(await rest('get_group_muted_account', groupId)).toMatchObject({MutedAccountList: []});
  });

  test.each([
    ['no time', {Members_Account: ['x']}],
    ['a negative time', {Members_Account: ['x'], MuteTime: -1}],
    ['a time beyond 32 bits', {Members_Account: ['x'], MuteTime: 2 ** 32}],
    ['nobody', {MuteTime: 1}],
    ['501 viewers', {Members_Account: Array.from({length: 501}, (_, index) => `u${index}`), MuteTime: 1}],
  ])('cannot be muted with %s', async (_what, more) => {
    expect(await rest('forbid_send_msg', ROOM, more)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: 10004});
  });
});

test('the owner and the administrator may speak while all are muted', async () => {
  const ownerId = use.userId('owner');
  const owner = await use.client(ownerId);
  const groupId = `owned-${ownerId}`;
  await use.make(groupId, {Owner_Account: ownerId});
  await owner.ask('group_open_http_svc.apply_join_group', {GroupId: groupId});
  const admin = await use.client('administrator', groupId);
  const alice = await use.viewer(use.userId('alice'), groupId);
  await rest('modify_group_base_info', groupId, {ShutUpAllMember: 'On'});
  expect(await alice.say(groupId, 'may I?')).toMatchObject({code: 10017});
  expect(await owner.send(groupId, 'I may')).toMatchObject({ErrorCode: 0});
  expect(await admin.send(groupId, 'so may I')).toMatchObject({ErrorCode: 0});
});

test('a viewer reads a changed profile if the service sends no tips while all are muted', async () => {
  await use.cloud.fault({tipsWhileMuted: false});
  const groupId = await room();
  const alice = await use.viewer(use.userId('alice'), groupId);
  const change = (more: object) => rest('modify_group_base_info', groupId, more);
  const profileChanges = async () =>
    (await tips(alice)).filter(({operationType}) => operationType === 6).map(({newGroupProfile}) => newGroupProfile);
  await change({ShutUpAllMember: 'On'});
  await change({AppDefinedData: [{Key: 'product', Value: 'p1'}]});
  await change({ShutUpAllMember: 'Off'});
  await change({Notification: 'open again'});
  await expectEventually(profileChanges).toMatchObject([
    {muteAllMembers: true},
    {muteAllMembers: false},
    {notification: 'open again'},
  ]);
  const profile = await alice.call('getGroupProfile', {groupID: groupId, groupCustomFieldFilter: ['product']});
  expect(succeeded(profile).group).toMatchObject({groupCustomField: [{key: 'product', value: 'p1'}]});
});

describe.each(['push', 'poll'] as const)('in %s mode', (mode) => {
  async function threeClients() {
    await use.cloud.fault({mode});
    const groupId = await room();
    const aliceId = use.userId('alice');
    const bobId = use.userId('bob');
    const alice = await use.viewer(aliceId, groupId);
    const bob = await use.viewer(bobId, groupId);
    return {groupId, aliceId, bobId, alice, bob, guest: await use.guest(groupId)};
  }

  test('a banned viewer gets the reason and is out, others get a tip, and it rejoins after the unban', async () => {
    const {groupId, aliceId, alice, bob, guest} = await threeClients();
    const ban = {Members_Account: [aliceId], Duration: 600, Description: 'spam'};
    expect(await rest('ban_group_member', groupId, ban)).toMatchObject({ErrorCode: 0});
    await expectEventually(() => notices(alice)).toMatchObject([
      {operationType: 21, duration: 600, reason: 'spam', groupProfile: {groupID: groupId}},
    ]);
    for (const page of [bob, guest]) {
      await expectEventually(() => tips(page)).toContainEqual(
        expect.objectContaining({
          operationType: 10,
          userIDList: [aliceId],
          duration: 600,
          memberList: [expect.objectContaining({userID: aliceId, reason: 'spam'})],
        }),
      );
      expect(await notices(page)).toEqual([]);
    }
    // After a ban that arrives by poll, the SDK keeps the room (3.6.6).
    expect(await alice.say(groupId, 'hello?')).toMatchObject({code: mode === 'push' ? 2101 : 10007});
    await alice.call('quitGroup', groupId);
    succeeded(await bob.say(groupId, 'gone'));
    await expectEventually(() => guest.texts()).toEqual(['gone']);
    expect(await alice.join(groupId)).not.toMatchObject({code: 0});
    expect(await alice.texts()).toEqual([]);
    succeeded(await alice.join(OTHER_ROOM));
    expect(await rest('unban_group_member', groupId, {Members_Account: [aliceId]})).toMatchObject({ErrorCode: 0});
    await expectEventually(() => tips(bob)).toContainEqual(
      expect.objectContaining({operationType: 11, userIDList: [aliceId]}),
    );
    succeeded(await alice.join(groupId));
    succeeded(await alice.say(groupId, 'back'));
  });

  test('a notice reaches everybody, or only the viewers it names; a guest receives those to everybody', async () => {
    const {groupId, aliceId, alice, bob, guest} = await threeClients();
    const notify = (Content: string, more: object = {}) =>
      rest('send_group_system_notification', groupId, {Content, ...more});
    expect(await notify('{"v":1,"type":"slow","seconds":5}')).toMatchObject({ErrorCode: 0});
    await notify('{"v":1,"type":"muted","until":0}', {ToMembers_Account: [aliceId, 'nobody']});
    await notify('the end');
    const texts = async (page: SdkPage) => (await notices(page)).map(({userDefinedField}) => userDefinedField);
    const toAll = ['{"v":1,"type":"slow","seconds":5}', 'the end'];
    await expectEventually(() => texts(alice)).toEqual([toAll[0], '{"v":1,"type":"muted","until":0}', toAll[1]]);
    for (const page of [bob, guest]) await expectEventually(() => texts(page)).toEqual(toAll);
  });

  test('every recipient of a message receives its recall, and later viewers do not receive the message', async () => {
    const {groupId, alice, bob, guest} = await threeClients();
    const message = succeeded(await alice.say(groupId, 'something rude')).message as SdkMessage;
    succeeded(await alice.say(groupId, 'something kind'));
    for (const page of [bob, guest]) await expectEventually(() => page.texts()).toHaveLength(2);
    const recall = {MsgSeqList: [{MsgSeq: message.sequence}, {MsgSeq: 1}], Reason: 'rude'};
    expect(await rest('group_msg_recall', groupId, recall)).toMatchObject({
      ErrorCode: 0,
      RecallRetList: [
        {MsgSeq: message.sequence, RetCode: 0},
        {MsgSeq: 1, RetCode: 10030},
      ],
    });
    for (const page of [alice, bob, guest]) {
      await expectEventually(() => revoked(page)).toMatchObject([
        {
          ID: message.ID,
          sequence: message.sequence,
          conversationID: `GROUP${groupId}`,
          revoker: 'administrator',
          revokeReason: 'rude',
        },
      ]);
    }
    const late = await use.viewer(use.userId('late'), groupId);
    await expectEventually(() => late.texts()).toEqual(['something kind']);
    expect(await rest('group_msg_recall', groupId, recall)).toMatchObject({RecallRetList: [{RetCode: 10030}, {}]});
  });

  test('a viewer recalls its own message, and other viewers cannot', async () => {
    const {groupId, alice, bob} = await threeClients();
    const message = succeeded(await alice.say(groupId, 'oops')).message as SdkMessage;
    await expectEventually(() => bob.texts()).toEqual(['oops']);
    const wire = await use.client(use.userId('mallory'), groupId);
    const ask = {GroupId: groupId, MsgSeqList: [{MsgSeq: message.sequence}], TopicId: ''};
    expect(await wire.ask('group_open_http_svc.group_msg_recall', ask)).toMatchObject({ErrorCode: 10007});
    succeeded(await alice.revoke(message.ID));
    await expectEventually(() => revoked(bob)).toMatchObject([{ID: message.ID, sequence: message.sequence}]);
  });
});

test('a viewer who lost its network does not receive a message that was recalled during the loss', async () => {
  await use.cloud.fault({replayAfterLogin: true});
  const groupId = await room();
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, groupId);
  const bob = await use.client(use.userId('bob'), groupId);
  await use.cloud.fault({silence: {userId: aliceId, seconds: 3}});
  const rude = await bob.send(groupId, 'something rude');
  await bob.send(groupId, 'something kind');
  await rest('group_msg_recall', groupId, {MsgSeqList: [{MsgSeq: rude.MsgSeq}]});
  await use.cloud.fault({cut: {userId: aliceId}});
  await expectEventually(() => alice.texts()).toEqual(['something kind']);
});

describe('a ban', () => {
  test('expires', async () => {
    const groupId = await room();
    const aliceId = use.userId('alice');
    const wire = await use.client(aliceId, groupId);
    const bannedAt = performance.now();
    await rest('ban_group_member', groupId, {Members_Account: [aliceId], Duration: 2});
    expect(await wire.send(groupId, 'hello?')).toMatchObject({ErrorCode: 10007}); // She is no member any more.
    const join = () => wire.ask('group_open_http_svc.apply_join_group', {GroupId: groupId});
    await expectEventually(async () => (await join()).ErrorCode).toBe(0);
    expect(performance.now() - bannedAt).toBeGreaterThan(1_000); // A ban ends at a whole second.
  });

  test('is listed, page by page', async () => {
    const groupId = await room();
    const ids = Array.from({length: 5}, () => use.userId('spammer'));
    await rest('ban_group_member', groupId, {Members_Account: ids, Duration: 4_294_967_295});
    const page = async (Offset: number) => rest('get_group_ban_member', groupId, {Limit: 3, Offset});
    const first = await page(0);
    expect(first).toMatchObject({NextOffset: 3});
    const second = await page(3);
    expect(second).toMatchObject({NextOffset: 0});
    const listed = [first, second].flatMap(({BannedAccountList}) => BannedAccountList as object[]);
    expect(listed).toEqual(ids.map((Member_Account) => ({Member_Account, BannedUntil: 4_294_967_295})));
  });

  test.each([
    ['no time', {Members_Account: ['x']}, 10004],
    ['a time of 0', {Members_Account: ['x'], Duration: 0}, 10004],
    ['21 viewers', {Members_Account: Array.from({length: 21}, (_, index) => `u${index}`), Duration: 1}, 10005],
    ['a reason over 1,000 bytes', {Members_Account: ['x'], Duration: 1, Description: '好'.repeat(334)}, 10004],
  ])('is refused with %s', async (_what, more, code) => {
    expect(await rest('ban_group_member', ROOM, more)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: code});
  });

  test('is not available in the trial edition', async () => {
    await use.cloud.fault({edition: 'trial'});
    const viewers = {Members_Account: ['x']};
    expect(await rest('ban_group_member', ROOM, {...viewers, Duration: 1})).toMatchObject({ErrorCode: 10059});
    expect(await rest('unban_group_member', ROOM, viewers)).toMatchObject({ErrorCode: 10059});
    expect(await rest('get_group_ban_member', ROOM)).toMatchObject({ErrorCode: 10059});
  });

  test('can be set by the owner of a room, and by no other viewer', async () => {
    const ownerId = use.userId('owner');
    const owner = await use.viewer(ownerId, undefined, {build: 'whole'});
    const groupID = `owned-${ownerId}`;
    succeeded(await owner.call('createGroup', {type: 'AVChatRoom', name: 'Mine', groupID}));
    succeeded(await owner.join(groupID));
    const aliceId = use.userId('alice');
    const alice = await use.viewer(aliceId, groupID, {build: 'whole'});
    const ban = (userID: string) => ({groupID, userIDList: [userID], duration: 60, reason: 'off you go'});
    expect(await alice.call('deleteGroupMember', ban(ownerId))).toMatchObject({code: 10007});
    succeeded(await owner.call('deleteGroupMember', ban(aliceId)));
    await expectEventually(() => notices(alice)).toMatchObject([{operationType: 21, duration: 60}]);
  });
});
