import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {deleteMessage} from '../../../demo/server/src/features/history/messages.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../support/server/callbacks.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({settings: {readCacheMs: 0}});
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.deleteFrom('messages').execute();
});

interface Page {
  readonly messages: readonly {
    seq: number;
    random: number;
    from: {userId: string; level: number};
    body: object[];
    reply?: object;
  }[];
}

const OK = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};
const history = async (room = 'demo') => (await server.call<Page>('GET', `/api/rooms/${room}/messages`)).body.messages;
const seqs = async () => (await history()).map(({seq}) => seq);
/**
 * Sends one more message and waits until it is stored. Earlier ones are then stored too, because the server keeps their
 * order.
 */
const written = async (seq: number) => {
  await callback(server, afterSend(seq));
  await expect.poll(seqs).toContain(seq);
};
const ask = async (more: object, options?: Parameters<typeof callback>[2]) =>
  (await callback(server, beforeSend(more), options)).body;
const extras = (response: {CloudCustomData?: string}) =>
  JSON.parse(response.CloudCustomData!) as Record<string, unknown>;

describe('a forged callback is refused and changes nothing', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const forgeries: [string, () => Parameters<typeof callback>[2]][] = [
    ['unsigned', () => ({query: {Sign: undefined, RequestTime: undefined}})],
    ['without a signature', () => ({query: {Sign: undefined}})],
    ['without a time', () => ({query: {RequestTime: undefined}})],
    ['with an empty signature', () => ({query: {Sign: ''}})],
    ['signed with another token', () => ({token: 'another-token'})],
    ['signed for another time', () => ({query: {RequestTime: String(now() - 1)}})],
    ['a minute and more old', () => ({requestTime: now() - 62})],
    ['from the future', () => ({requestTime: now() + 62})],
    ['with an invalid time', () => ({requestTime: 'soon'})],
    ['of another app', () => ({query: {SdkAppid: '1400999999'}})],
    ['of no app', () => ({query: {SdkAppid: undefined}})],
  ];
  test.each(forgeries)('%s', async (_what, options) => {
    for (const body of [afterSend(5), beforeSend()]) {
      const {status, body: response} = await callback(server, body, options());
      expect([status, response.error.code]).toEqual([403, 'FORBIDDEN']);
    }
    await written(6);
    expect(await seqs()).toEqual([6]);
  });

  test('with two signatures in the query', async () => {
    const {callbackPath, sdkAppId} = server.settings;
    const twice = `SdkAppid=${sdkAppId}&Sign=a&Sign=b&RequestTime=1&RequestTime=2`;
    expect((await server.call('POST', `${callbackPath}?${twice}`, {body: afterSend(5)})).status).toBe(403);
  });

  test('and the log has one line about it, without the signature', () => {
    const lines = server.log.filter((line) => line.includes('callbacks: a request was refused'));
    expect(lines).toHaveLength(1);
    expect(server.log.join('')).not.toMatch(/Sign=|RequestTime/);
  });
});

test('a callback half a minute old is accepted', async () => {
  const {status, body} = await callback(server, beforeSend(), {requestTime: Math.floor(Date.now() / 1_000) - 30});
  expect([status, body.ErrorCode]).toEqual([200, 0]);
});

