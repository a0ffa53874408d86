import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {signCallback} from '../../demo/cloud/chat/callbacks/callback-client.ts';
import {useCallbacks} from '../support/chat/callback-receiver.ts';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import {TEST_APP_ID} from '../support/chat/chat-emulator.ts';

const BEFORE = 'Group.CallbackBeforeSendMsg';
const AFTER = 'Group.CallbackAfterSendMsg';
const TOKEN = 'a-callback-token';

const server = useCallbacks();
/** Longer than a busy machine takes to respond; Tencent's service waits for 2 s. */
const TIMEOUT_MS = 6_000;
const troubles: unknown[] = [];
const use = useCloud({
  callbackUrl: () => server.url || undefined,
  callbackToken: TOKEN,
  callbackTimeoutMs: TIMEOUT_MS,
  memberOfflineMs: 200,
  onError: (error) => troubles.push(error),
});

const textBody = (text: string) => [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}];
const say = (text: string, more: object = {}) =>
  use.cloud.rest('group_open_http_svc/send_group_msg', {
    GroupId: ROOM,
    Random: Math.floor(Math.random() * 2 ** 32),
    MsgBody: textBody(text),
    ...more,
  });

test('signCallback signs the example of the documentation as documented', () => {
  expect(signCallback('xxxxyyyy', '1669872112')).toBe(
    '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061',
  );
});

test('a comment causes a signed before-send and a signed after-send callback with its sender and room', async () => {
  const aliceId = use.userId('alice');
  const alice = await use.viewer(aliceId, ROOM);
  const sent = succeeded(await alice.send(ROOM, 'Text', {text: 'hello'}, {priority: 'Low', cloudCustomData: '{"v":1}'}))
    .message as Record<string, unknown>;
  await expectEventually(() => server.of(AFTER)).toHaveLength(1);
  const message = {
    GroupId: ROOM,
    Type: 'AVChatRoom',
    From_Account: aliceId,
    Operator_Account: aliceId,
    Random: sent.random,
    OnlineOnlyFlag: 0,
    MsgBody: textBody('hello'),
    CloudCustomData: '{"v":1}',
  };
  expect(server.of(BEFORE)).toMatchObject([{CallbackCommand: BEFORE, ...message}]);
  expect(server.of(AFTER)).toMatchObject([
    {CallbackCommand: AFTER, ...message, MsgSeq: sent.sequence, MsgTime: sent.time},
  ]);
  const now = Date.now() / 1_000;
  for (const {command, query} of server.received) {
    expect(query).toMatchObject({
      SdkAppid: String(TEST_APP_ID),
      CallbackCommand: command,
      contenttype: 'json',
      OptPlatform: 'Web',
      ClientIP: expect.stringMatching(/^(127\.|::1)/) as string,
      Sign: createHash('sha256').update(`${TOKEN}${query.RequestTime}`).digest('hex'),
    });
    expect(Math.abs(Number(query.RequestTime) - now)).toBeLessThan(30);
  }
});

test('a callback for a REST message has the platform RESTAPI, and the sender may forbid either callback', async () => {
  const sender = use.userId('bot');
  await use.cloud.rest('im_open_login_svc/account_import', {UserID: sender});
  await say('both', {From_Account: sender});
  await say('no question', {ForbidCallbackControl: ['ForbidBeforeSendMsgCallback']});
  await say('no report', {ForbidCallbackControl: ['ForbidAfterSendMsgCallback']});
  await expectEventually(() => server.of(AFTER)).toMatchObject([
    {From_Account: sender, Operator_Account: 'administrator', MsgBody: textBody('both')},
    {MsgBody: textBody('no question')},
  ]);
  expect(server.of(BEFORE)).toMatchObject([{MsgBody: textBody('both')}, {MsgBody: textBody('no report')}]);
  const platforms = server.received.filter(({command}) => command === AFTER).map(({query}) => query.OptPlatform);
  expect(platforms).toEqual(['RESTAPI', 'RESTAPI']);
});

test('a viewer cannot forbid callbacks', async () => {
  const wire = await use.client(use.userId('mallory'), ROOM);
  await wire.send(ROOM, 'unasked', {ForbidCallbackControl: ['ForbidBeforeSendMsgCallback']});
  await expectEventually(() => server.of(AFTER)).toHaveLength(1);
  expect(server.of(BEFORE)).toHaveLength(1);
});

test.each(['push', 'poll'] as const)('viewers receive the parts that the server replaced, in %s mode', async (mode) => {
  await use.cloud.fault({mode});
  server.respond(BEFORE, () => ({ErrorCode: 0, MsgBody: textBody('***'), CloudCustomData: '{"v":1,"level":3}'}));
  const bob = await use.viewer(use.userId('bob'), ROOM);
  const alice = await use.client(use.userId('alice'), ROOM);
  await alice.send(ROOM, 'rude', {CloudCustomData: '{"v":1,"level":99}'});
  await expectEventually(async () => (await bob.messages('TIMTextElem')).at(-1)).toMatchObject({
    payload: {text: '***'},
    cloudCustomData: '{"v":1,"level":3}',
  });
  await expectEventually(() => server.of(AFTER)).toMatchObject([
    {MsgBody: textBody('***'), CloudCustomData: '{"v":1,"level":3}'},
  ]);
});

