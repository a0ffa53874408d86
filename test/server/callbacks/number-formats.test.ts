/** Tencent writes some numbers of a callback as a number and others as a string of digits. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readPresenceChanges} from '../../../demo/server/src/features/stats/presence.ts';
import {readInteger} from '../../../demo/server/src/tencent/read-integer.ts';
import {afterSend, beforeSend, callback, customBody} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const now = Math.floor(Date.now() / 1_000);
const kept = async () =>
  (await server.call<{messages: {seq: number; time: number; random: number}[]}>('GET', '/api/rooms/demo/messages')).body
    .messages;

test('a message with digits as numbers is stored in the history like one with numbers, once', async () => {
  await callback(server, afterSend(1, {MsgSeq: 1, MsgTime: now, Random: 11}));
  await callback(server, afterSend(2, {MsgSeq: '2', MsgTime: String(now), Random: '12'}));
  await callback(server, afterSend(2, {MsgSeq: 2, MsgTime: now, Random: 12}));
  await callback(server, afterSend(3, {MsgSeq: 3, MsgTime: String(now), Random: 13}));
  await expect
    .poll(async () => (await kept()).map(({seq, time, random}) => [seq, time, random]))
    .toEqual([
      [1, now, 11],
      [2, now, 12],
      [3, now, 13],
    ]);
});

test('likes with digits as their number count, and once for the same number', async () => {
  const likes = (Random: unknown) => beforeSend({Random, MsgBody: customBody({v: 1, type: 'like', count: 3})});
  await callback(server, likes('77'));
  await callback(server, likes(77));
  const total = async () => (await server.call('GET', '/api/rooms/demo')).body.likeTotal;
  await expect.poll(total).toBe(3);
});

test('the time of a join is read from digits and from a number', () => {
  const joined = (EventTime: unknown) =>
    readPresenceChanges({
      ...{CallbackCommand: 'Group.CallbackAfterNewMemberJoin', GroupId: 'demo'},
      ...{NewMemberList: [{Member_Account: 'mei'}], EventTime},
    }).map(({at}) => at);
  expect([joined('1700000000123'), joined(1_700_000_000_123)]).toEqual([[1_700_000_000_123], [1_700_000_000_123]]);
  for (const none of ['', ' 5', '1e3', '0x10', '-1', null, true, [], 1e308, '9007199254740993', undefined])
    expect(joined(none)).toEqual([]);
});

const READ: readonly (readonly [unknown, number | undefined])[] = [
  [7, 7],
  ['7', 7],
  ['007', 7],
  ['9007199254740991', 9_007_199_254_740_991],
  ...['', ' 7', '+7', '7.0', '1e3', '9007199254740993', '99999999999999999', 7.5, NaN, null, [7], {}, true].map(
    (value) => [value, undefined] as const,
  ),
];
test.each(READ)('%j is read as %j', (value, expected) => {
  expect(readInteger(value, 0)).toBe(expected);
});
