import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {saveMessages, pruneMessages, type SentMessage} from '../../../demo/server/src/features/history/messages.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({settings: {readCacheMs: 0}});
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.deleteFrom('messages').execute();
  await server.db.deleteFrom('points').execute();
});

interface Page {
  readonly messages: readonly {seq: number; time: number; random: number; from: object; body: object[]}[];
  readonly more: boolean;
}

const NOW = Math.floor(Date.now() / 1_000);
const messageWith = (seq: number, more: Partial<SentMessage> = {}): SentMessage => ({
  roomId: 'demo',
  seq,
  random: seq * 7,
  time: NOW,
  userId: 'mei',
  body: [{MsgType: 'TIMTextElem', MsgContent: {Text: `line ${seq}`}}],
  ...more,
});
const range = (first: number, last: number) => Array.from({length: last - first + 1}, (_, index) => first + index);
const read = async (query = '', room = 'demo') =>
  (await server.call<Page>('GET', `/api/rooms/${room}/messages${query}`)).body;
const seqs = async (query?: string, room?: string) => (await read(query, room)).messages.map(({seq}) => seq);

test('the history returns a message unchanged, with its sender’s name, picture and level', async () => {
  const {body: mei} = await server.session({nick: '小满', avatar: 'https://pictures.example/a.png'});
  await saveMessages(server.db, [messageWith(9, {userId: mei.userId})]);
  expect(await read()).toEqual({
    messages: [
      {
        seq: 9,
        time: NOW,
        random: 63,
        from: {userId: mei.userId, nick: '小满', avatar: 'https://pictures.example/a.png', level: 1, badges: []},
        body: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'line 9'}}],
      },
    ],
    more: false,
  });
});

describe('a long history', () => {
  beforeEach(() =>
    saveMessages(
      server.db,
      range(1, 120).map((n) => messageWith(n * 3)),
    ).then(() => undefined),
  );

  test('is read backwards from its end, each page oldest first, to the beginning', async () => {
    const pages: Page[] = [await read()];
    while (pages[0]!.more) pages.unshift(await read(`?before=${pages[0]!.messages[0]!.seq}`));
    expect(pages.map(({messages}) => messages.length)).toEqual([20, 50, 50]);
    expect(pages.flatMap(({messages}) => messages.map(({seq}) => seq))).toEqual(range(1, 120).map((n) => n * 3));
  });

  test('is read forwards from a given number', async () => {
    const seqs: number[] = [];
    for (let after = 60, more = true; more; after = seqs.at(-1)!) {
      const page = await read(`?after=${after}&limit=30`);
      seqs.push(...page.messages.map(({seq}) => seq));
      more = page.more;
    }
    expect(seqs).toEqual(range(21, 120).map((n) => n * 3));
    expect(await read('?after=360')).toEqual({messages: [], more: false});
  });

  test('accepts a number without a message as a position', async () => {
    expect(await seqs('?after=100&limit=2')).toEqual([102, 105]);
    expect(await seqs('?before=100&limit=2')).toEqual([96, 99]);
  });

  test('keeps the newest messages, and a request for removed ones gets the oldest that remain', async () => {
    await pruneMessages(server.db, {messages: 60, seconds: 3_600});
    const page = await read('?after=3&limit=2');
    expect(page).toMatchObject({messages: [{seq: 183}, {seq: 186}], more: true});
    expect((await read('?before=186')).more).toBe(false);
  });

  test('removes old messages and leaves other rooms unchanged', async () => {
    await saveMessages(server.db, [
      messageWith(1, {roomId: 'coffee'}),
      messageWith(2, {roomId: 'coffee', time: NOW - 7_200}),
    ]);
    await pruneMessages(server.db, {messages: 10, seconds: 3_600});
    expect(await seqs('', 'coffee')).toEqual([1]);
    expect(await seqs()).toHaveLength(10);
  });
});

test.each([
  'before=abc',
  'before=-1',
  'before=1.5',
  'after=',
  'after=99999999999999999999',
  'before=1&before=2',
  'before=9&after=1',
  'limit=0',
  'limit=51',
  'limit=ten',
])('%s is refused as invalid', async (query) => {
  const {status, body} = await server.call('GET', `/api/rooms/demo/messages?${query}`);
  expect([status, body.error.code]).toEqual([422, 'INVALID']);
});

test('the history of an unknown room is NOT_FOUND, and that of a room without messages is empty', async () => {
  const {status, body} = await server.call('GET', '/api/rooms/nowhere/messages');
  expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  expect(await read('', 'coffee')).toEqual({messages: [], more: false});
});

test('a page of any origin can read the history without a token', async () => {
  const {headers} = await server.call('GET', '/api/rooms/demo/messages', {
    headers: {Origin: 'https://stranger.example'},
  });
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

test('many simultaneous writers, also of the same messages, store and count each message once', async () => {
  const all = range(1, 60).map((seq) => messageWith(seq, {userId: `viewer-${seq % 7}`}));
  await Promise.all(range(1, 8).map((n) => saveMessages(server.db, n % 2 ? all : all.toReversed())));
  expect(await seqs('?after=0&limit=50')).toEqual(range(1, 50));
  const points = await server.db.selectFrom('points').select('points').execute();
  expect(points.reduce((sum, row) => sum + row.points, 0)).toBe(60);
});

test('a message in an unknown room is not stored', async () => {
  await saveMessages(server.db, [messageWith(1, {roomId: 'elsewhere'}), messageWith(2)]);
  expect(await seqs()).toEqual([2]);
});
