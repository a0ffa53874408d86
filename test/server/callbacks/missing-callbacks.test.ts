import {afterEach, expect, test} from 'vitest';
import {afterSend, beforeSend, callback, customBody} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
afterEach(() => server?.close());

let users = 0;
const newUser = () => `member-${++users}`;
const warnings = () =>
  server.log.map((line) => (JSON.parse(line) as {msg: string}).msg).filter((msg) => msg.startsWith('callbacks:'));
const join = {CallbackCommand: 'Group.CallbackBeforeApplyJoinGroup', GroupId: 'demo', Type: 'AVChatRoom'};
const joined = {CallbackCommand: 'Group.CallbackAfterNewMemberJoin', GroupId: 'demo', JoinType: 'Apply'};

test('a callback that does not come where others show that it should is named once, with what does not work', async () => {
  server = await startServer();
  for (let at = 0; at < 39; at += 1) await callback(server, beforeSend({Random: at}));
  expect(warnings()).toEqual([]);
  for (let at = 0; at < 9; at += 1) await callback(server, beforeSend({Random: 100 + at}));
  expect(warnings()).toEqual([expect.stringMatching(/CallbackAfterSendMsg.*no history/)]);
  for (let at = 0; at < 22; at += 1) await callback(server, {...join, Requestor_Account: newUser()});
  expect(warnings().slice(1)).toEqual([expect.stringMatching(/CallbackAfterNewMemberJoin.*points/)]);
});

test('where the one before sending is off, comments and members show it', async () => {
  server = await startServer();
  for (let seq = 1; seq <= 20; seq += 1) {
    await callback(server, afterSend(seq));
    await callback(server, {...joined, NewMemberList: [{Member_Account: newUser()}]});
  }
  expect(warnings()).toEqual([
    expect.stringMatching(/CallbackBeforeSendMsg.*custom messages/),
    expect.stringMatching(/CallbackBeforeApplyJoinGroup.*watch/),
  ]);
});

test('sessions of viewers without any callback show that the address is wrong; guests cause none', async () => {
  server = await startServer();
  for (let at = 0; at < 20; at += 1) expect((await server.session({guest: true})).status).toBe(200);
  expect(warnings()).toEqual([]);
  for (let at = 0; at < 20; at += 1) expect((await server.session()).status).toBe(200);
  expect(warnings()).toEqual([expect.stringMatching(/any callback.*CALLBACK_PATH/)]);
});

test('where all come, and for likes and refused comments, nothing is named', async () => {
  server = await startServer();
  for (let at = 1; at <= 45; at += 1) {
    await callback(server, beforeSend({Random: at, MsgBody: customBody({v: 1, type: 'like', count: 1})}));
    await callback(server, beforeSend({Random: 1_000 + at, MsgBody: customBody({v: 1, type: 'gift'})}));
  }
  for (let at = 1; at <= 45; at += 1) {
    await callback(server, beforeSend({Random: 2_000 + at}));
    await callback(server, afterSend(at));
  }
  expect(warnings()).toEqual([]);
});
