import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {WebSocket} from 'ws';
import {createLocalCloud} from '../../demo/cloud/chat/local-cloud.ts';
import {CloudClient} from '../support/chat/wire-client.ts';
import {ROOM, expectEventually, useCloud} from '../support/chat/chat-fixture.ts';
import {TEST_APP_ID, TEST_SECRET} from '../support/chat/chat-emulator.ts';

const faults: unknown[] = [];
const use = useCloud({onError: (error) => faults.push(error)});
const SEND = 'group_open_http_svc.send_group_msg';

test('the cloud ignores frames that are not requests, and keeps the socket open', async () => {
  const alice = await use.client(use.userId('alice'), ROOM);
  const frames = [
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"head":null}',
    '{"head":{"servcmd":7,"seq":1}}',
    '{"head":{"servcmd":"x"}}',
    '\u0000\u0001',
  ];
  for (const frame of frames) alice.raw(frame);
  alice.raw(Buffer.from([0xff, 0xfe, 0x00]));
  alice.raw(`{"head":{"servcmd":"${SEND}","seq":1},"body":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
  expect(await alice.send(ROOM, 'still here')).toMatchObject({ErrorCode: 0});
});

test('a frame over 64 KB closes its own socket and no other', async () => {
  const alice = await use.client(use.userId('alice'), ROOM);
  const bob = await use.client(use.userId('bob'), ROOM);
  const closed = once(alice.socket, 'close');
  alice.raw('x'.repeat(70_000));
  expect((await closed)[0]).toBe(1009);
  expect(await bob.send(ROOM, 'fine')).toMatchObject({ErrorCode: 0});
});

test('every command responds to every wrong body, and the cloud throws no error', async () => {
  const alice = await use.client(use.userId('alice'), ROOM);
  const commands = [
    'group_open_http_svc.apply_join_group',
    'group_open_http_noauth_svc.apply_join_group',
    'group_open_http_svc.quit_group',
    'group_open_http_svc.get_group_self_member_info',
    'group_open_http_svc.create_group',
    'group_open_http_svc.destroy_group',
    'group_open_http_svc.modify_group_base_info',
    'group_open_avchatroom_http_svc.get_online_member_num',
    'group_open_long_polling_http_svc.get_msg',
    'group_open_long_polling_http_noauth_svc.get_msg',
    'profile.portrait_get_all',
    'profile.portrait_set',
    SEND,
    'im_open_status.wslogin',
    'no.such_command',
    'constructor',
    '__proto__',
  ];
  const wrong: unknown[] = [
    null,
    7,
    'text',
    [],
    {},
    {GroupId: 7},
    {GroupId: {}},
    {GroupId: ROOM, MsgBody: 'x', Random: 1},
    {GroupId: ROOM, MsgBody: [null], Random: 1},
    {GroupId: ROOM, Random: 1, MsgBody: [{MsgType: 'toString', MsgContent: {}}]},
    {GroupId: ROOM, Random: 1, MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 7}}]},
    {GroupIdList: [null]},
    {GroupIdList: Array.from({length: 51}, () => 'x')},
    {UserItem: [7]},
    {UserItem: [{To_Account: null}]},
    {ProfileItem: [{Tag: 'x', Value: 1}]},
    {ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: {}}]},
    {Key: 'garbage'},
    {Key: Buffer.from('["room-1",-1,0]').toString('base64url')},
    {Key: Buffer.from('["nowhere",1,1]').toString('base64url')},
    {GroupId: ROOM, AppDefinedData: [{Key: 'x', Value: 7}]},
  ];
  for (const command of commands) {
    for (const body of wrong) {
      const response = await alice.ask(command, body);
      expect(response.ErrorCode, `${command} ${JSON.stringify(body)}`).not.toBe(10002);
    }
  }
  expect(faults).toEqual([]);
});

test.each([
  ['no elements', {MsgBody: []}, 10004],
  [
    'too many elements',
    {MsgBody: Array.from({length: 21}, () => ({MsgType: 'TIMTextElem', MsgContent: {Text: ''}}))},
    10004,
  ],
  ['an unknown kind', {MsgBody: [{MsgType: 'TIMBombElem', MsgContent: {}}]}, 10004],
  ['an unknown priority', {MsgPriority: 'Highest'}, 10004],
  ['no random', {Random: undefined}, 10004],
  ['12 KB of custom data', {CloudCustomData: 'x'.repeat(12_280)}, 80002],
  [
    'more than 12 KB in all',
    {MsgBody: [1, 2].map(() => ({MsgType: 'TIMTextElem', MsgContent: {Text: 'x'.repeat(7_000)}}))},
    80002,
  ],
])('a message with %s is refused', async (_what, more, code) => {
  const alice = await use.client(use.userId('alice'), ROOM);
  expect(await alice.send(ROOM, 'x', more)).toMatchObject({ErrorCode: code});
});

test('the sender of a message is the viewer of the socket, for any sender in the message', async () => {
  const bobId = use.userId('bob');
  const bob = await use.client(bobId, ROOM);
  const malloryId = use.userId('mallory');
  const mallory = await use.client(malloryId, ROOM);
  await mallory.send(ROOM, 'I am Bob', {From_Account: bobId, From_AccountNick: 'Bob', TinyId: bob.tinyId});
  await mallory.ask('profile.portrait_set', {
    From_Account: bobId,
    ProfileItem: [{Tag: 'Tag_Profile_IM_Nick', Value: 'Fool'}],
  });
  await expectEventually(() => bob.items()).toContainEqual(
    expect.objectContaining({From_Account: malloryId, TinyId: mallory.tinyId}),
  );
  expect(JSON.stringify(await use.cloud.rest('profile/portrait_get', {To_Account: [bobId]}))).not.toContain('Fool');
  const noMember = await use.client(use.userId('eve'));
  expect(await noMember.send(ROOM, 'from outside')).toMatchObject({ErrorCode: 10007});
});

test('a client without a login can only watch', async () => {
  const stranger = await use.stranger();
  expect(await stranger.send(ROOM, 'hello')).toMatchObject({ErrorCode: 60004});
  const aliceId = use.userId('alice');
  const alice = await use.client(aliceId, ROOM);
  for (const a2 of ['', 'x', 'x.y', `${alice.a2}x`, alice.a2.replace(/^./, 'f')]) {
    const response = await stranger.ask('im_open_status.wslogin', {}, {a2, identifier: aliceId, usersig: ''});
    expect(response.ErrorCode, a2).not.toBe(0);
  }
  expect(await stranger.send(ROOM, 'hello')).toMatchObject({ErrorCode: 60004});
  expect(await alice.send(ROOM, 'nobody took my place')).toMatchObject({ErrorCode: 0});
});

test('a socket of another app can do nothing', async () => {
  const socket = new WebSocket(`${use.cloud.wsUrl}/binfo?sdkappid=7&instanceid=x`);
  await once(socket, 'open');
  socket.send(
    JSON.stringify({head: {servcmd: 'group_open_http_noauth_svc.apply_join_group', seq: 1}, body: {GroupId: ROOM}}),
  );
  const [frame] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(frame.toString())).toMatchObject({body: {ErrorCode: 60006}});
  socket.terminate();
});

test('a ninth poll on one socket ends the oldest', async () => {
  const stranger = await use.stranger();
  const {LongPollingKey: Key} = await stranger.ask('group_open_http_noauth_svc.apply_join_group', {GroupId: ROOM}, {});
  const polls = Array.from({length: 9}, () =>
    stranger.ask('group_open_long_polling_http_noauth_svc.get_msg', {Key, StartSeq: 0}, {}),
  );
  expect(await polls[0]).toMatchObject({ErrorCode: 0, RspMsgList: []});
  await stranger.close();
  await Promise.allSettled(polls);
});

test('two thousand joins and leaves leave no state behind', async () => {
  await use.make('stampede');
  const bob = await use.client(use.userId('bob'), 'stampede');
  const clients = await Promise.all(Array.from({length: 40}, (_, index) => use.client(`crowd-${index}`)));
  await Promise.all(
    clients.map(async (client) => {
      for (let round = 0; round < 25; round++) {
        await client.ask('group_open_http_svc.apply_join_group', {GroupId: 'stampede'});
        await client.ask('group_open_http_svc.quit_group', {GroupId: 'stampede'});
      }
    }),
  );
  const {GroupInfo} = await use.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: ['stampede']});
  expect(GroupInfo).toMatchObject([{MemberNum: 1, OnlineMemberNum: 1}]);
  expect(await bob.send('stampede', 'quiet again')).toMatchObject({ErrorCode: 0});
});

test('the cloud closes the socket of a client that stops reading, and the room continues', async () => {
  const slow = await use.client(use.userId('slow'), ROOM);
  const bob = await use.client(use.userId('bob'), ROOM);
  const closed = once(slow.socket, 'close');
  await use.cloud.fault({messagesPerSecond: 10_000});
  slow.socket.pause();
  const flood = () => Promise.all(Array.from({length: 50}, () => bob.send(ROOM, 'x'.repeat(7_900))));
  const online = async () => {
    const {OnlineMemberNum} = await use.cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: ROOM});
    return OnlineMemberNum;
  };
  for (let round = 0; round < 200 && (await online()) === 2; round++) await flood();
  expect(await online()).toBe(1);
  slow.socket.resume();
  await closed;
});

test('the cloud leaves other WebSocket paths to other handlers', async () => {
  const server = createServer();
  const cloud = createLocalCloud({sdkAppId: TEST_APP_ID, secretKey: TEST_SECRET});
  cloud.attach(server);
  server.on('upgrade', (request, socket) => {
    if (request.url === '/mine') socket.end('HTTP/1.1 418 Teapot\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const {port} = server.address() as AddressInfo;
  const [error] = (await once(new WebSocket(`ws://localhost:${port}/mine`), 'error')) as [Error];
  expect(error.message).toContain('418');
  await cloud.close();
  await new Promise((resolve) => server.close(resolve));
});

test('closing the cloud ends every socket and every waiting poll', async () => {
  const server = createServer();
  const cloud = createLocalCloud({sdkAppId: TEST_APP_ID, secretKey: TEST_SECRET});
  cloud.attach(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const {port} = server.address() as AddressInfo;
  const client = await CloudClient.open({...use.cloud, wsUrl: `ws://localhost:${port}/cloud/im`});
  const closed = once(client.socket, 'close');
  await cloud.close();
  await closed;
  await new Promise((resolve) => server.close(resolve));
  expect(server.listenerCount('upgrade')).toBe(0);
});
