/** The session bounds the size of every response of the business server. */
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, expect, test, vi} from 'vitest';
import * as v from 'valibot';
import {Backend} from '../../../src/backend/backend.ts';
import {loadGifts} from '../../../src/backend/gifts.ts';
import {loadLottery} from '../../../src/backend/lotteries.ts';
import {decodeShownProduct} from '../../../src/protocol/group-fields.ts';
import {loadStoredPage} from '../../../src/backend/stored-messages.ts';
import {
  RESPONSE_MAX_BYTES,
  BADGES_MAX,
  GIFTS_MAX,
  OPERATORS_MAX,
  HISTORY_PAGE_MAX,
  WINNERS_MAX,
} from '../../../src/protocol/limits.ts';
import {levelAndBadges} from '../../../src/protocol/comment-schema.ts';
import {firstValid, list, text, integer} from '../../../src/protocol/schema.ts';

let server: Server | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  return new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
});

async function backendWith(listener: RequestListener): Promise<Backend> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new Backend(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`);
}
const json = (body: unknown) => backendWith((_request, response) => void response.end(JSON.stringify(body)));
const {signal} = new AbortController();

const gift = {id: 'rose', name: 'Rose', icon: '', price: 1, combo: true};

test('the catalogue keeps its first gifts, and the development build warns', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const backend = await json(Array.from({length: 20_000}, (_, index) => ({...gift, id: `g${index}`})));
  const gifts = await loadGifts(backend, signal);
  expect(gifts.map(({id}) => id)).toEqual(Array.from({length: GIFTS_MAX}, (_, index) => `g${index}`));
  expect(warn).toHaveBeenCalledOnce();
});

test('an endless response is not read to its end', async () => {
  let sent = 0;
  let closed!: () => void;
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  const backend = await backendWith((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
    };
    response.on('drain', more).on('close', closed);
    more();
  });
  await expect(loadGifts(backend, signal)).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
  await isClosed;
  // The sockets buffer more than the session reads.
  expect(sent).toBeLessThan(RESPONSE_MAX_BYTES * 4);
});

test('characters that are split between two chunks stay whole', async () => {
  const bytes = Buffer.from(JSON.stringify([{...gift, name: '玫瑰🌹'}]));
  const backend = await backendWith((_request, response) => {
    const next = (at: number) => {
      if (at === bytes.length) return void response.end();
      response.write(bytes.subarray(at, at + 1), () => next(at + 1));
    };
    next(0);
  });
  expect((await loadGifts(backend, signal))[0]!.name).toBe('玫瑰🌹');
});

test('a room keeps the first operators, and an invalid one removes no other', async () => {
  const room = {
    ...{
      roomId: 'demo',
      title: 'Tea',
      host: {userId: 'mei', nick: 'Mei', avatar: ''},
      service: 'service',
      status: 'live',
    },
    operators: [7, 'x'.repeat(99), ...Array.from({length: 5_000}, (_, index) => `op${index}`)],
  };
  const {operators} = await (await json(room)).room('demo', signal);
  expect([operators.length, operators[0]]).toEqual([OPERATORS_MAX, 'op0']);
});

test('a lottery keeps the first winners', async () => {
  const winners = Array.from({length: 5_000}, (_, index) => ({userId: `w${index}`, nick: 'W'}));
  const lottery = {lotteryId: 'l', phase: 'drawn', keyword: 'k', closesAt: 1, prize: 'p', seedHash: 'h', winners};
  const read = await loadLottery(await json(lottery), 'l', signal);
  expect(read.winners?.length).toBe(WINNERS_MAX);
});

test("a page of history has the requested lines next to the reader's position", async () => {
  const line = (seq: number) => ({
    ...{seq, time: 1, random: 1, from: {userId: 'mei', nick: '', avatar: ''}},
    body: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'x'}}],
  });
  const backend = await json({messages: Array.from({length: 3_000}, (_, index) => line(index + 1)), more: true});
  const seqs = async (range?: {before: number} | {after: number}) =>
    (await loadStoredPage(backend, 'demo', range, undefined, signal)).messages.map(({seq}) => seq);
  expect(await seqs({after: 1})).toEqual(Array.from({length: HISTORY_PAGE_MAX}, (_, index) => index + 1));
  for (const range of [undefined, {before: 9_000}]) expect((await seqs(range)).at(-1)).toBe(3_000);
});

test('a viewer keeps the first badges', () => {
  const badges = Array.from({length: 1_000}, (_, index) => `b${index}`);
  expect(v.parse(levelAndBadges, {level: 1, badges}).badges).toHaveLength(BADGES_MAX);
  expect(v.parse(levelAndBadges, {level: 1, badges: 'host'}).badges).toEqual([]);
});

test('a custom field over its length limit is ignored', () => {
  expect(decodeShownProduct('{"id":"tea","v":1}')).toEqual({id: 'tea', v: 1});
  expect(decodeShownProduct(`{"id":"tea","v":1,"x":"${'x'.repeat(1_000_000)}"}`)).toBeUndefined();
});

test('a list keeps as many valid items as fit, and reads only its first items', () => {
  expect(v.parse(list(integer(0), 3), [1, 'x', 2, -1, 3, 4])).toEqual([1, 2, 3]);
  expect(v.parse(list(text(3), 3), {length: 1e308})).toEqual([]);
  expect(firstValid(integer(0), Array<number>(1_000_000).fill(-1), 2)).toEqual([]);
});
