import {sql} from 'kysely';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {afterSend, beforeSend, callback, textBody} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {rejectAfter} from '../../support/machine-time.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({impatient: true, settings: {readCacheMs: 0}});
});
afterAll(() => server.close());

interface Page {
  readonly messages: readonly {seq: number; from: {level: number}}[];
}

const count = async () => (await server.db.selectFrom('messages').select('seq').execute()).length;

/** Locks the table against reads and writes, until the returned function is called or the test ends. */
async function hold(table: string): Promise<() => void> {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let isHeld!: () => void;
  const holds = new Promise<void>((resolve) => (isHeld = resolve));
  const held = server.db.transaction().execute(async (transaction) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(transaction);
    isHeld();
    await released;
  });
  await holds;
  onTestFinished(async () => {
    release();
    await held;
  });
  return release;
}

test('a hanging database does not delay a message past Tencent’s timeout: it passes without a level', async () => {
  const release = await hold('points');
  const forged = JSON.stringify({v: 1, level: 99, badges: ['host']});
  const request = beforeSend({From_Account: 'impatient', CloudCustomData: forged});
  const {body} = await Promise.race([callback(server, request), rejectAfter(2_000, 'Tencent no longer waits')]);
  expect(JSON.parse(body.CloudCustomData!)).toEqual({v: 1, level: 0, badges: []});
  release();
  const level = async () => JSON.parse((await callback(server, request)).body.CloudCustomData!) as unknown;
  await expect.poll(level).toMatchObject({level: 1});
});

test('a message that needs several hanging tables passes within the time of one', async () => {
  const {messageFilterTimeoutMs} = server.settings;
  const roomId = 'hanging';
  await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: 'host-hanging'});
  await server.operate('PUT', `/api/rooms/${roomId}/slow-mode`, {seconds: 60});
  const lottery = {keyword: 'tea', seconds: 600, prize: 'a pot', winners: 1};
  expect((await server.operate('POST', `/api/rooms/${roomId}/lotteries`, lottery)).status).toBe(201);
  const say = () => callback(server, beforeSend({GroupId: roomId, From_Account: 'waits', MsgBody: textBody('tea')}));
  const release = [await hold('slow_mode_turns'), await hold('lottery_entries'), await hold('points')];
  const {body} = await Promise.race([say(), rejectAfter(1.5 * messageFilterTimeoutMs, 'the waits add up')]);
  expect(body.ErrorCode).toBe(0);
  for (const done of release) done();
});

test('a callback that arrives while the database hangs gets its response at once and is stored when the database responds', async () => {
  const before = await count();
  const release = await hold('points');
  for (let seq = 1; seq <= 30; seq++) expect((await callback(server, afterSend(seq))).status).toBe(200);
  release();
  await expect.poll(count).toBe(before + 30);
});

test('a stopped server has stored every callback it responded to', async () => {
  const before = await count();
  const {cloud, databaseUrl} = server;
  const leaving = await startServer({cloud, databaseUrl});
  const responses = Array.from({length: 300}, (_, index) => callback(leaving, afterSend(1_000 + index)));
  await Promise.all(responses);
  await leaving.close();
  expect(await count()).toBe(before + 300);
});

test('two servers that receive the same callback store it once and agree on the level', async () => {
  const {cloud, databaseUrl} = server;
  const other = await startServer({cloud, databaseUrl});
  const From_Account = 'known-to-both';
  const lines = Array.from({length: 60}, (_, index) => afterSend(2_000 + index, {From_Account}));
  await Promise.all(lines.flatMap((line) => [callback(server, line), callback(other, line)]));
  await other.close();
  const points = async () =>
    (await server.db.selectFrom('points').select('points').where('user_id', '=', From_Account).executeTakeFirst())
      ?.points;
  await expect.poll(points).toBe(60);
  const {body} = await server.call<Page>('GET', '/api/rooms/demo/messages?after=1999');
  expect(body.messages.map(({seq}) => seq)).toEqual(Array.from({length: 50}, (_, index) => 2_000 + index));
  expect(body.messages[0]!.from.level).toBe(4);
});
