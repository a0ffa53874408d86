import {sql} from 'kysely';
import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {OK, startRestStub, type RestRequest, type RestStub} from '../../support/server/rest-stub.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

let stub: RestStub;
let servers: TestServer[];
let respond: (request: RestRequest) => object = () => OK;
beforeEach(async () => {
  respond = () => OK;
  stub = await startRestStub();
  stub.behave((request) => {
    const GroupInfo = (request.body['GroupIdList'] as string[] | undefined)?.map((GroupId) => ({
      GroupId,
      ErrorCode: 0,
    }));
    return GroupInfo ? {...OK, GroupInfo} : respond(request);
  });
  const databaseUrl = await database.fresh();
  const environment = {IM_REST_URL: stub.url};
  servers = [];
  for (let index = 0; index < 2; index++) servers.push(await startServer({databaseUrl, environment}));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await stub.close();
});

const BROADCAST = 'group_open_http_svc/send_broadcast_msg';
const ROOM = 'group_open_http_svc/send_group_msg';
const calls = (command: string) => stub.requests.filter((request) => request.command === command);
const contentOf = ({body}: RestRequest) => {
  const [{MsgContent}] = body['MsgBody'] as [{MsgContent: {Data: string; Desc: string}}];
  return {...(JSON.parse(MsgContent.Data) as {broadcastId: string; text: string}), Desc: MsgContent.Desc};
};
const broadcast = async (body: object, from = servers[0]!) => {
  const {status, body: response} = await from.operate('POST', '/api/broadcasts', body);
  return {status, ...(response as unknown as {broadcastId: string})};
};

test('the service sends the operator’s broadcast to the whole app unchanged', async () => {
  const expiresAt = Math.floor(Date.now() / 1_000) + 60;
  const whole = {text: 'Sale <b>tonight</b>', level: 'urgent', href: 'https://shop.example/sale', expiresAt};
  const translations = {'zh-CN': {text: '今晚特卖'}};
  const {status, broadcastId} = await broadcast({...whole, translations});
  expect(status).toBe(202);
  await expect.poll(() => calls(BROADCAST)).toHaveLength(1);
  const [call] = calls(BROADCAST);
  expect(call!.body['From_Account']).toBe('service');
  expect(contentOf(call!)).toEqual({v: 1, type: 'broadcast', Desc: 'broadcast', broadcastId, ...whole, translations});
  expect(calls(ROOM)).toHaveLength(0);
});

test('two servers send many broadcasts once each, in order, one a second', async () => {
  const {db} = servers[0]!;
  // Times by the database, because a busy machine delays requests to Tencent.
  await sql`create table pace_times (name text, open_at timestamptz)`.execute(db);
  await sql`create function note_pace_time() returns trigger language plpgsql as $$ begin
    insert into pace_times values (new.name, new.open_at); return new; end $$`.execute(db);
  await sql`create trigger note_pace_time after update of open_at on broadcast_pacing
    for each row execute function note_pace_time()`.execute(db);
  const all = await Promise.all(
    Array.from({length: 5}, (_, index) => broadcast({text: `number ${index}`}, servers[index % 2])),
  );
  await expect.poll(() => calls(BROADCAST)).toHaveLength(5);
  expect(
    calls(BROADCAST)
      .map((call) => contentOf(call).broadcastId)
      .sort(),
  ).toEqual(all.map(({broadcastId}) => broadcastId).sort());
  const {rows} = await sql<{ms: number}>`
    select (extract(epoch from open_at) * 1000)::float8 as ms from pace_times where name = 'broadcast' order by open_at
  `.execute(db);
  expect(rows).toHaveLength(5);
  for (const [index, {ms}] of rows.entries()) if (index) expect(ms - rows[index - 1]!.ms).toBeGreaterThan(1_000);
  // The request to Tencent is sent before the server stores that it was sent.
  const states = () => db.selectFrom('broadcasts').select('state').distinct().execute();
  await expect.poll(states).toEqual([{state: 'sent'}]);
});

test.each([10_007, 10_059])(
  'an app without broadcasts (%i) gets it once in each room that has not ended',
  async (ErrorCode) => {
    respond = ({command}) =>
      command === BROADCAST ? {ActionStatus: 'FAIL', ErrorCode, ErrorInfo: 'no broadcasts'} : OK;
    const {broadcastId} = await broadcast({text: 'hello, all'});
    await expect.poll(() => calls(ROOM)).toHaveLength(3);
    expect(
      calls(ROOM)
        .map(({body}) => body['GroupId'])
        .sort(),
    ).toEqual(['coffee', 'demo', 'tidy-home']);
    for (const call of calls(ROOM)) {
      expect(call.body).toMatchObject({From_Account: 'service', MsgPriority: 'High'});
      expect(contentOf(call)).toMatchObject({broadcastId, text: 'hello, all'});
    }
    const state = async () =>
      (await servers[0]!.db.selectFrom('broadcasts').select('state').executeTakeFirstOrThrow()).state;
    await expect.poll(state).toBe('sent');
    expect(calls(BROADCAST)).toHaveLength(1);
    expect(servers.flatMap(({log}) => log).join('')).toContain('the app has no broadcasts');
  },
);

test('a broadcast that meets a temporary error is sent again under the same number', async () => {
  let refused = 0;
  respond = ({command}) =>
    command === BROADCAST && ++refused <= 3 ? {ActionStatus: 'FAIL', ErrorCode: 10_023, ErrorInfo: 'too fast'} : OK;
  await broadcast({text: 'hello'});
  const state = async () =>
    (await servers[0]!.db.selectFrom('broadcasts').select('state').executeTakeFirstOrThrow()).state;
  await expect.poll(state).toBe('sent');
  expect(new Set(calls(BROADCAST).map(({body}) => body['Random'])).size).toBe(1);
});

test('a broadcast that expires in the queue is not sent', async () => {
  respond = ({command}) => (command === BROADCAST ? {ActionStatus: 'FAIL', ErrorCode: 10_023, ErrorInfo: 'later'} : OK);
  await broadcast({text: 'now or never', expiresAt: Math.floor(Date.now() / 1_000) + 3_600});
  await expect.poll(() => calls(BROADCAST).length).toBeGreaterThan(0);
  await sql`update broadcasts set expires_at = now()`.execute(servers[0]!.db);
  const state = async () =>
    (await servers[0]!.db.selectFrom('broadcasts').select('state').executeTakeFirstOrThrow()).state;
  await expect.poll(state).toBe('expired');
});

test.each([
  {},
  {text: ''},
  {text: 'x'.repeat(1_001)},
  {text: 'two\nlines'},
  {text: 'x', level: 'panic'},
  {text: 'x', href: 'javascript:alert(1)'},
  {text: 'x', href: 'http://shop.example'},
  {text: 'x', expiresAt: 1},
  {text: 'x', expiresAt: 'soon'},
])('an invalid broadcast is refused and not stored: %j', async (body) => {
  expect((await broadcast(body)).status).toBe(422);
  expect(await servers[0]!.db.selectFrom('broadcasts').select('state').execute()).toEqual([]);
});
