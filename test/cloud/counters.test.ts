import {describe, expect, test} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {RestResponse} from '../support/chat/chat-emulator.ts';
import type {SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud();
let rooms = 0;

/** A new room for each test, because counters last as long as their room. */
async function room(): Promise<string> {
  const groupId = `counted-${++rooms}`;
  await use.make(groupId);
  return groupId;
}

function update(GroupId: string, Mode: string, ...GroupCounter: object[]): Promise<RestResponse> {
  return use.cloud.rest('group_open_http_svc/update_group_counter', {GroupId, Mode, GroupCounter});
}

async function countersOf(GroupId: string, GroupCounterKeys?: string[]): Promise<unknown> {
  return (await use.cloud.rest('group_open_http_svc/get_group_counter', {GroupId, GroupCounterKeys})).GroupCounter;
}

const counterUpdates = async (page: SdkPage) => (await page.events('onGroupCounterUpdated')).map(({data}) => data);

test.each(['push', 'poll'] as const)(
  'a viewer in the room receives the counter that the business server sets, in %s mode',
  async (mode) => {
    await use.cloud.fault({mode});
    const groupID = await room();
    const viewers = [await use.viewer(use.userId('alice'), groupID), await use.guest(groupID)];
    expect(await update(groupID, 'Set', {Key: 'like', Value: 120}, {Key: 'share', Value: 3})).toMatchObject({
      ErrorCode: 0,
      GroupCounter: [
        {Key: 'like', Value: 120},
        {Key: 'share', Value: 3},
      ],
    });
    expect(await update(groupID, 'Increase', {Key: 'like', Value: 5})).toMatchObject({
      GroupCounter: [{Key: 'like', Value: 125}],
    });
    for (const viewer of viewers) {
      await expectEventually(() => counterUpdates(viewer)).toEqual([
        {groupID, key: 'like', value: 120},
        {groupID, key: 'share', value: 3},
        {groupID, key: 'like', value: 125},
      ]);
      expect(await viewer.messages('TIMGroupTipElem')).not.toContainEqual(
        expect.objectContaining({payload: expect.objectContaining({operationType: 6}) as unknown}),
      );
    }
  },
);

test('a viewer increases, decreases, sets and reads a counter, and other viewers receive the changes', async () => {
  const groupID = await room();
  const alice = await use.viewer(use.userId('alice'), groupID);
  const bob = await use.viewer(use.userId('bob'), groupID);
  const counted = async (method: string, options: object) =>
    succeeded(await alice.call(method, {groupID, ...options})).counters;
  expect(await counted('setGroupCounters', {counters: {like: 10, heat: -2}})).toEqual({like: 10, heat: -2});
  expect(await counted('increaseGroupCounter', {key: 'like', value: 7})).toEqual({like: 17});
  expect(await counted('decreaseGroupCounter', {key: 'new', value: 4})).toEqual({new: -4});
  expect(await counted('getGroupCounters', {keyList: ['like', 'new']})).toEqual({like: 17, new: -4});
  for (const page of [alice, bob]) {
    await expectEventually(async () => (await counterUpdates(page)).at(-1)).toEqual({groupID, key: 'new', value: -4});
  }
});

test('a viewer who joins later reads the current counter', async () => {
  const groupID = await room();
  await update(groupID, 'Set', {Key: 'like', Value: 9});
  const late = await use.viewer(use.userId('late'), groupID);
  expect(succeeded(await late.call('getGroupCounters', {groupID})).counters).toEqual({like: 9});
});

test('the business server deletes one counter or all counters', async () => {
  const groupId = await room();
  const remove = (GroupCounterKeys?: string[]) =>
    use.cloud.rest('group_open_http_svc/delete_group_counter', {GroupId: groupId, GroupCounterKeys});
  await update(groupId, 'Set', {Key: 'a', Value: 1}, {Key: 'b', Value: 2}, {Key: 'c', Value: 3});
  expect(await remove(['b', 'nothing'])).toMatchObject({ErrorCode: 0});
  expect(await countersOf(groupId)).toEqual([
    {Key: 'a', Value: 1},
    {Key: 'c', Value: 3},
  ]);
  expect(await countersOf(groupId, ['c'])).toEqual([{Key: 'c', Value: 3}]);
  expect(await remove()).toMatchObject({ErrorCode: 0});
  expect(await countersOf(groupId)).toEqual([]);
});

test('simultaneous increases by two servers all count', async () => {
  const groupId = await room();
  await Promise.all(Array.from({length: 200}, () => update(groupId, 'Increase', {Key: 'like', Value: 3})));
  expect(await countersOf(groupId)).toEqual([{Key: 'like', Value: 600}]);
});

describe('a refused counter call changes nothing', () => {
  test.each([
    ['a fraction', 'Set', [{Key: 'like', Value: 1.5}], 10004],
    ['a number as text', 'Set', [{Key: 'like', Value: '5'}], 10004],
    ['a number above the safe integers', 'Set', [{Key: 'like', Value: 2 ** 60}], 10004],
    ['a sum above the safe integers', 'Increase', [{Key: 'kept', Value: Number.MAX_SAFE_INTEGER}], 10004],
    ['no number', 'Set', [{Key: 'like'}], 10004],
    ['no name', 'Set', [{Key: '', Value: 1}], 10004],
    ['a name of 129 bytes', 'Set', [{Key: 'x'.repeat(129), Value: 1}], 10004],
    ['no counters', 'Set', [], 10004],
    ['21 counters', 'Set', Array.from({length: 21}, (_, index) => ({Key: `k${index}`, Value: 1})), 10004],
    ['a 21st counter of a room', 'Set', Array.from({length: 20}, (_, index) => ({Key: `k${index}`, Value: 1})), 10063],
    ['an unknown mode', 'Multiply', [{Key: 'like', Value: 2}], 10004],
    [
      'one invalid counter among valid ones',
      'Increase',
      [
        {Key: 'kept', Value: 1},
        {Key: 'like', Value: null},
      ],
      10004,
    ],
  ])('the cloud refuses %s', async (_what, mode, counters, code) => {
    const groupId = await room();
    await update(groupId, 'Set', {Key: 'kept', Value: 1});
    expect(await update(groupId, mode, ...counters)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: code});
    expect(await countersOf(groupId)).toEqual([{Key: 'kept', Value: 1}]);
  });

  test('the cloud refuses a room that does not exist', async () => {
    expect(await update('nowhere', 'Set', {Key: 'like', Value: 1})).toMatchObject({ErrorCode: 10010});
  });

  test('the cloud refuses a viewer who is not in the room', async () => {
    const stranger = await use.client(use.userId('stranger'), OTHER_ROOM);
    const ask = {GroupId: ROOM, Mode: 'Set', GroupCounter: [{Key: 'like', Value: 1}]};
    expect(await stranger.ask('group_open_http_svc.update_group_counter', ask)).toMatchObject({ErrorCode: 10007});
    expect(await stranger.ask('group_open_http_svc.get_group_counter', ask)).toMatchObject({ErrorCode: 10007});
  });

  test('the trial edition refuses every call, and the SDK sends none', async () => {
    const groupID = await room();
    await use.cloud.fault({edition: 'trial'});
    expect(await update(groupID, 'Set', {Key: 'like', Value: 1})).toMatchObject({ErrorCode: 10059});
    expect(await use.cloud.rest('group_open_http_svc/get_group_counter', {GroupId: groupID})).toMatchObject({
      ErrorCode: 10059,
    });
    const alice = await use.viewer(use.userId('alice'), groupID);
    expect(await alice.call('getGroupCounters', {groupID})).toMatchObject({code: 3122});
  });
});
