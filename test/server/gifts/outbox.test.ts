import {sql} from 'kysely';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {decodeCustom} from '../../../src/protocol/codec.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {CloudClient} from '../../support/chat/wire-client.ts';
import {give, startGiver} from '../../support/server/gift-ledger.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {OK, startRestStub, type RestBehaviour} from '../../support/server/rest-stub.ts';

let cloud: CloudServer;
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
  server = await startServer({cloud, databaseUrl: await database.fresh()});
});
afterAll(async () => {
  await server?.close();
  await database?.close();
  await cloud?.close();
});

interface ReceivedMessage {
  readonly From_Account: string;
  readonly MsgPriority: string;
  readonly MsgBody: readonly {readonly MsgContent: {readonly Data: string; readonly Desc: string}}[];
}

/** A viewer in the room, and the gifts it receives. */
async function listen(roomId = 'demo') {
  const client = await CloudClient.signedIn(cloud, `listener-${crypto.randomUUID().slice(0, 8)}`, roomId);
  onTestFinished(() => client.close());
  const items = () =>
    (client.items() as unknown as ReceivedMessage[]).filter(({MsgBody}) => MsgBody?.[0]?.MsgContent.Desc === 'gift');
  const gifts = () =>
    items().map(({MsgBody}) => {
      const content = decodeCustom(MsgBody[0]!.MsgContent.Data);
      if (content?.type !== 'gift') throw new Error('not a gift as the protocol has it');
      return content;
    });
  return {items, gifts};
}

test('the room receives a gift from the service with giver, gift, value and effect', async () => {
  const {items, gifts} = await listen();
  const nick = '小满 <b>&';
  const {userId, token, avatar} = (await server.session({nick})).body;
  const {body} = await give(server, {token}, {giftId: 'crane', count: 2});
  await expect.poll(gifts).toHaveLength(1);
  const origin = new URL(server.settings.publicApiUrl).origin;
  expect(gifts()).toEqual([
    {
      type: 'gift',
      orderId: body.orderId,
      giver: {userId, nick, avatar, level: 9},
      giftId: 'crane',
      name: 'Paper Crane',
      translations: {'zh-CN': {name: '千纸鹤'}},
      icon: `${origin}/media/gifts/crane.svg`,
      count: 2,
      value: 2_628,
      effect: `${origin}/media/effects/crane.json`,
    },
  ]);
  expect(items()[0]).toMatchObject({From_Account: server.settings.imService});
});

test('a combo order carries the total of the combo', async () => {
  const {gifts} = await listen();
  const giver = await startGiver(server);
  for (const count of [20, 3]) await give(server, giver, {giftId: 'heart', count, comboId: 'tap-tap'});
  await expect.poll(gifts).toHaveLength(2);
  expect(gifts()).toMatchObject([
    {comboId: 'tap-tap', comboTotal: 20, count: 20},
    {comboId: 'tap-tap', comboTotal: 23, count: 3},
  ]);
});

test('a sent message is removed from the outbox', async () => {
  await expect.poll(() => outboxOf(server)).toEqual([]);
});

/** Two servers on their own database, with a Tencent Chat whose responses the test sets. */
async function startWith(behaviour: RestBehaviour = () => OK) {
  const rest = await startRestStub();
  rest.behave(behaviour);
  const databaseUrl = await database.fresh();
  const running = new Set<TestServer>();
  const start = async () => {
    const started = await startServer({cloud, databaseUrl, environment: {IM_REST_URL: rest.url}, unready: true});
    running.add(started);
    return started;
  };
  const stop = async (one: TestServer) => {
    if (running.delete(one)) await one.close();
  };
  onTestFinished(async () => {
    for (const one of running) await stop(one);
    await rest.close();
  });
  const first = await start();
  const second = await start();
  const sentRandoms = () =>
    rest.requests.filter(({command}) => command.endsWith('/send_group_msg')).map(({body}) => body['Random'] as number);
  return {rest, first, second, start, stop, sentRandoms};
}

