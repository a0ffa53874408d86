import {expect, test} from 'vitest';
import {callback} from '../../support/server/callbacks.ts';
import {startServer} from '../../support/server/test-server.ts';

test('messages that Tencent Chat did not deliver, and logins, are counted in /metrics', async () => {
  const server = await startServer();
  const exception = {CallbackCommand: 'Group.CallbackSendMsgException', GroupId: 'demo', Type: 'AVChatRoom'};
  const state = (Action: unknown) => ({CallbackCommand: 'State.StateChange', Info: {Action, To_Account: 'mei'}});
  for (const body of [
    {...exception, SendMsgResult: 10_023},
    {...exception, SendMsgResult: 10_023},
    {...exception, SendMsgResult: 'hostile'},
    state('Login'),
    state('Disconnect'),
    state('hostile'),
  ]) {
    expect((await callback(server, body)).body).toMatchObject({ActionStatus: 'OK', ErrorCode: 0});
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  for (const line of [
    'live_room_messages_undelivered_total{code="10023"} 2',
    'live_room_messages_undelivered_total{code="unknown"} 1',
    'live_room_state_changes_total{action="Disconnect"} 1',
    'live_room_state_changes_total{action="unknown"} 1',
  ]) {
    expect(metrics).toContain(line);
  }
  expect(metrics).toMatch(/state_changes_total\{action="Login"\} [1-9]/);
  await server.close();
});