test('the business server can replace custom data alone, and the cloud ignores an invalid replacement', async () => {
  const bob = await use.client(use.userId('bob'), ROOM);
  server.respond(BEFORE, () => ({ErrorCode: 0, CloudCustomData: '{"v":1}'}));
  await say('first');
  server.respond(BEFORE, () => ({ErrorCode: 0, MsgBody: [{MsgType: 'Nonsense'}]}));
  await say('second', {CloudCustomData: 'mine'});
  await expectEventually(() => bob.items().filter(({Event}) => Event === 3)).toMatchObject([
    {MsgBody: textBody('first'), CloudCustomData: '{"v":1}'},
    {MsgBody: textBody('second'), CloudCustomData: 'mine'},
  ]);
  expect(String(troubles.pop())).toContain('invalid message');
});

test.each([
  [{ErrorCode: 1}, 10016],
  [{ErrorCode: 10100, ErrorInfo: 'first'}, 10100],
  [{ErrorCode: 10102, ErrorInfo: '7'}, 10102],
  [{ErrorCode: 10200}, 10200],
  [{ErrorCode: 120001}, 120001],
  [{ErrorCode: 130000, ErrorInfo: 'last'}, 130000],
])('a response of %j refuses the comment with %i', async (response, code) => {
  server.respond(BEFORE, () => response);
  const alice = await use.client(use.userId('alice'), ROOM);
  expect(await alice.send(ROOM, 'no')).toMatchObject({
    ErrorCode: code,
    ...('ErrorInfo' in response && {ErrorInfo: response.ErrorInfo}),
  });
  await say('yes', {ForbidCallbackControl: ['ForbidBeforeSendMsgCallback']});
  await expectEventually(() => server.of(AFTER)).toMatchObject([{MsgBody: textBody('yes')}]);
});

test('the SDK passes the code and the text of the business server to the page', async () => {
  server.respond(BEFORE, () => ({ErrorCode: 10102, ErrorInfo: '7'}));
  const alice = await use.viewer(use.userId('alice'), ROOM, {build: 'whole'});
  expect(await alice.say(ROOM, 'again')).toMatchObject({code: 10102, message: '7'});
});

test('response code 2 drops the comment: the sender gets a success, and nobody receives it', async () => {
  const bob = await use.client(use.userId('bob'), ROOM);
  const alice = await use.viewer(use.userId('alice'), ROOM);
  server.respond(BEFORE, ({body}) => ({ErrorCode: JSON.stringify(body.MsgBody).includes('shadow') ? 2 : 0}));
  succeeded(await alice.say(ROOM, 'shadow'));
  succeeded(await alice.say(ROOM, 'light'));
  await expectEventually(() => server.of(AFTER)).toMatchObject([{MsgBody: textBody('light')}]);
  await expectEventually(() => bob.items().filter(({Event}) => Event === 3)).toMatchObject([
    {MsgBody: textBody('light')},
  ]);
});

test.each([
  ['nothing within two seconds', () => () => undefined],
  [
    'an error',
    () => (response: {writeHead(status: number): {end(text: string): void}}) =>
      response.writeHead(500).end('{"ErrorCode":1}'),
  ],
  ['no JSON', () => (response: {end(text: string): void}) => response.end('<html>')],
  ['a list', () => (response: {end(text: string): void}) => response.end('[1]')],
  [
    'half a response',
    () =>
      (response: {
        writeHead(status: number, headers: object): void;
        destroy(): void;
        write(text: string, then: () => void): void;
      }) => {
        response.writeHead(200, {'Content-Length': 500});
        response.write('{"ErrorCode":1', () => response.destroy());
      },
  ],
  ['a broken connection', () => (response: {destroy(): void}) => response.destroy()],
  ['an unknown code', () => ({ErrorCode: 10099})],
  ['a code of a wrong type', () => ({ErrorCode: '1'})],
])('a business server that responds with %s does not stop the message', async (_what, respond) => {
  server.respond(BEFORE, respond);
  const sent = await say('anyway', {CloudCustomData: 'unaltered'});
  expect(sent).toMatchObject({ErrorCode: 0, MsgSeq: expect.any(Number) as number});
  await expectEventually(() => server.of(AFTER)).toMatchObject([
    {MsgBody: textBody('anyway'), CloudCustomData: 'unaltered', MsgSeq: sent.MsgSeq},
  ]);
});