const outboxOf = ({db}: TestServer) => db.selectFrom('outbox').selectAll().orderBy('serial').execute();
const numbers = (responses: readonly {body: {orderId: string}}[]) => responses.map(({body}) => Number(body.orderId));
const isGift = ({command}: {command: string}) => command.endsWith('/send_group_msg');

describe('an outbox message', () => {
  test('has high priority and the order’s number, and causes no callback', async () => {
    const {rest, first} = await startWith();
    const {body} = await give(first, await startGiver(first), {giftId: 'heart', count: 1});
    const sent = () => rest.requests.find(isGift)?.body;
    await expect.poll(sent).toBeDefined();
    expect(sent()).toMatchObject({
      GroupId: 'demo',
      From_Account: first.settings.imService,
      Random: Number(body.orderId),
      MsgPriority: 'High',
      ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'],
    });
  });

  test('is sent in the order of billing, at most 30 a second per room over all processes', async () => {
    const {first, second, sentRandoms} = await startWith(() => OK);
    // All orders are billed before the first message is sent, for any duration of the billing.
    await sql`insert into outbox_pacing (room_id, open_at) values ('demo', 'infinity'), ('coffee', 'infinity')`.execute(
      first.db,
    );
    const givers = await Promise.all(Array.from({length: 6}, () => startGiver(first)));
    const responses = await Promise.all(
      givers.flatMap((giver) =>
        Array.from({length: 20}, (_, index) =>
          give(index % 2 ? first : second, giver, {giftId: 'heart', count: 1}, {roomId: index % 4 ? 'demo' : 'coffee'}),
        ),
      ),
    );
    // Records in the database when each message allows the next one of its room, because a busy machine delays requests
    // to Tencent.
    await first.db.transaction().execute(async (transaction) => {
      await sql`update outbox_pacing set open_at = '-infinity'`.execute(transaction);
      await sql`create table lane_times (room_id text, open_at timestamptz)`.execute(transaction);
      await sql`create function note_open_time() returns trigger language plpgsql as $$ begin
        insert into lane_times values (new.room_id, new.open_at); return new; end $$`.execute(transaction);
      await sql`create trigger note_open_time after update of open_at on outbox_pacing
        for each row execute function note_open_time()`.execute(transaction);
    });
    await expect.poll(sentRandoms).toHaveLength(120);
    expect(sentRandoms().toSorted((a, b) => a - b)).toEqual(numbers(responses).toSorted((a, b) => a - b));
    const {rows} = await sql<{roomId: string; ms: number}>`
      select room_id as "roomId", (extract(epoch from open_at) * 1000)::float8 as ms from lane_times order by open_at
    `.execute(first.db);
    const inRoom = (roomId: string) => rows.filter((row) => row.roomId === roomId).map(({ms}) => ms);
    const demo = inRoom('demo');
    expect(demo).toHaveLength(90);
    for (let index = 30; index < demo.length; index++) expect(demo[index]! - demo[index - 30]!).toBeGreaterThan(999);
    // Rooms do not wait for each other.
    expect(inRoom('coffee').at(-1)!).toBeLessThan(demo.at(-1)!);
  });

  test('without a response is sent again with the same number, before the later ones of its room', async () => {
    let tries = 0;
    const {first, sentRandoms} = await startWith((request) => (isGift(request) && ++tries <= 3 ? 503 : OK));
    const giver = await startGiver(first);
    const responses: Awaited<ReturnType<typeof give>>[] = [];
    for (let n = 0; n < 4; n++) responses.push(await give(first, giver, {giftId: 'heart', count: 1}));
    await expect.poll(() => outboxOf(first)).toEqual([]);
    const accepted = sentRandoms().slice(3);
    expect(new Set(accepted)).toEqual(new Set(numbers(responses)));
    expect(sentRandoms().filter((random) => random === numbers(responses)[0]).length).toBeGreaterThan(1);
  });

  test('is sent again when the room’s group exists again', async () => {
    let missing = true;
    const {first, sentRandoms} = await startWith((request) =>
      isGift(request) && missing ? {ActionStatus: 'FAIL', ErrorCode: 10010, ErrorInfo: 'no group'} : OK,
    );
    await give(first, await startGiver(first), {giftId: 'heart', count: 1});
    await expect.poll(() => sentRandoms().length).toBeGreaterThan(1);
    missing = false;
    await expect.poll(() => outboxOf(first)).toEqual([]);
  });

  test('with a permanent error is parked, is logged, and does not block others', async () => {
    let poison: unknown;
    const {first, second, sentRandoms} = await startWith((request) => {
      if (!isGift(request)) return OK;
      poison ??= request.body['Random'];
      return request.body['Random'] === poison
        ? {ActionStatus: 'FAIL', ErrorCode: 80001, ErrorInfo: 'that is not said here'}
        : OK;
    });
    const giver = await startGiver(first);
    for (let n = 0; n < 3; n++) await give(first, giver, {giftId: 'heart', count: 1});
    await expect.poll(() => new Set(sentRandoms()).size).toBe(3);
    await expect
      .poll(() => outboxOf(first))
      .toMatchObject([
        {serial: poison, parked_at: expect.any(Date) as Date, refusal: expect.stringContaining('80001') as string},
      ]);
    // One of the two servers sends it, and logs it after the row is written.
    const logs = () => [first, second].flatMap(({log}) => log);
    await expect.poll(() => logs().filter((line) => line.includes('it is parked'))).toHaveLength(1);
  });

  test('with an unknown error is retried with growing delays, and others are sent before it', async () => {
    let stuck: unknown;
    const {first, sentRandoms} = await startWith((request) => {
      if (!isGift(request)) return OK;
      stuck ??= request.body['Random'];
      return request.body['Random'] === stuck ? {ActionStatus: 'FAIL', ErrorCode: 10007, ErrorInfo: 'no'} : OK;
    });
    const giver = await startGiver(first);
    for (let n = 0; n < 5; n++) await give(first, giver, {giftId: 'heart', count: 1});
    await expect.poll(() => new Set(sentRandoms()).size).toBe(5);
    await expect.poll(() => outboxOf(first)).toMatchObject([{serial: stuck, parked_at: null}]);
  });

  test('of a process that died is sent by another process', async () => {
    const {first, sentRandoms} = await startWith();
    await sql`insert into outbox_pacing (room_id, open_at) values ('demo', 'infinity')`.execute(first.db);
    const giver = await startGiver(first);
    const {body: left} = await give(first, giver, {giftId: 'heart', count: 1});
    // The state that a killed process leaves: the message is claimed by it and the claim has not expired.
    await sql`update outbox set attempts = 1, leased_until = now() + interval '1 hour'`.execute(first.db);
    await sql`update outbox_pacing set open_at = '-infinity'`.execute(first.db);
    const {body: other} = await give(first, giver, {giftId: 'heart', count: 1}, {roomId: 'coffee'});
    await expect.poll(sentRandoms).toEqual([Number(other.orderId)]);
    await sql`update outbox set leased_until = now()`.execute(first.db);
    await expect.poll(() => outboxOf(first)).toEqual([]);
    expect(sentRandoms()).toEqual([other, left].map(({orderId}) => Number(orderId)));
  });

  test('of a process that is stopped is taken over at once', async () => {
    let silent = true;
    const {first, second, start, stop, sentRandoms} = await startWith((request) =>
      isGift(request) && silent ? undefined : OK,
    );
    await stop(second);
    const {body} = await give(first, await startGiver(first), {giftId: 'heart', count: 1});
    await expect.poll(sentRandoms).toHaveLength(1);
    silent = false;
    const heir = await start();
    await stop(first);
    await expect.poll(() => outboxOf(heir)).toEqual([]);
    expect(new Set(sentRandoms())).toEqual(new Set([Number(body.orderId)]));
  });
});
