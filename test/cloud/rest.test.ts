import {once} from 'node:events';
import {connect} from 'node:net';
import {describe, expect, test} from 'vitest';
import {signUserSig} from '../../demo/server/src/tencent/user-sig.ts';
import {ROOM, expectEventually, useCloud} from '../support/chat/chat-fixture.ts';
import type {RestResponse} from '../support/chat/chat-emulator.ts';

const faults: unknown[] = [];
const use = useCloud({onError: (error) => faults.push(error)});

async function post(
  path: string,
  query: Record<string, string>,
  body: string,
): Promise<{status: number; result: Record<string, unknown>}> {
  const response = await fetch(`${use.cloud.url}/cloud/im/v4/${path}?${new URLSearchParams(query).toString()}`, {
    method: 'POST',
    body,
  });
  return {status: response.status, result: (await response.json()) as Record<string, unknown>};
}

const admin = () => ({
  sdkappid: String(use.cloud.sdkAppId),
  identifier: 'administrator',
  usersig: use.cloud.sign('administrator'),
  random: '1',
  contenttype: 'json',
});

describe('authentication', () => {
  const path = 'im_open_login_svc/account_import';

  test('the cloud accepts an administrator', async () => {
    expect(await post(path, admin(), '{"UserID":"new-one"}')).toEqual({
      status: 200,
      result: {ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: ''},
    });
  });

  test.each([
    ['a viewer', () => ({identifier: 'alice', usersig: use.cloud.sign('alice')}), 60010],
    ['a request without a signature', () => ({usersig: ''}), 70003],
    ["a user with another user's signature", () => ({usersig: use.cloud.sign('alice')}), 70013],
    ['an expired signature', () => ({usersig: use.cloud.sign('administrator', 0)}), 70001],
    [
      'a forged signature',
      () => ({
        usersig: signUserSig({sdkAppId: use.cloud.sdkAppId, secretKey: 'guess'}, 'administrator', {expiresInS: 60}),
      }),
      70009,
    ],
    ['another app', () => ({sdkappid: '1'}), 60006],
    ['no app', () => ({sdkappid: ''}), 60012],
  ])('the cloud refuses %s with HTTP 200 and an error code', async (_who, query, code) => {
    const {status, result} = await post(path, {...admin(), ...query()}, '{"UserID":"x"}');
    expect(status).toBe(200);
    expect(result).toMatchObject({ActionStatus: 'FAIL', ErrorCode: code});
  });
});

test.each([
  ['an empty body', 'im_open_login_svc/account_import', '', 60003],
  ['no JSON', 'im_open_login_svc/account_import', '<html>', 60003],
  ['an array', 'im_open_login_svc/account_import', '[]', 60003],
  ['a body of a megabyte', 'im_open_login_svc/account_import', JSON.stringify({UserID: 'x'.repeat(1_000_000)}), 60003],
  ['an unknown command', 'group_open_http_svc/make_coffee', '{}', 10003],
  ['a command that every object inherits', 'constructor', '{}', 10003],
  ['a field of a wrong type', 'group_open_http_svc/destroy_group', '{"GroupId":7}', 10004],
  ['a room that does not exist', 'group_open_http_svc/destroy_group', '{"GroupId":"nowhere"}', 10010],
  ['a bad user id', 'im_open_login_svc/account_import', '{"UserID":"a b"}', 70402],
])('%s gets its error code', async (_what, path, body, code) => {
  expect((await post(path, admin(), body)).result).toMatchObject({ActionStatus: 'FAIL', ErrorCode: code});
});

test('the cloud imports one account or many, and lists the accounts that failed', async () => {
  await use.cloud.rest('im_open_login_svc/account_import', {
    UserID: 'ann',
    Nick: 'Ann',
    FaceUrl: 'https://cdn.example/a.png',
  });
  const many = await use.cloud.rest('im_open_login_svc/multiaccount_import', {
    AccountList: [{UserID: 'ben', Nick: 'Ben'}, {UserID: 'no good'}],
  });
  expect(many).toMatchObject({ErrorCode: 0, FailAccounts: ['no good']});
  const {UserProfileItem, Fail_Account} = await use.cloud.rest('profile/portrait_get', {
    To_Account: ['ann', 'ben', 'nobody'],
    TagList: ['Tag_Profile_IM_Nick'],
  });
  expect(UserProfileItem).toMatchObject([
    {To_Account: 'ann', ResultCode: 0, ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: 'Ann'}]},
    {To_Account: 'ben', ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: 'Ben'}]},
    {To_Account: 'nobody', ResultCode: 40003},
  ]);
  expect(Fail_Account).toEqual(['nobody']);
});