test('the cloud ignores a response after its timeout, and uses a response before it', async () => {
  server.respond(BEFORE, () => ({ErrorCode: 0, CloudCustomData: 'replaced'}));
  await use.cloud.fault({callbackDelayMs: TIMEOUT_MS + 1_000});
  await say('late');
  await use.cloud.fault({callbackDelayMs: 100});
  await say('in time');
  await expectEventually(() => server.of(AFTER)).toMatchObject([{CloudCustomData: ''}, {CloudCustomData: 'replaced'}]);
});

test('after-send callbacks keep the order of the messages, however long each response takes', async () => {
  const alice = await use.client(use.userId('alice'), ROOM);
  server.respond(AFTER, () => (response) => setTimeout(() => response.end('{}'), Math.random() * 20));
  const sent = await Promise.all(Array.from({length: 30}, (_, index) => alice.send(ROOM, `line ${index}`)));
  await expectEventually(() => server.of(AFTER)).toHaveLength(30);
  const reportedSeqs = server.of(AFTER).map(({MsgSeq}) => Number(MsgSeq));
  expect(reportedSeqs).toEqual([...reportedSeqs].sort((a, b) => a - b));
  expect([...sent.map(({MsgSeq}) => Number(MsgSeq))].sort((a, b) => a - b)).toEqual(reportedSeqs);
});

test('the cloud reuses its connections to the business server', async () => {
  await say('warm');
  const before = server.connections;
  for (let count = 0; count < 20; count++) await say(`line ${count}`);
  await expectEventually(() => server.of(AFTER)).toHaveLength(21);
  expect(server.connections - before).toBeLessThan(3);
});

test('the business server receives joins, leaves, logins and logouts', async () => {
  const userId = use.userId('alice');
  const of = (command: string) => server.of(command).filter((body) => JSON.stringify(body).includes(`"${userId}"`));
  const states = () => of('State.StateChange').map(({Info}) => (Info as {Action: string}).Action);
  const alice = await use.viewer(userId, ROOM);
  await expectEventually(() => of('Group.CallbackAfterNewMemberJoin')).toMatchObject([
    {GroupId: ROOM, JoinType: 'Apply', Operator_Account: userId, NewMemberList: [{Member_Account: userId}]},
  ]);
  succeeded(await alice.join(OTHER_ROOM));
  await expectEventually(() => of('Group.CallbackAfterMemberExit')).toMatchObject([
    {GroupId: ROOM, ExitType: 'Quit', Operator_Account: userId, ExitMemberList: [{Member_Account: userId}]},
  ]);
  expect(states()).toEqual(['Login']);
  succeeded(await alice.call('logout'));
  await expectEventually(states).toEqual(['Login', 'Logout']);
  await expectEventually(() => of('Group.CallbackAfterMemberExit')).toHaveLength(2);
});

test('the business server receives that a viewer disconnected, went offline and came online again', async () => {
  const userId = use.userId('alice');
  const states = () =>
    server
      .of('State.StateChange')
      .map(({Info}) => Info as {Action: string; Reason: string; To_Account: string})
      .filter(({To_Account}) => To_Account === userId)
      .map(({Action, Reason}) => `${Action} ${Reason}`);
  const inRoom = () =>
    server
      .of('Group.CallbackOnMemberStateChange', ROOM)
      .filter(({MemberList}) => JSON.stringify(MemberList) === JSON.stringify([{Member_Account: userId}]))
      .map(({EventType, EventCause}) => `${String(EventType)} ${String(EventCause)}`);
  const wire = await use.client(userId, ROOM);
  const {a2, tinyId} = wire;
  await wire.close();
  await expectEventually(inRoom).toEqual(['Online Join', 'Offline HeartbeatInterrupt']);
  const again = await use.stranger();
  await again.ask('im_open_status.wslogin', {State: 'Online'}, {a2, tinyid: tinyId});
  await expectEventually(inRoom).toEqual(['Online Join', 'Offline HeartbeatInterrupt', 'Online HeartbeatRecover']);
  await expectEventually(states).toEqual(['Login Register', 'Disconnect LinkClose', 'Login Register']);
});

test('the login callback of a second terminal names the terminal that it kicked', async () => {
  const userId = use.userId('alice');
  await use.client(userId);
  await use.client(userId);
  await expectEventually(() =>
    server.of('State.StateChange').filter((body) => JSON.stringify(body).includes(userId)),
  ).toMatchObject([
    {Info: {Action: 'Login', Reason: 'Register', To_Account: userId}},
    {Info: {Action: 'Login'}, KickedDevice: [{Platform: 'Web'}]},
  ]);
});

test('the cloud reports a business server that is down, and delays no message', async () => {
  await use.cloud.restore();
  troubles.length = 0;
  const gone = server.url;
  server.url = 'http://localhost:9/callbacks';
  for (let count = 0; count < 5; count++) expect(await say('still here')).toMatchObject({ErrorCode: 0});
  server.url = gone;
  await say('back');
  // A callback in flight when the server came back may reach it or be reported as well.
  await expectEventually(() => server.of(AFTER).at(-1)).toMatchObject({MsgBody: textBody('back')});
  expect([1, 2]).toContain(troubles.length);
});
