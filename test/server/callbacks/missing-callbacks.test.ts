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

test('the log names a missing callback once, with the features that fail, if other callbacks arrive', async () => {
  server = await startServer();
  for (let at = 0; at < 39; at += 1) await callback(server, beforeSend({Random: at}));
  expect(warnings()).toEqual([]);
  for (let at = 0; at < 9; at += 1) await callback(server, beforeSend({Random: 100 + at}));
  expect(warnings()).toEqual([expect.stringMatching(/CallbackAfterSendMsg.*no history/)]);
  for (let at = 0; at < 22; at += 1) await callback(server, {...join, Requestor_Account: newUser()});
  expect(warnings().slice(1)).toEqual([expect.stringMatching(/CallbackAfterNewMemberJoin.*points/)]);
});

test('comments and joins show that the before-send callback is missing', async () => {
  server = await startServer();
  for (let seq = 1; seq <= 20; seq += 1) {
    await callback(server, afterSend(seq));
    await callback(server, {...joined, NewMemberList: [{Member_Account: newUser()}]});
  }
  expect(warnings()).toEqual([
    expect.stringMatching(/CallbackBeforeSendMsg.*custom messages/),
    expect.stringMatching(/CallbackBeforeApplyJoinGroup.*members/),
  ]);
});

test('sessions of viewers without any callback show that the address is wrong; sessions of guests do not', async () => {
  server = await startServer();
  for (let at = 0; at < 20; at += 1) expect((await server.session({guest: true})).status).toBe(200);
  expect(warnings()).toEqual([]);
  for (let at = 0; at < 20; at += 1) expect((await server.session()).status).toBe(200);
  expect(warnings()).toEqual([expect.stringMatching(/any callback.*CALLBACK_PATH/)]);
});

test('the log names no callback if all arrive, and none for likes and refused comments', async () => {
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