describe('a group', () => {
  const create = (more: object) =>
    use.cloud.rest('group_open_http_svc/create_group', {
      Type: 'AVChatRoom',
      Name: 'Shop',
      GroupId: `g${Math.random()}`,
      ...more,
    });
  const modify = (more: object) =>
    use.cloud.rest('group_open_http_svc/modify_group_base_info', {GroupId: ROOM, ...more});

  test.each([
    ['an id that is taken', {GroupId: ROOM}, 10021],
    ['a bad id', {GroupId: 'räume'}, 10015],
    ['a reserved id', {GroupId: '@TGS#mine'}, 10015],
    ['an id of 49 characters', {GroupId: 'x'.repeat(49)}, 10015],
    ['no name', {Name: undefined}, 10004],
    ['a name over 30 bytes', {Name: 'x'.repeat(31)}, 10004],
    ['another type', {Type: 'Public'}, 10004],
    ['an unknown owner', {Owner_Account: 'nobody-at-all'}, 10019],
    ['members', {MemberList: [{Member_Account: 'administrator'}]}, 10007],
  ])('is not created with %s', async (_what, more, code) => {
    expect(await create(more)).toMatchObject({ActionStatus: 'FAIL', ErrorCode: code});
  });

  test('gets an id if the request names none', async () => {
    expect(await create({GroupId: undefined})).toMatchObject({
      ErrorCode: 0,
      GroupId: expect.stringMatching(/^@TGS#/) as string,
    });
  });

  test.each([
    ['a name of 17 letters', 'abcdefghijklmnopq', 'v'],
    ['a name with a dash', 'a-b', 'v'],
    ['a name that begins with a digit', '1a', 'v'],
    ['a name of a member field', 'Role', 'v'],
    ['a value over 512 bytes', 'product', '好'.repeat(171)],
  ])('takes no custom field with %s', async (_what, Key, Value) => {
    expect(await modify({AppDefinedData: [{Key, Value}]})).toMatchObject({ErrorCode: 10004});
  });

  test('stores a field of 512 bytes, deletes an empty one, and returns only the fields a request names', async () => {
    const Value = '好'.repeat(170) + 'ab';
    expect(
      await modify({
        AppDefinedData: [
          {Key: 'product', Value},
          {Key: 'status', Value: 's'},
        ],
      }),
    ).toMatchObject({ErrorCode: 0});
    const describeRoom = (more: object = {}) =>
      use.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [ROOM, 'nowhere'], ...more});
    expect((await describeRoom()).GroupInfo).toMatchObject([
      {
        GroupId: ROOM,
        Type: 'AVChatRoom',
        AppDefinedData: [
          {Key: 'product', Value},
          {Key: 'status', Value: 's'},
        ],
      },
      {GroupId: 'nowhere', ErrorCode: 10010},
    ]);
    const filter = {ResponseFilter: {AppDefinedDataFilter_Group: ['status']}};
    expect((await describeRoom(filter)).GroupInfo).toMatchObject([{AppDefinedData: [{Key: 'status', Value: 's'}]}, {}]);
    await modify({AppDefinedData: [{Key: 'product', Value: ''}]});
    expect((await describeRoom()).GroupInfo).toMatchObject([{AppDefinedData: [{Key: 'status', Value: 's'}]}, {}]);
  });

  test('accepts only messages of the business server while all are muted', async () => {
    const alice = await use.client(use.userId('alice'), ROOM);
    await modify({ShutUpAllMember: 'On'});
    expect(await alice.send(ROOM, 'may I?')).toMatchObject({ErrorCode: 10017});
    const response = await use.cloud.rest('group_open_http_svc/send_group_msg', {
      GroupId: ROOM,
      Random: 1,
      MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'quiet, please'}}],
    });
    expect(response).toMatchObject({ErrorCode: 0});
    await modify({ShutUpAllMember: 'Off'});
    expect(await alice.send(ROOM, 'thanks')).toMatchObject({ErrorCode: 0});
  });

  test('can be created up to the limit of the edition', async () => {
    await use.cloud.fault({edition: 'trial'});
    let last = await create({});
    for (let count = 0; count < 12 && last.ErrorCode === 0; count++) last = await create({});
    expect(last).toMatchObject({ErrorCode: 10036});
  });
});

test('a message from an unknown account, with an unknown priority or without a Random is refused', async () => {
  const message = {GroupId: ROOM, Random: 1, MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'boo'}}]};
  expect(
    await use.cloud.rest('group_open_http_svc/send_group_msg', {...message, From_Account: 'nobody-at-all'}),
  ).toMatchObject({ErrorCode: 10019});
  expect(await use.cloud.rest('group_open_http_svc/send_group_msg', {...message, MsgPriority: 'high'})).toMatchObject({
    ErrorCode: 10004,
  });
  expect(await use.cloud.rest('group_open_http_svc/send_group_msg', {...message, Random: undefined})).toMatchObject({
    ErrorCode: 10004,
  });
});

test('many messages that two servers send at once are delivered once and get equal responses', async () => {
  const GROUP = 'gifts';
  await use.make(GROUP);
  const viewer = await use.client(use.userId('viewer'), GROUP);
  const give = (order: number): Promise<RestResponse> =>
    use.cloud.rest('group_open_http_svc/send_group_msg', {
      GroupId: GROUP,
      Random: order,
      MsgPriority: 'High',
      MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: `{"orderId":${order}}`}}],
    });
  const orders = Array.from({length: 200}, (_, index) => index + 1);
  const [first, second] = await Promise.all([Promise.all(orders.map(give)), Promise.all(orders.map(give))]);
  expect(first.every(({ErrorCode}) => ErrorCode === 0)).toBe(true);
  expect(second).toEqual(first);
  expect(await Promise.all(orders.slice(0, 5).map(give))).toEqual(first.slice(0, 5));
  const receivedOrders = () =>
    viewer
      .items()
      .filter(({Event}) => Event === 3)
      .map(({MsgRandom}) => MsgRandom as number);
  await expectEventually(() => receivedOrders().length).toBe(orders.length);
  expect(receivedOrders().sort((a, b) => a - b)).toEqual(orders);
});

test('the cloud keeps working when a server dies in the middle of a request', async () => {
  const socket = connect(use.cloud.port, 'localhost');
  await once(socket, 'connect');
  const path = `/cloud/im/v4/group_open_http_svc/send_group_msg?${new URLSearchParams(admin()).toString()}`;
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"GroupId":`);
  await expectEventually(() => socket.bytesWritten).toBeGreaterThan(0);
  socket.resetAndDestroy();
  await once(socket, 'close');
  expect(await use.cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: ROOM})).toMatchObject({
    ErrorCode: 0,
  });
  expect(faults).toEqual([]);
});
