import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {draw} from '../../../demo/server/src/features/lotteries/draw.ts';
import type {LotteryResponse} from '../../../demo/server/src/features/lotteries/lottery-shape.ts';
import {beforeSend, callback, customBody, textBody} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../../docs/repeat-a-draw.mjs', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type LotteryBody = LotteryResponse & {readonly entries?: string[]; readonly error: {readonly code: string}};

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `draw-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: `host-of-${roomId}`});
  return roomId;
};
const open = async (roomId: string, more: object = {}) => {
  const body = {keyword: '我要中奖', seconds: 600, prize: '一把壶', winners: 2, ...more};
  const response = await server.operate('POST', `/api/rooms/${roomId}/lotteries`, body);
  return {status: response.status, body: response.body as unknown as LotteryBody};
};
const read = async (lotteryId: string, from = server) =>
  (await from.call<LotteryBody>('GET', `/api/lotteries/${lotteryId}`)).body;
const drawNow = async (lotteryId: string, from = server) =>
  (await from.operate('POST', `/api/lotteries/${lotteryId}/draw`)).body as unknown as LotteryBody;
let lastRandom = 0;
const say = async (GroupId: string, From_Account: string, text = '我要中奖', from = server) =>
  (await callback(from, beforeSend({GroupId, From_Account, Random: ++lastRandom, MsgBody: textBody(text)}))).body
    .ErrorCode;
const another = async (): Promise<TestServer> => {
  const other = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
  onTestFinished(() => other.close());
  return other;
};
/** The number of messages of this phase in the room. */
const inRoom = async (roomId: string) => {
  const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
  return (response['GroupInfo'] as {NextMsgSeq: number}[])[0]!.NextMsgSeq;
};

test('a lottery opens with the hash of its seed, reaches the room, and hides the seed until the draw', async () => {
  const roomId = await openRoom();
  const before = await inRoom(roomId);
  const translations = {en: {prize: 'A teapot'}};
  const {status, body} = await open(roomId, {translations});
  expect(status).toBe(201);
  expect(body).toEqual({
    lotteryId: expect.stringMatching(/^[\w-]+$/) as string,
    keyword: '我要中奖',
    closesAt: expect.any(Number) as number,
    seedHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  const {lotteryId, closesAt, seedHash} = body;
  const expected = {lotteryId, phase: 'open', keyword: '我要中奖', prize: '一把壶', translations, closesAt, seedHash};
  expect(await read(lotteryId)).toEqual(expected);
  expect((await server.call<{lottery: object}>('GET', `/api/rooms/${roomId}`)).body.lottery).toEqual(expected);
  await expect.poll(() => inRoom(roomId)).toBe(before + 1);
  expect((await open(roomId)).body.error.code).toBe('CONFLICT');
});

test('a comment with the keyword in any form enters its sender once, and a refused comment does not', async () => {
  const roomId = await openRoom();
  const {lotteryId} = (await open(roomId, {keyword: 'Lucky 7'})).body;
  for (const text of ['Lucky 7', 'lucky 7!', 'ＬＵＣＫＹ ７', 'LUCKY7', 'so lucky 7 so'])
    await say(roomId, 'mei', text);
  const styled = customBody({v: 1, type: 'danmaku', text: 'lucky 7', mode: 'top'});
  await callback(server, beforeSend({GroupId: roomId, From_Account: 'bo', Random: 1, MsgBody: styled}));
  for (const text of ['lucky', '7', 'unlucky 6']) await say(roomId, 'nobody', text);
  await server.operate('POST', `/api/rooms/${roomId}/mutes`, {userId: 'loud', seconds: 60});
  expect(await say(roomId, 'loud', 'Lucky 7')).toBe(10_103);
  expect((await drawNow(lotteryId)).winners!.map(({userId}) => userId).sort()).toEqual(['bo', 'mei']);
  const stats = (await server.operate('GET', `/api/rooms/${roomId}/stats`)).body as unknown as {entries: number};
  expect(stats.entries).toBe(2);
});

test('an operator draws a lottery once: later entries are refused, and a second draw returns the same result', async () => {
  const roomId = await openRoom();
  const {lotteryId, closesAt} = (await open(roomId, {winners: 3})).body;
  for (let viewer = 0; viewer < 20; viewer++) await say(roomId, `viewer-${viewer}`);
  const drawn = await drawNow(lotteryId);
  expect(drawn.winners).toHaveLength(3);
  await say(roomId, 'late');
  expect(await drawNow(lotteryId)).toEqual(drawn);
  const lottery = await read(lotteryId);
  expect(lottery).toMatchObject({...drawn, phase: 'drawn'});
  expect(lottery.entries).toHaveLength(20);
  expect(lottery.entries).toEqual([...lottery.entries!].sort());
  expect(lottery.closesAt).toBeLessThan(closesAt);
  expect((await open(roomId)).status).toBe(201);
});

test('anybody can repeat the draw from the published data', async () => {
  const roomId = await openRoom();
  const {lotteryId} = (await open(roomId, {winners: 5})).body;
  for (let viewer = 0; viewer < 30; viewer++) await say(roomId, `viewer-${viewer}`);
  await drawNow(lotteryId);
  const {stdout} = await run(process.execPath, [SCRIPT, `${server.url}/api`, lotteryId]);
  expect(stdout.trim()).toBe('the same winners');
  await server.db
    .updateTable('lotteries')
    .set({winners: ['viewer-1', 'viewer-2', 'viewer-3']})
    .where('lottery_id', '=', lotteryId)
    .execute();
  await expect(run(process.execPath, [SCRIPT, `${server.url}/api`, lotteryId])).rejects.toMatchObject({code: 1});
});

test('one of two servers draws a lottery at its end, and the room receives it once', async () => {
  const roomId = await openRoom();
  const other = await another();
  const before = await inRoom(roomId);
  const {lotteryId} = (await open(roomId, {seconds: 2})).body;
  await Promise.all(
    Array.from({length: 40}, (_, index) => say(roomId, `viewer-${index}`, '我要中奖', index % 2 ? server : other)),
  );
  await expect.poll(async () => (await read(lotteryId)).phase).toBe('drawn');
  const drawn = await read(lotteryId);
  expect(await read(lotteryId, other)).toEqual(drawn);
  expect(drawn.winners).toHaveLength(2);
  await expect.poll(() => inRoom(roomId)).toBe(before + 2);
  const [one, two] = await Promise.all([drawNow(lotteryId), drawNow(lotteryId, other)]);
  expect(one).toEqual(two);
  expect(one.winners).toEqual(drawn.winners);
  expect(await inRoom(roomId)).toBe(before + 2);
});

test('two simultaneous draws draw once', async () => {
  const roomId = await openRoom();
  const other = await another();
  const {lotteryId} = (await open(roomId)).body;
  for (let viewer = 0; viewer < 10; viewer++) await say(roomId, `viewer-${viewer}`);
  const draws = await Promise.all(
    Array.from({length: 12}, (_, index) => drawNow(lotteryId, index % 2 ? server : other)),
  );
  expect(new Set(draws.map((drawn) => JSON.stringify(drawn))).size).toBe(1);
});

test('a lottery whose end passed without a server is drawn later', async () => {
  const leaving = await startServer();
  const {cloud, databaseUrl} = leaving;
  const staying = await startServer({cloud, databaseUrl});
  const body = {keyword: 'go', seconds: 4, prize: 'x', winners: 1};
  const {lotteryId} = (await staying.operate('POST', '/api/rooms/demo/lotteries', body)).body as unknown as LotteryBody;
  await say('demo', 'mei', 'go', staying);
  await staying.close();
  await expect.poll(async () => (await read(lotteryId, leaving)).winners).toMatchObject([{userId: 'mei'}]);
  await leaving.close();
});

test('a lottery without entrants has no winner', async () => {
  const {lotteryId} = (await open(await openRoom())).body;
  expect(await drawNow(lotteryId)).toMatchObject({winners: []});
});

test('the order of the lots does not depend on the number of winners', () => {
  const viewers = Array.from({length: 50}, (_, index) => `viewer-${index}`);
  const few = draw('l_1', 'a seed', viewers, 3);
  const many = draw('l_1', 'a seed', [...viewers].reverse(), 10);
  expect(many.winners.slice(0, 3)).toEqual(few.winners);
  expect(many.entriesHash).toBe(few.entriesHash);
  expect(draw('l_1', 'another', viewers, 3).winners).not.toEqual(few.winners);
});

describe('an invalid lottery is refused', () => {
  test.each([
    {keyword: ''},
    {keyword: 'x'.repeat(41)},
    {keyword: 'two\nlines'},
    {seconds: 0},
    {seconds: 86_401},
    {seconds: '60'},
    {winners: 0},
    {winners: 101},
    {prize: ' '},
    {prize: 'x'.repeat(129)},
  ])('with %j', async (more) => {
    const roomId = await openRoom();
    expect((await open(roomId, more)).status).toBe(422);
    expect((await server.call<{lottery?: object}>('GET', `/api/rooms/${roomId}`)).body.lottery).toBeUndefined();
  });

  test('with a listed word as the keyword, and an unknown room or lottery', async () => {
    await server.operate('PUT', '/api/words', {words: ['badword']});
    onTestFinished(async () => void (await server.operate('PUT', '/api/words', {words: []})));
    expect((await open(await openRoom(), {keyword: 'BADword'})).status).toBe(422);
    expect((await open('nowhere')).status).toBe(404);
    expect((await server.call('GET', '/api/lotteries/l_nothing')).status).toBe(404);
    expect((await server.operate('POST', '/api/lotteries/l_nothing/draw')).status).toBe(404);
  });
});
