/** Tests the connection on which a process receives changes that other processes make. */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {beforeSend, callback} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startServer();
  other = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
});
afterAll(async () => {
  await other?.close();
  await server?.close();
});

const LISTENING = sql`from pg_stat_activity where datname = current_database() and query = 'listen live_room'`;

const listening = async () => {
  const {rows} = await sql<{n: number}>`select count(*)::integer as n ${LISTENING}`.execute(server.db);
  return rows[0]!.n;
};
/** Ends the listening connections of both processes. Resolves when PostgreSQL has none. */
const endListening = async () => {
  await sql`select pg_terminate_backend(pid, 5000) ${LISTENING}`.execute(server.db);
};

const ROOM = '/api/rooms/demo';
const notice = async () => (await other.call('GET', ROOM)).body.notice;
const gifts = async () => (await other.call<{id: string}[]>('GET', '/api/gifts')).body.map(({id}) => id);
const refusal = async (more: object) => (await callback(other, beforeSend(more))).body.ErrorCode;

test.each([1, 2])('a process reads changes that it missed when it listens again, time %s', async (n) => {
  await expect.poll(listening).toBe(2);
  const muted = `muted-${n}`;
  const word = `forbiddenword${n}`;
  const message = {From_Account: 'mei', MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: word}}]};
  // Fills the caches of the other process.
  expect(
    await Promise.all([gifts(), refusal({From_Account: muted, Random: n}), refusal({...message, Random: 10 + n})]),
  ).toEqual([expect.not.arrayContaining([`gift-${n}`]), 0, 0]);

  await endListening();
  const gift = {name: 'Missed', icon: 'https://shop.example/missed.svg', price: 3, combo: false};
  const changes = await Promise.all([
    server.operate('PUT', `${ROOM}/notice`, {text: `missed ${n}`}),
    server.operate('PUT', `/api/gifts/gift-${n}`, gift),
    server.operate('POST', `${ROOM}/mutes`, {userId: muted, seconds: 600}),
    server.operate('PUT', '/api/words', {words: [word]}),
  ]);
  expect(changes.map(({status}) => status)).toEqual([200, 200, expect.any(Number), expect.any(Number)]);

  await expect.poll(listening).toBe(2);
  await expect.poll(notice).toBe(`missed ${n}`);
  await expect.poll(gifts).toContain(`gift-${n}`);
  let random = 100 * n;
  await expect.poll(() => refusal({From_Account: muted, Random: random++})).not.toBe(0);
  await expect.poll(() => refusal({...message, Random: random++})).not.toBe(0);
});
