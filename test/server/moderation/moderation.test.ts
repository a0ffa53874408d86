import {sql} from 'kysely';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../support/server/callbacks.ts';
import {takeSlowModeTurn} from '../../../demo/server/src/features/moderation/slow-mode.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const NOW = () => Math.floor(Date.now() / 1_000);
const FOR_EVER_S = 4_294_967_295;

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `order-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: `host-of-${roomId}`});
  return roomId;
};
let lastRandom = 0;
/** The server's response to a comment with this text. */
const say = async (GroupId: string, From_Account: string, text = 'hello', from = server) =>
  (await callback(from, beforeSend({GroupId, From_Account, Random: ++lastRandom, MsgBody: textBody(text)}))).body;
const code = async (...speech: Parameters<typeof say>) => (await say(...speech)).ErrorCode;
const operate = async (method: string, path: string, body?: object) =>
  (await server.operate(method, `/api/rooms/${path}`, body)).status;
const another = async (): Promise<TestServer> => {
  const other = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
  onTestFinished(() => other.close());
  return other;
};
interface Muted {
  readonly Member_Account: string;
  readonly MutedUntil: number;
}
const mutedInCloud = async (GroupId: string): Promise<string[]> => {
  const response = await server.cloud.rest('group_open_http_svc/get_group_muted_account', {GroupId});
  return (response['MutedAccountList'] as Muted[]).map(({Member_Account}) => Member_Account);
};

describe('a muted viewer', () => {
  test('is refused with the seconds left, sees them in every session, and may speak after the unmute', async () => {
    const roomId = await openRoom();
    const {body: viewer} = await server.session({roomId});
    expect(await operate('POST', `${roomId}/mutes`, {userId: viewer.userId, seconds: 1_200, reason: 'spam'})).toBe(204);
    const refused = await say(roomId, viewer.userId);
    expect(refused.ErrorCode).toBe(10_103);
    expect(Number(refused.ErrorInfo)).toBeGreaterThan(600);
    expect(Number(refused.ErrorInfo)).toBeLessThanOrEqual(1_200);
    expect(await mutedInCloud(roomId)).toEqual([viewer.userId]);
    const again = (await server.session({roomId}, viewer.token)).body;
    expect(again.mutedUntil - NOW()).toBeGreaterThan(600);
    expect((await server.session({roomId: 'demo'}, viewer.token)).body).not.toHaveProperty('mutedUntil');
    expect(await code('demo', viewer.userId)).toBe(0);

    expect(await operate('POST', `${roomId}/mutes`, {userId: viewer.userId, seconds: 0})).toBe(204);
    expect(await code(roomId, viewer.userId)).toBe(0);
    expect(await mutedInCloud(roomId)).toEqual([]);
    expect((await server.session({roomId}, viewer.token)).body).not.toHaveProperty('mutedUntil');
  });

  test('is muted permanently on the other server too', async () => {
    const roomId = await openRoom();
    const other = await another();
    await operate('POST', `${roomId}/mutes`, {userId: 'loud', seconds: FOR_EVER_S});
    await expect.poll(() => code(roomId, 'loud', 'hello', other), {interval: 20}).toBe(10_103);
    expect(await code(roomId, 'quiet', 'hello', other)).toBe(0);
  });

  test('can still send likes', async () => {
    const roomId = await openRoom();
    await operate('POST', `${roomId}/mutes`, {userId: 'loud', seconds: 60});
    const MsgBody = customBody({v: 1, type: 'like', count: 1});
    const {body} = await callback(server, beforeSend({GroupId: roomId, From_Account: 'loud', MsgBody}));
    expect(body.ErrorCode).toBe(0);
  });
});

test('a banned viewer is removed and refused; in an edition without bans the viewer is muted', async () => {
  const roomId = await openRoom();
  expect(await operate('POST', `${roomId}/bans`, {userId: 'gone', seconds: 60, reason: 'fraud'})).toBe(204);
  const banned = await server.cloud.rest('group_open_http_svc/get_group_ban_member', {GroupId: roomId});
  expect(banned['BannedAccountList']).toMatchObject([{Member_Account: 'gone'}]);
  expect(await code(roomId, 'gone')).toBe(10_103);
  expect(await operate('POST', `${roomId}/bans`, {userId: 'gone', seconds: 0})).toBe(204);
  expect(await code(roomId, 'gone')).toBe(0);

  await server.cloud.fault({edition: 'trial'});
  onTestFinished(() => server.cloud.restore());
  expect(await operate('POST', `${roomId}/bans`, {userId: 'gone', seconds: 60})).toBe(204);
  expect(await mutedInCloud(roomId)).toEqual(['gone']);
  expect(server.log.join('')).toContain('the app has no bans');
});

test('only the staff may speak while all are muted, also after a restart', async () => {
  const roomId = await openRoom();
  const {status, body} = await server.operate('PUT', `/api/rooms/${roomId}/mute-all`, {on: true});
  expect([status, body.mutedAll]).toEqual([200, true]);
  expect(await say(roomId, 'mei')).toMatchObject({ErrorCode: 10_103, ErrorInfo: ''});
  expect(await code(roomId, `host-of-${roomId}`)).toBe(0);
  const silent = async () => {
    const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
    return (response['GroupInfo'] as {ShutUpAllMember: string}[])[0]!.ShutUpAllMember;
  };
  expect(await silent()).toBe('On');
  const lost = {GroupId: roomId, ShutUpAllMember: 'Off'};
  await server.cloud.rest('group_open_http_svc/modify_group_base_info', lost);
  await another();
  await expect.poll(silent).toBe('On');
  await server.operate('PUT', `/api/rooms/${roomId}/mute-all`, {on: false});
  expect([await code(roomId, 'mei'), await silent()]).toEqual([0, 'Off']);
});

describe('slow mode', () => {
  test('admits one comment per viewer on two servers, returns the seconds left, and exempts the staff', async () => {
    const roomId = await openRoom();
    const other = await another();
    expect((await server.operate('PUT', `/api/rooms/${roomId}/slow-mode`, {seconds: 600})).body.slowMode).toBe(600);
    await expect.poll(async () => (await other.call('GET', `/api/rooms/${roomId}`)).body.slowMode).toBe(600);
    // The other server knows the slow mode when it refuses a second comment.
    await expect.poll(() => code(roomId, 'scout', 'hello', other), {interval: 20}).toBe(10_102);
    const responses = await Promise.all(
      Array.from({length: 10}, (_, index) => say(roomId, 'mei', 'me first', index % 2 ? server : other)),
    );
    expect(responses.filter(({ErrorCode}) => ErrorCode === 0)).toHaveLength(1);
    const late = responses.filter(({ErrorCode}) => ErrorCode === 10_102).map(({ErrorInfo}) => Number(ErrorInfo));
    expect(late).toHaveLength(9);
    for (const seconds of late) expect(seconds).toBeGreaterThan(300);
    for (const seconds of late) expect(seconds).toBeLessThanOrEqual(600);
    for (let line = 0; line < 3; line++) expect(await code(roomId, `host-of-${roomId}`)).toBe(0);

    await server.operate('PUT', `/api/rooms/${roomId}/slow-mode`, {seconds: 0});
    expect([await code(roomId, 'mei'), await code(roomId, 'mei')]).toEqual([0, 0]);
  });

  test('refuses a comment that waited while another one of the viewer took the turn', async () => {
    const turn = {roomId: await openRoom(), userId: 'mei'};
    const waits = async () =>
      (await sql<{waits: number}>`select count(*)::int as waits from pg_locks where not granted`.execute(server.db))
        .rows[0]!.waits;
    const second = await server.db.transaction().execute(async (transaction) => {
      expect(await takeSlowModeTurn(transaction, {...turn, random: 1}, 600)).toBe(0);
      const waiting = takeSlowModeTurn(server.db, {...turn, random: 2}, 600);
      await expect.poll(waits, {interval: 20}).toBe(1);
      return {waiting};
    });
    expect(await second.waiting).toBeGreaterThan(300);
  });

  test('responds to a repeated callback of the same message alike', async () => {
    const roomId = await openRoom();
    await server.operate('PUT', `/api/rooms/${roomId}/slow-mode`, {seconds: 30});
    const line = beforeSend({GroupId: roomId, From_Account: 'mei', Random: 77});
    const ask = async () => (await callback(server, line)).body.ErrorCode;
    expect([await ask(), await ask()]).toEqual([0, 0]);
  });
});

describe('listed words', () => {
  test('are refused or masked in every visible string, on both servers, and counted once', async () => {
    const roomId = await openRoom();
    const other = await another();
    const words = ['badword', '赌博', {word: 'damn', mask: true}];
    expect((await server.operate('PUT', '/api/words', {words})).status).toBe(200);
    onTestFinished(async () => void (await server.operate('PUT', '/api/words', {words: []})));
    await expect.poll(() => code(roomId, 'mei', 'B a d w o r d', other), {interval: 20}).toBe(10_101);

    const line = beforeSend({GroupId: roomId, From_Account: 'bo', Random: 900_001, MsgBody: textBody('ＢＡＤ-word')});
    const ask = async (body: object) => (await callback(server, body)).body;
    const refused = await Promise.all([ask(line), ask(line), callback(other, line).then(({body}) => body)]);
    for (const {ErrorCode, ErrorInfo} of refused)
      expect([ErrorCode, ErrorInfo.includes('word')]).toEqual([10_101, true]);

    const danmaku = {v: 1, type: 'danmaku', text: '来 赌 博', mode: 'top'};
    expect((await ask(beforeSend({GroupId: roomId, Random: 2, MsgBody: customBody(danmaku)}))).ErrorCode).toBe(10_101);
    for (const reply of [
      {seq: 1, text: 'a badword'},
      {seq: 1, nick: 'badword'},
    ]) {
      const CloudCustomData = JSON.stringify({v: 1, reply});
      expect((await ask(beforeSend({GroupId: roomId, Random: 3, CloudCustomData}))).ErrorCode).toBe(10_101);
    }

    const masked = await ask(beforeSend({GroupId: roomId, Random: 4, MsgBody: textBody('well, D a m n!')}));
    expect(masked).toMatchObject({ErrorCode: 0, MsgBody: textBody('well, ***!')});
    const styled = {...danmaku, text: 'damn'};
    const response = await ask(beforeSend({GroupId: roomId, Random: 5, MsgBody: customBody(styled)}));
    const [element] = (response as unknown as {MsgBody: {MsgContent: {Data: string; Desc: string}}[]}).MsgBody;
    expect(JSON.parse(element!.MsgContent.Data)).toMatchObject({...styled, text: '***'});
    expect(element!.MsgContent.Desc).toBe('danmaku');

    const stats = async () =>
      (await server.operate('GET', `/api/rooms/${roomId}/stats`)).body as unknown as {refused: number};
    await expect.poll(async () => (await stats()).refused).toBeGreaterThanOrEqual(4);
    const {n} = await server.db
      .selectFrom('refusals')
      .select((row) => row.fn.countAll<number>().as('n'))
      .where('room_id', '=', roomId)
      .where('random', '=', 900_001)
      .executeTakeFirstOrThrow();
    expect(n).toBe(1);
  });

  test('are found in a list of a hundred thousand words, and an invalid list is refused', async () => {
    const words = Array.from({length: 100_000}, (_, index) => `词${index.toString(36)}语`);
    const {status, body} = await server.operate('PUT', '/api/words', {words});
    onTestFinished(async () => void (await server.operate('PUT', '/api/words', {words: []})));
    expect([status, body]).toEqual([200, {words: 100_000}]);
    expect(await code('demo', 'mei', `看 ${words[77_777]} 吧`)).toBe(10_101);
    expect(await code('demo', 'mei', '看这个吧')).toBe(0);
    for (const wrong of [{}, {words: 'x'}, {words: ['']}, {words: [7]}, {words: ['x'.repeat(65)]}, {words: ['a\0b']}]) {
      expect((await server.operate('PUT', '/api/words', wrong)).status).toBe(422);
    }
    expect(await code('demo', 'mei', words[5])).toBe(10_101);
  });
});

describe('a comment', () => {
  interface Page {
    readonly messages: {seq: number}[];
  }
  const seqs = async (roomId: string) =>
    (await server.call<Page>('GET', `/api/rooms/${roomId}/messages`)).body.messages.map(({seq}) => seq);

  test('of the service is in the room and in the history', async () => {
    const roomId = await openRoom();
    expect(await operate('POST', `${roomId}/messages`, {text: 'Back <b>soon</b>'})).toBe(204);
    const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
    expect((response['GroupInfo'] as {NextMsgSeq: number}[])[0]!.NextMsgSeq).toBeGreaterThan(1);
    for (const text of ['', '   ', '汉'.repeat(2_667), 'a\u0007']) {
      expect(await operate('POST', `${roomId}/messages`, {text})).toBe(422);
    }
    expect(await operate('POST', 'nowhere/messages', {text: 'x'})).toBe(404);
  });

  test('is no longer in the history after a recall, and is not stored again', async () => {
    const roomId = await openRoom();
    const line = afterSend(5, {GroupId: roomId});
    await callback(server, line);
    await expect.poll(() => seqs(roomId)).toEqual([5]);
    expect(await operate('DELETE', `${roomId}/messages/5`)).toBe(204);
    await callback(server, line);
    await callback(server, afterSend(6, {GroupId: roomId}));
    await expect.poll(() => seqs(roomId)).toEqual([6]);
    expect(await operate('DELETE', `${roomId}/messages/5`)).toBe(404);
    expect(await operate('DELETE', `${roomId}/messages/x`)).toBe(422);
  });

  test('can be reported once per viewer with a token, and the operator reads it unchanged', async () => {
    const roomId = await openRoom();
    await callback(server, afterSend(9, {GroupId: roomId, From_Account: 'rude', MsgBody: textBody('<i>rude</i>')}));
    await expect.poll(() => seqs(roomId)).toEqual([9]);
    const {token, nick} = (await server.session({roomId})).body;
    const report = (body: object, bearer: string | undefined = token) =>
      server.call('POST', `/api/rooms/${roomId}/reports`, {body, bearer});
    expect((await report({seq: 9, reason: "rude'; drop table reports; --"})).status).toBe(201);
    expect((await report({seq: 9, reason: 'again'})).status).toBe(201);
    expect((await report({seq: 10, reason: 'nothing there'})).status).toBe(404);
    expect((await report({seq: 9, reason: ''})).status).toBe(422);
    expect((await server.call('POST', `/api/rooms/${roomId}/reports`, {body: {seq: 9, reason: 'x'}})).status).toBe(401);
    await operate('DELETE', `${roomId}/messages/9`);
    expect((await server.operate('GET', `/api/rooms/${roomId}/reports`)).body).toMatchObject([
      {seq: 9, reason: "rude'; drop table reports; --", reporter: nick, from: {userId: 'rude'}, text: '<i>rude</i>'},
    ]);
  });
});

test('a follower is marked as a fan in every room of the host and in the history, until the unfollow', async () => {
  const {body: viewer} = await server.session();
  const {userId, token, room} = viewer;
  const marks = async () => JSON.parse((await say('demo', userId)).CloudCustomData!) as object;
  expect([viewer.following, await marks()]).toMatchObject([false, {badges: []}]);
  const change = (method: string, bearer: string | undefined = token, hostId = room.host.userId) =>
    server.call(method, `/api/follows/${hostId}`, {bearer});
  expect((await change('POST')).status).toBe(204);
  expect((await change('POST')).status).toBe(204);
  expect(await marks()).toMatchObject({badges: ['fan']});
  expect((await server.session({}, token)).body.following).toBe(true);
  expect((await server.session({roomId: 'coffee'}, token)).body.following).toBe(false);
  expect((await change('DELETE')).status).toBe(204);
  expect(await marks()).toMatchObject({badges: []});
  expect((await change('POST', token, 'nobody-at-all')).status).toBe(404);
  expect((await server.call('POST', `/api/follows/${room.host.userId}`)).status).toBe(401);
});

describe('requests of others', () => {
  const calls: [string, string, object | undefined][] = [
    ['PUT', '/api/rooms/demo/products/cup', {title: 'x', image: '', price: 1, currency: 'CNY', stock: 1, href: ''}],
    ['PUT', '/api/rooms/demo/featured-product', {productId: null}],
    ['PUT', '/api/rooms/demo/slow-mode', {seconds: 60}],
    ['PUT', '/api/rooms/demo/mute-all', {on: true}],
    ['PUT', '/api/words', {words: ['hello']}],
    ['POST', '/api/rooms/demo/messages', {text: 'I am the service'}],
    ['DELETE', '/api/rooms/demo/messages/1', undefined],
    ['POST', '/api/rooms/demo/mutes', {userId: 'mei', seconds: 60}],
    ['POST', '/api/rooms/demo/bans', {userId: 'mei', seconds: 60}],
    ['GET', '/api/rooms/demo/reports', undefined],
    ['GET', '/api/rooms/demo/stats', undefined],
    ['POST', '/api/broadcasts', {text: 'x'}],
    ['POST', '/api/rooms/demo/lotteries', {keyword: 'x', seconds: 60, prize: 'x', winners: 1}],
    ['POST', '/api/lotteries/l_1/draw', undefined],
  ];
  test.each(calls)('no token, a wrong token and a viewer’s token are refused: %s %s', async (method, path, body) => {
    const before = (await server.call('GET', '/api/rooms/demo')).body;
    const {token} = (await server.session()).body;
    for (const [bearer, expected] of [
      [undefined, [401, 'UNAUTHORIZED']],
      ['demo-operator2', [401, 'UNAUTHORIZED']],
      [token, [403, 'FORBIDDEN']],
    ] as const) {
      const {status, body: response} = await server.call(method, path, {body, bearer});
      expect([status, response.error.code]).toEqual(expected);
    }
    // A form on another site can send this without a preflight, because it has no bearer token and no JSON.
    if (body) {
      const headers = {'Content-Type': 'text/plain', Origin: 'https://stranger.example', Cookie: 'operator=1'};
      expect((await server.call(method, path, {body: JSON.stringify(body), headers})).status).toBe(401);
    }
    expect((await server.call('GET', '/api/rooms/demo')).body).toEqual(before);
    expect(await code('demo', 'mei', 'hello')).toBe(0);
  });

  const senseless: [string, string, object][] = [
    ['PUT', 'slow-mode', {seconds: -1}],
    ['PUT', 'slow-mode', {seconds: 3_601}],
    ['PUT', 'slow-mode', {seconds: '5'}],
    ['PUT', 'mute-all', {on: 'yes'}],
    ['POST', 'mutes', {userId: 'a b', seconds: 5}],
    ['POST', 'mutes', {userId: 'mei', seconds: 2 ** 32}],
    ['POST', 'mutes', {userId: 'mei', seconds: 1.5}],
    ['POST', 'mutes', {userId: 'mei'}],
    ['POST', 'bans', {userId: 'mei', seconds: -5}],
    ['POST', 'bans', {userId: 'mei', seconds: 5, reason: 'x'.repeat(129)}],
  ];
  test.each(senseless)('an invalid request of an operator is refused: %s %s %j', async (method, path, body) => {
    expect(await operate(method, `demo/${path}`, body)).toBe(422);
    expect(await code('demo', 'mei')).toBe(0);
  });
});

describe('the host of a room', () => {
  test('moderates this room with a session token, no other room, and not its operators', async () => {
    const {token, userId: hostId} = (await server.session({as: 'host'}, 'demo-operator')).body;
    const asHost = async (method: string, path: string, body?: object) =>
      (await server.call(method, `/api/rooms/${path}`, {body, bearer: token})).status;
    expect(await asHost('POST', 'demo/mutes', {userId: 'loud', seconds: 60})).toBe(204);
    expect(await code('demo', 'loud')).toBe(10_103);
    expect(await asHost('POST', 'demo/mutes', {userId: 'loud', seconds: 0})).toBe(204);
    expect(await code('demo', 'loud')).toBe(0);
    expect(await asHost('POST', 'demo/bans', {userId: hostId, seconds: 60})).toBe(403);
    const other = await openRoom();
    expect(await asHost('POST', `${other}/mutes`, {userId: 'loud', seconds: 60})).toBe(403);
    expect(await asHost('PUT', 'demo/slow-mode', {seconds: 5})).toBe(403);
  });
});
