import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {startServer, type TestServer} from '../support/server-harness.ts';
import {beforeSend, callback, customBody, textBody} from '../support/server-callbacks.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.operate('PUT', '/api/words', {words: []});
});

const HOST = 'host-linxi';
const MEDIA = 'guest--00112233';
let users = 0;
const newUser = () => `user-${++users}`;

const privately = (more: object = {}, platform = 'Web') =>
  callback(
    server,
    {
      CallbackCommand: 'C2C.CallbackBeforeSendMsg',
      From_Account: newUser(),
      To_Account: 'service',
      MsgSeq: 48_374,
      MsgRandom: 2_837_546,
      MsgTime: Math.floor(Date.now() / 1_000),
      MsgKey: '48374_2837546_1557481126',
      OnlineOnlyFlag: 0,
      MsgBody: textBody('hello'),
      CloudCustomData: '',
      EventTime: Date.now(),
      ...more,
    },
    {platform},
  ).then(({body}) => body);

const ask = async (CallbackCommand: string, body: object, platform = 'Web') =>
  (await callback(server, {CallbackCommand, ...body}, {platform})).body.ErrorCode;

describe('the groups of the app', () => {
  const creation = {Operator_Account: 'mei', Owner_Account: 'mei', Type: 'AVChatRoom', Name: 'mine', MemberList: []};

  test.each(['Web', 'iOS', 'Android', 'Windows', 'Unknown', ''])('are created by no client on %s', async (platform) => {
    expect(await ask('Group.CallbackBeforeCreateGroup', creation, platform)).toBe(10_101);
    const claimed = {...creation, Operator_Account: server.settings.imAdmin};
    expect(await ask('Group.CallbackBeforeCreateGroup', claimed, platform)).toBe(10_101);
  });

  test('are created by REST', async () => {
    expect(await ask('Group.CallbackBeforeCreateGroup', creation, 'RESTAPI')).toBe(0);
  });

  test('are entered by viewers, who are not invited', async () => {
    const application = {GroupId: 'demo', Type: 'AVChatRoom', Requestor_Account: 'mei'};
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', application)).toBe(0);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {...application, Type: 'Public'})).toBe(10_101);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {...application, Requestor_Account: MEDIA})).toBe(10_101);
    expect(await ask('Group.CallbackBeforeApplyJoinGroup', {GroupId: 'demo'})).toBe(10_101);
    const invitation = {GroupId: 'g', Type: 'Public', Operator_Account: 'mei', DestinationMembers: ['tom']};
    expect(await ask('Group.CallbackBeforeInviteJoinGroup', invitation)).toBe(10_101);
    expect(await ask('Group.CallbackBeforeInviteJoinGroup', invitation, 'RESTAPI')).toBe(0);
  });

  test('are not entered by who is banned, until that is lifted', async () => {
    const userId = newUser();
    const enter = (GroupId: string) =>
      ask('Group.CallbackBeforeApplyJoinGroup', {GroupId, Type: 'AVChatRoom', Requestor_Account: userId});
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    expect([await enter('demo'), await enter('coffee')]).toEqual([10_105, 0]);
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 0});
    expect(await enter('demo')).toBe(0);
  });
});

describe('one to one', () => {
  test('viewers write to the service, the host and one another', async () => {
    for (const To_Account of ['service', HOST, newUser()]) {
      expect((await privately({To_Account})).ErrorCode, To_Account).toBe(0);
    }
  });

  test.each([
    ['from an account that only watches', {From_Account: MEDIA}],
    ['to an account that only watches', {To_Account: MEDIA}],
    ['to the administrator', {To_Account: 'administrator'}],
    ['from nobody', {From_Account: undefined}],
    ['to nobody', {To_Account: 7}],
    ['without a body', {MsgBody: 'hello'}],
    ['with a text that is none', {MsgBody: textBody(7)}],
    ['over 8,000 bytes', {MsgBody: textBody('长'.repeat(2_667))}],
    ['as a gift', {MsgBody: customBody({v: 1, type: 'gift', orderId: 'o', giftId: 'rocket', count: 9})}],
    ['as likes', {MsgBody: customBody({v: 1, type: 'like', count: 1})}],
    ['of a type nobody knows', {MsgBody: [{MsgType: 'TIMOtherElem', MsgContent: {}}]}],
  ])('nothing is said %s', async (_what, more) => {
    expect((await privately(more)).ErrorCode).toBe(120_101);
  });

  test('a listed word is refused, or masked, in every element', async () => {
    await server.operate('PUT', '/api/words', {words: ['scamword', {word: 'rude', mask: true}]});
    const two = (first: string, second: string) => ({MsgBody: [...textBody(first), ...textBody(second)]});
    expect((await privately(two('hello', 'a s-c-a-m-w-o-r-d'))).ErrorCode).toBe(120_101);
    expect((await privately(two('scamword', 'hello'))).ErrorCode).toBe(120_101);
    expect(await privately(two('hello', 'how rude'))).toMatchObject({
      ErrorCode: 0,
      MsgBody: [...textBody('hello'), ...textBody('how ***')],
    });
  });

  test('a hundred messages at once are not all said; the staff says more', async () => {
    const flood = async (From_Account: string) =>
      Promise.all(Array.from({length: 100}, (_, n) => privately({From_Account, MsgRandom: n, To_Account: 'tom'})));
    const said = (answers: readonly {ErrorCode: number}[]) => answers.filter(({ErrorCode}) => ErrorCode === 0).length;
    const viewers = await flood(newUser());
    expect(said(viewers)).toBeLessThanOrEqual(15);
    expect(viewers.find(({ErrorCode}) => ErrorCode !== 0)).toMatchObject({ErrorCode: 120_102, ErrorInfo: '1'});
    expect(said(await flood(HOST))).toBe(100);
  });

  test.each(['mutes', 'bans'])('%s hold towards the staff of the room, the service and viewers', async (kind) => {
    const From_Account = newUser();
    await server.operate('POST', `/api/rooms/demo/${kind}`, {userId: From_Account, seconds: 60});
    for (const To_Account of [HOST, 'operator-anan', 'service', 'tom']) {
      expect((await privately({From_Account, To_Account})).ErrorCode, To_Account).toBe(120_103);
    }
    expect((await privately({From_Account, To_Account: 'host-mateo'})).ErrorCode).toBe(0);
    await server.operate('POST', `/api/rooms/demo/${kind}`, {userId: From_Account, seconds: 0});
    expect((await privately({From_Account, To_Account: 'service'})).ErrorCode).toBe(0);
  });

  test('REST says what it likes', async () => {
    expect(
      (await privately({From_Account: 'service', MsgBody: customBody({v: 1, type: 'gift'})}, 'RESTAPI')).ErrorCode,
    ).toBe(0);
  });
});

describe('likes', () => {
  test('of who is banned are not said, and do not count', async () => {
    const userId = newUser();
    await server.operate('POST', '/api/rooms/demo/bans', {userId, seconds: 60});
    const total = async () => (await server.call('GET', '/api/rooms/demo')).body.likeTotal;
    const before = await total();
    const like = beforeSend({From_Account: userId, Random: 77, MsgBody: customBody({v: 1, type: 'like', count: 9})});
    expect((await callback(server, like)).body.ErrorCode).toBe(10_103);
    expect(await total()).toBe(before);
  });
});