describe('the before-send callback', () => {
  test('writes the sender’s level into a comment, and ignores the level that the comment claims', async () => {
    const boast = JSON.stringify({v: 1, level: 99, badges: ['host', 'operator'], host: true});
    for (const CloudCustomData of ['', boast, 'not JSON', '{', undefined]) {
      const response = await ask({From_Account: 'boaster', CloudCustomData});
      expect(response).toMatchObject(OK);
      expect(extras(response)).toEqual({v: 1, level: 1, badges: []});
    }
  });

  test('keeps a reply and removes unknown fields from it', async () => {
    const reply = {seq: 12, id: 'a-1', userId: 'mei', nick: '小满', text: 'hello'};
    const kept = async (sentReply: unknown) =>
      extras(await ask({CloudCustomData: JSON.stringify({v: 1, level: 9, reply: sentReply})}))['reply'];
    expect(await kept(reply)).toEqual(reply);
    expect(await kept({...reply, host: true, badges: ['host']})).toEqual(reply);
    for (const bad of [{}, [], 'x', null, {seq: 0}, {seq: '1'}, {id: ''}, {seq: 1, text: 'x'.repeat(201)}]) {
      expect(await kept(bad), JSON.stringify(bad)).toBeUndefined();
    }
  });

  const gift = {v: 1, type: 'gift', orderId: 'o1', giftId: 'rocket', count: 99, giver: {userId: 'mei'}};
  const forged: [string, object][] = [
    ['a gift', {MsgBody: customBody(gift)}],
    ['a gift labelled as a like', {MsgBody: customBody(gift, 'like')}],
    ['a like labelled as a gift', {MsgBody: customBody({v: 1, type: 'like', count: 1}, 'gift')}],
    ['a gift after a comment', {MsgBody: [...textBody('hello'), ...customBody(gift)]}],
    ['a status', {MsgBody: customBody({v: 1, type: 'status', status: 'ended'})}],
    ['a broadcast', {MsgBody: customBody({v: 1, type: 'broadcast', broadcastId: 'b', text: 'hello'})}],
    ['a lottery', {MsgBody: customBody({v: 1, type: 'lottery', lotteryId: 'l', phase: 'open'})}],
    ['a poll', {MsgBody: customBody({v: 1, type: 'poll', pollId: 'p', phase: 'open'})}],
    ['a schedule', {MsgBody: customBody({v: 1, type: 'schedule', startsAt: 1})}],
    ['changed products', {MsgBody: customBody({v: 1, type: 'shelf', products: []})}],
    ['an unknown type', {MsgBody: customBody({v: 1, type: 'party'})}],
    ['a custom message of another product', {MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: 'hello'}}]}],
    ['a thousand and one likes', {MsgBody: customBody({v: 1, type: 'like', count: 1_001})}],
    ['a negative number of likes', {MsgBody: customBody({v: 1, type: 'like', count: -5})}],
    ['a danmaku without text', {MsgBody: customBody({v: 1, type: 'danmaku', text: ''})}],
    ['a text that is too long', {MsgBody: textBody('汉'.repeat(2_667))}],
    ['a text that is a number', {MsgBody: textBody(7)}],
    ['a comment of an account that only watches', {From_Account: 'guest--0a1b2c3d'}],
    ['a comment without a sender', {From_Account: undefined}],
    ['no body', {MsgBody: undefined}],
    ['an empty body', {MsgBody: []}],
  ];
  test.each(forged)('refuses %s with code 10101', async (_what, more) => {
    const response = await ask(more);
    expect(response).toMatchObject({ActionStatus: 'OK', ErrorCode: 10_101});
    expect(response).not.toHaveProperty('CloudCustomData');
  });

  test.each([
    ['likes', {v: 1, type: 'like', count: 1_000}],
    ['a styled danmaku', {v: 1, type: 'danmaku', text: '66666', mode: 'top', color: '#ff0000'}],
  ])('accepts %s of any viewer', async (_what, message) => {
    expect(await ask({MsgBody: customBody(message)})).toMatchObject(OK);
  });

  test('passes REST messages of the service unchanged, and checks messages of every other platform', async () => {
    expect(await ask({MsgBody: customBody(gift)}, {platform: 'RESTAPI'})).toEqual(OK);
    for (const platform of ['restapi', 'Web', '', 'RESTAPI ']) {
      expect(await ask({MsgBody: customBody(gift)}, {platform})).toMatchObject({ErrorCode: 10_101});
    }
    expect(await ask({MsgBody: customBody(gift)}, {query: {OptPlatform: undefined}})).toMatchObject({
      ErrorCode: 10_101,
    });
  });
});

