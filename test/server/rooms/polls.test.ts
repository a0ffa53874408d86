import {afterAll, beforeAll, expect, test} from 'vitest';
import {claimResults} from '../../../demo/server/src/features/polls/polls.ts';
import type {PollResponse} from '../../../demo/server/src/features/polls/poll-shape.ts';
import {decodePoll} from '../../../src/protocol/polls.ts';
import {listenTo} from '../../support/server/room-listener.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
let other: TestServer;
let viewers: string[];
beforeAll(async () => {
  server = await startServer();
  other = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
  viewers = await Promise.all(Array.from({length: 4}, async () => (await server.session()).body.token));
});
afterAll(async () => {
  await other.close();
  await server.close();
});

type PollBody = PollResponse & {readonly error: {readonly code: string}};

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `poll-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: `host-of-${roomId}`});
  return roomId;
};
const question = {question: 'Which cup next?', options: ['Blue', '白色的'], seconds: 600};
const open = async (roomId: string, more: object = {}) => {
  const {status, body} = await server.operate('POST', `/api/rooms/${roomId}/polls`, {...question, ...more});
  return {status, body: body as unknown as PollBody};
};
const read = async (pollId: string) => (await server.call<PollBody>('GET', `/api/polls/${pollId}`)).body;
const vote = async (pollId: string, bearer: string | undefined, optionId: string, at = server) =>
  (await at.call('POST', `/api/polls/${pollId}/votes`, {body: {optionId}, bearer})).status;

test('a poll opens, reaches the room, is public, and is the only open one of its room', async () => {
  const roomId = await openRoom();
  const messages = await listenTo(server.cloud, roomId, 'poll');
  const white = {text: '白色的', translations: {en: {text: 'White'}}};
  const translations = {'zh-CN': {question: '下一个?'}};
  const {status, body} = await open(roomId, {options: ['Blue', white], translations});
  const {pollId, closesAt} = body;
  const options = [
    {id: '1', text: 'Blue'},
    {id: '2', ...white},
  ];
  expect([status, body]).toEqual([201, {pollId, question: question.question, translations, options, closesAt}]);
  const poll = {...body, phase: 'open', counts: {1: 0, 2: 0}, total: 0};
  expect(await read(pollId)).toEqual(poll);
  expect((await server.call<{poll: object}>('GET', `/api/rooms/${roomId}`)).body.poll).toEqual(poll);
  await expect.poll(() => messages().map(decodePoll)).toEqual([poll]);
  expect((await open(roomId)).body.error.code).toBe('CONFLICT');
});

test('a vote that is sent several times through two processes counts once, and the last one counts', async () => {
  const roomId = await openRoom();
  const messages = await listenTo(server.cloud, roomId, 'poll');
  const {pollId} = (await open(roomId)).body;
  const [first, second, third] = viewers as [string, string, string];
  const votes = Array.from({length: 12}, (_, index) => vote(pollId, first, '1', index % 2 ? server : other));
  expect(new Set(await Promise.all(votes))).toEqual(new Set([204]));
  await vote(pollId, second, '1');
  await vote(pollId, third, '2');
  expect(await read(pollId)).toMatchObject({counts: {1: 2, 2: 1}, total: 3});
  const own = await server.call<{vote?: string}>('GET', `/api/polls/${pollId}`, {bearer: third});
  expect([own.body.vote, 'vote' in (await read(pollId))]).toEqual(['2', false]);
  expect(await vote(pollId, second, '2', other)).toBe(204);
  expect(await read(pollId)).toMatchObject({counts: {1: 1, 2: 2}, total: 3});
  const last = () => messages().map(decodePoll).at(-1);
  await expect.poll(last).toMatchObject({phase: 'results', counts: {1: 1, 2: 2}, total: 3});
});

test('the counts of one second are claimed by one of several processes', async () => {
  const {pollId} = (await open(await openRoom())).body;
  // A time in the far future, so that no server claims them.
  await server.db
    .updateTable('polls')
    .set({announced_phase: 'open', sent_at: new Date(2e12)})
    .execute();
  await vote(pollId, viewers[0], '1');
  await server.db
    .updateTable('polls')
    .set({sent_at: new Date(0)})
    .where('poll_id', '=', pollId)
    .execute();
  const claims = await Promise.all(Array.from({length: 6}, () => claimResults(server.db, 1_000)));
  expect(claims.flat().length).toBeLessThanOrEqual(1);
  // A server that has claimed the counts may still store that it sent them.
  const sent = () => server.db.selectFrom('polls').select('sent_counts').where('poll_id', '=', pollId).execute();
  await expect.poll(sent).toEqual([{sent_counts: {1: 1, 2: 0}}]);
  expect(await claimResults(server.db, 0)).toEqual([]);
});

test('a closed poll keeps its counts, takes no vote, and its room gets the result', async () => {
  const roomId = await openRoom();
  const messages = await listenTo(server.cloud, roomId, 'poll');
  const {pollId} = (await open(roomId)).body;
  await vote(pollId, viewers[0], '2');
  const closed = (await server.operate('POST', `/api/polls/${pollId}/close`)).body as unknown as PollBody;
  expect(closed).toMatchObject({pollId, phase: 'closed', counts: {1: 0, 2: 1}, total: 1});
  expect(await vote(pollId, viewers[1], '1')).toBe(409);
  expect(await read(pollId)).toEqual(closed);
  expect((await server.operate('POST', `/api/polls/${pollId}/close`)).body).toEqual(closed);
  const last = () => messages().map(decodePoll).at(-1);
  await expect.poll(last).toEqual(closed);
  expect((await server.call<{poll: object}>('GET', `/api/rooms/${roomId}`)).body.poll).toEqual(closed);
  expect((await open(roomId)).status).toBe(201);
});

test('a poll closes by itself at its time', async () => {
  const {pollId} = (await open(await openRoom(), {seconds: 1})).body;
  await expect.poll(async () => (await read(pollId)).phase).toBe('closed');
  expect(await vote(pollId, viewers[0], '1')).toBe(409);
});

const LONG = Object.fromEntries(['en', 'fr', 'es', 'ja', 'ko', 'de'].map((tag) => [tag, {text: 'x'.repeat(128)}]));

test.each([
  ['one answer', {options: ['only']}],
  ['seven answers', {options: Array(7).fill('x')}],
  ['an empty answer', {options: ['a', ' ']}],
  ['no question', {question: ''}],
  ['a question of 201 characters', {question: 'x'.repeat(201)}],
  ['no time', {seconds: 0}],
  ['too many bytes of translations', {options: Array(6).fill({text: 'a', translations: LONG})}],
])('a poll with %s is refused', async (_what, wrong) => {
  expect((await open('demo', wrong)).status).toBe(422);
});

test('a vote without a viewer, for an unknown option or in an unknown poll is refused', async () => {
  const {pollId} = (await open(await openRoom())).body;
  expect(await vote(pollId, undefined, '1')).toBe(401);
  expect(await vote(pollId, viewers[3], '3')).toBe(422);
  expect(await vote('nothing', viewers[3], '1')).toBe(404);
  expect((await read(pollId)).total).toBe(0);
  expect((await open('nowhere')).status).toBe(404);
});
