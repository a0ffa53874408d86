import {describe, expect, test} from 'vitest';
import {expectEventually, useCloud} from '../support/chat/chat-fixture.ts';
import type {SdkPage} from '../support/chat/sdk-page.ts';

const use = useCloud({historyOnJoin: true});
let rooms = 0;

/** A new room with this many comments. */
async function roomWithComments(lines: number): Promise<{groupId: string; texts: string[]}> {
  const groupId = `history-${++rooms}`;
  await use.make(groupId);
  const bob = await use.client(use.userId('bob'), groupId);
  const texts = Array.from({length: lines}, (_, index) => `line ${index}`);
  for (const text of texts) await bob.send(groupId, text);
  return {groupId, texts};
}

const batches = async (page: SdkPage) =>
  (await page.events('onMessageReceived'))
    .map(({data}) => (data as {type: string; payload: {text: string}}[]).filter(({type}) => type === 'TIMTextElem'))
    .filter((batch) => batch.length > 0)
    .map((batch) => batch.map(({payload}) => payload.text));

describe('history on joining', () => {
  test.each(['push', 'poll'] as const)(
    'a viewer who joins receives the newest twenty comments in one batch, and then new comments, in %s mode',
    async (mode) => {
      await use.cloud.fault({mode});
      const {groupId, texts} = await roomWithComments(30);
      const alice = await use.viewer(use.userId('alice'), groupId);
      await expectEventually(() => batches(alice)).toEqual([texts.slice(-20)]);
      const bob = await use.client(use.userId('bob'), groupId);
      await bob.send(groupId, 'live');
      await expectEventually(() => alice.texts()).toEqual([...texts.slice(-20), 'live']);
    },
  );

  test('the history holds comments of this room only, and no other messages', async () => {
    const {groupId} = await roomWithComments(2);
    const {groupId: other} = await roomWithComments(1);
    await use.cloud.rest('group_open_http_svc/send_group_system_notification', {GroupId: groupId, Content: 'notice'});
    const alice = await use.client(use.userId('alice'));
    const ask = {GroupId: groupId, WebPushFlag: 1};
    const joined = await alice.ask('group_open_http_svc.apply_join_group', {...ask, HugeGroupHistoryMsgFlag: 1});
    expect(joined.RspMsgList).toMatchObject([
      {Event: 3, GroupId: groupId},
      {Event: 3, GroupId: groupId},
    ]);
    expect(other).not.toBe(groupId);
  });

  test('a viewer who does not request history receives none, and neither does a guest', async () => {
    const {groupId} = await roomWithComments(2);
    const alice = await use.client(use.userId('alice'));
    expect(await alice.ask('group_open_http_svc.apply_join_group', {GroupId: groupId})).toMatchObject({
      RspMsgList: [],
    });
    const guest = await use.stranger();
    const joined = await guest.ask(
      'group_open_http_noauth_svc.apply_join_group',
      {GroupId: groupId, HugeGroupHistoryMsgFlag: 1},
      {identifier: '', usersig: ''},
    );
    expect(joined).not.toHaveProperty('RspMsgList');
  });
});

test.each(['trial', 'pro'] as const)('the %s edition sends no history', async (edition) => {
  const {groupId} = await roomWithComments(2);
  await use.cloud.fault({edition});
  const userId = use.userId('alice');
  const alice = await use.viewer(userId, groupId);
  expect(use.requestsOf('group_open_http_svc.apply_join_group', userId)[0]!.body).not.toHaveProperty(
    'HugeGroupHistoryMsgFlag',
    1,
  );
  const wire = await use.client(use.userId('carol'));
  const ask = {GroupId: groupId, HugeGroupHistoryMsgFlag: 1};
  expect(await wire.ask('group_open_http_svc.apply_join_group', ask)).toMatchObject({RspMsgList: []});
  expect(await alice.texts()).toEqual([]);
});

test.each([
  ['trial', 10],
  ['pro', 50],
] as const)('the %s edition allows %i rooms at once', async (edition, most) => {
  await use.cloud.fault({edition});
  const create = (GroupId: string) =>
    use.cloud.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', Name: 'one of many', GroupId});
  let made = 0;
  let last = await create(`${edition}-0`);
  for (; last.ErrorCode === 0; made++) last = await create(`${edition}-${made + 1}`);
  expect(last).toMatchObject({ErrorCode: 10036});
  expect(made).toBeLessThanOrEqual(most);
  for (let index = 0; index < made; index++) {
    await use.cloud.rest('group_open_http_svc/destroy_group', {GroupId: `${edition}-${index}`});
  }
  await use.cloud.fault({edition: 'ultimate'});
  expect(await create(`${edition}-again`)).toMatchObject({ErrorCode: 0});
});

test('only the ultimate edition sends broadcasts', async () => {
  const broadcast = () =>
    use.cloud.rest('group_open_http_svc/send_broadcast_msg', {
      Random: Math.floor(Math.random() * 2 ** 32),
      MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'to all'}}],
    });
  await use.cloud.fault({edition: 'pro'});
  expect(await broadcast()).toMatchObject({ErrorCode: 10007});
  await use.cloud.fault({edition: 'ultimate'});
  expect(await broadcast()).toMatchObject({ErrorCode: 0});
});