describe('the after-send callback', () => {
  test('stores a comment in the history, with its number and its sender', async () => {
    await written(41);
    expect(await history()).toMatchObject([
      {seq: 41, random: 4_123_456_789, from: {userId: 'mei'}, body: textBody('line 41')},
    ]);
  });

  test('changes neither the history nor the level when it is repeated', async () => {
    const before = await server.db.selectFrom('points').selectAll().execute();
    const line = afterSend(50, {From_Account: 'replayed'});
    await Promise.all(Array.from({length: 20}, () => callback(server, line)));
    await written(51);
    expect(await seqs()).toEqual([50, 51]);
    const {points} = await server.db
      .selectFrom('points')
      .select('points')
      .where('user_id', '=', 'replayed')
      .executeTakeFirstOrThrow();
    expect(points).toBe(1);
    expect(before.some((row) => row.user_id === 'replayed')).toBe(false);
  });

  test('stores only comments, and no forged messages', async () => {
    const others: object[] = [
      {MsgBody: customBody({v: 1, type: 'like', count: 3})},
      {MsgBody: customBody({v: 1, type: 'gift', orderId: 'o1'})},
      {MsgBody: customBody({v: 1, type: 'status', status: 'ended'})},
      {MsgBody: [{MsgType: 'TIMUnheardOfElem', MsgContent: {}}]},
      {MsgBody: [...textBody('x'), ...customBody({v: 1, type: 'gift'})]},
      {MsgBody: [...textBody('x'), ...customBody({v: 1, type: 'poll'})]},
      {From_Account: 'guest--0a1b2c3d'},
      {GroupId: 'nowhere'},
      {MsgBody: textBody('x'.repeat(8_001))},
    ];
    for (const [index, more] of others.entries()) await callback(server, afterSend(60 + index, more));
    await callback(server, afterSend(70, {MsgBody: customBody({v: 1, type: 'danmaku', text: 'top', mode: 'top'})}));
    await callback(server, afterSend(71, {MsgBody: [{MsgType: 'TIMFaceElem', MsgContent: {Index: 3, Data: 'tt03'}}]}));
    await written(72);
    expect(await seqs()).toEqual([70, 71, 72]);
  });

  test('stores the quote of a reply as far as it is readable', async () => {
    const reply = {seq: 41, userId: 'mei', nick: 'Mei', text: 'in blue? \0'};
    const quoting = (sentReply: unknown) => ({CloudCustomData: JSON.stringify({v: 1, level: 3, reply: sentReply})});
    await callback(server, afterSend(75, quoting(reply)));
    await callback(server, afterSend(76, quoting({...reply, seq: 'x'})));
    await callback(server, afterSend(77, {CloudCustomData: '{"reply":'}));
    await written(78);
    const kept = (await history()).filter(({seq}) => seq >= 75);
    expect(kept.map(({reply: quoted}) => quoted)).toEqual([
      {...reply, text: 'in blue? '},
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('removes the quoted text of a recalled message, for replies before and after the recall', async () => {
    const quoting = (seq: number) => ({
      CloudCustomData: JSON.stringify({v: 1, reply: {seq, nick: 'Mei', text: 'rude'}}),
    });
    await callback(server, afterSend(90));
    await callback(server, afterSend(91, quoting(90)));
    await written(92);
    await deleteMessage(server.db, 'demo', 90);
    await callback(server, afterSend(93, quoting(90)));
    await callback(server, afterSend(94, quoting(92)));
    await written(95);
    expect((await history()).map(({seq, reply}) => [seq, reply])).toEqual([
      [91, {seq: 90, nick: 'Mei'}],
      [92, undefined],
      [93, {seq: 90, nick: 'Mei'}],
      [94, {seq: 92, nick: 'Mei', text: 'rude'}],
      [95, undefined],
    ]);
  });

  test('stores only the type of a forwarded message', async () => {
    await callback(
      server,
      afterSend(96, {MsgBody: [{MsgType: 'TIMRelayElem', MsgContent: {Title: 'unread by anybody'}}]}),
    );
    await written(97);
    expect((await history())[0]!.body).toEqual([{MsgType: 'TIMRelayElem', MsgContent: {}}]);
  });

  test('removes characters that the database refuses, and stores this comment and the others', async () => {
    await callback(server, afterSend(80, {MsgBody: textBody('nul \0 and half \ud83d of a pair')}));
    await callback(server, afterSend(81, {From_Account: 'mei', GroupId: 'demo\0'}));
    await callback(server, afterSend(82, {MsgBody: [{MsgType: 'TIMFaceElem', MsgContent: {'a\0': 1, Data: '\0'}}]}));
    await written(83);
    expect((await history()).map(({body}) => body)).toEqual([
      textBody('nul  and half \ufffd of a pair'),
      [{MsgType: 'TIMFaceElem', MsgContent: {Data: ''}}],
      textBody('line 83'),
    ]);
  });

  test('raises the sender’s level in the next comment and in the next session', async () => {
    const {body: viewer} = await server.session();
    const From_Account = viewer.userId;
    expect(viewer.level).toBe(1);
    expect(extras(await ask({From_Account}))).toMatchObject({level: 1});
    for (let seq = 100; seq < 105; seq++) await callback(server, afterSend(seq, {From_Account}));
    await written(110);
    expect(extras(await ask({From_Account}))).toMatchObject({level: 2});
    expect((await server.session({}, viewer.token)).body.level).toBe(2);
    expect((await history())[0]).toMatchObject({from: {userId: From_Account, level: 2}});
  });

  test('stores five hundred simultaneous comments', async () => {
    const all = Array.from({length: 500}, (_, index) => 1_000 + index);
    const responses = await Promise.all(all.map((seq) => callback(server, afterSend(seq))));
    expect(new Set(responses.map(({status}) => status))).toEqual(new Set([200]));
    const kept = () =>
      server.db
        .selectFrom('messages')
        .select('seq')
        .orderBy('seq')
        .execute()
        .then((rows) => rows.map(({seq}) => seq));
    await expect.poll(kept).toEqual(all);
  });
});

describe('other callback bodies', () => {
  test.each(['', 'null', '[]', '"x"', '{"CallbackCommand"', '[[[[', '\0'])('%j is invalid', async (text) => {
    const {status, body} = await callback(server, text);
    expect([status, body.error.code]).toEqual([422, 'INVALID']);
  });

  test.each([
    {},
    {CallbackCommand: 'State.StateChange', Info: null},
    {CallbackCommand: 'Group.CallbackOnMemberStateChange'},
    {CallbackCommand: '__proto__'},
    {CallbackCommand: 'Group.CallbackAfterSendMsg'},
    {CallbackCommand: 'Group.CallbackAfterSendMsg', MsgSeq: {}, MsgBody: 7},
  ])('%j gets a success and changes nothing', async (body) => {
    expect((await callback(server, body)).body).toEqual(OK);
  });

  test('a body larger than any message is refused unread', async () => {
    expect((await callback(server, beforeSend({MsgBody: textBody('x'.repeat(200_000))}))).status).toBe(422);
  });

  test('a body is read with any content type', async () => {
    const {settings} = server;
    const call: TestServer['call'] = (method, path, options) =>
      server.call(method, path, {...options, headers: {'Content-Type': 'application/x-www-form-urlencoded'}});
    expect((await callback({settings, call}, beforeSend())).body).toMatchObject(OK);
  });
});
