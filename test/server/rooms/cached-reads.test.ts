import {sql} from 'kysely';
import {afterAll, beforeAll, expect, onTestFinished, test, vi} from 'vitest';
import {announceChange, announceTopic} from '../../../demo/server/src/database/changes.ts';
import {Lifecycle} from '../../../demo/server/src/jobs/lifecycle.ts';
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

const ROOM = '/api/rooms/demo';

test.each([ROOM, `${ROOM}/messages`, '/api/gifts'])(
  '%s has a response with an ETag, and one with 304 and no body to a client that has it',
  async (path) => {
    const first = await server.call('GET', path);
    const etag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await server.call('GET', path, {headers: {'If-None-Match': etag}});
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag]);
    const changed = await server.call('GET', path, {headers: {'If-None-Match': '"another"'}});
    expect([changed.status, changed.body]).toEqual([200, first.body]);
  },
);

test('a change by an operator is read at once from the same process, and soon from another', async () => {
  for (const notice of ['one', 'two', 'three']) {
    await Promise.all([server.call('GET', ROOM), other.call('GET', ROOM)]);
    await server.operate('PUT', `${ROOM}/notice`, {text: notice});
    expect((await server.call('GET', ROOM)).body.notice).toBe(notice);
    await expect.poll(async () => (await other.call('GET', ROOM)).body.notice, {interval: 20}).toBe(notice);
  }
});

test('the catalogue contains a gift at once after an operator adds it', async () => {
  await server.call('GET', '/api/gifts');
  const gift = {name: 'Comet', icon: 'https://shop.example/comet.svg', price: 3, combo: false};
  expect((await server.operate('PUT', '/api/gifts/comet', gift)).status).toBe(200);
  const {body} = await server.call<{id: string}[]>('GET', '/api/gifts');
  expect(body.map(({id}) => id)).toContain('comet');
});

test('another process serves the catalogue with a new ETag after a gift is added, changed or removed', async () => {
  const read = () => other.call<{id: string; price: number}[]>('GET', '/api/gifts');
  const priceOf = async () => (await read()).body.find(({id}) => id === 'kite')?.price;
  const kite = {name: 'Kite', icon: 'https://shop.example/kite.svg', combo: false};
  const etags = new Set([(await read()).headers.get('etag')]);
  for (const price of [5, 6]) {
    await server.operate('PUT', '/api/gifts/kite', {...kite, price});
    await expect.poll(priceOf, {interval: 20}).toBe(price);
    etags.add((await read()).headers.get('etag'));
  }
  expect(etags.size).toBe(3);
  await server.operate('DELETE', '/api/gifts/kite');
  await expect.poll(priceOf, {interval: 20}).toBe(undefined);
});

test('the catalogue is read once for each of its versions, at any age', async () => {
  const refresh = vi.spyOn(Lifecycle.prototype, 'refresh');
  onTestFinished(() => refresh.mockRestore());
  const shortLived = await startServer({
    cloud: server.cloud,
    databaseUrl: server.databaseUrl,
    settings: {readCacheMs: 1},
  });
  onTestFinished(() => shortLived.close());
  const priceOfHeart = async () => {
    const {body} = await shortLived.call<{id: string; price: number}[]>('GET', '/api/gifts');
    return body.find(({id}) => id === 'heart')!.price;
  };
  // A server refreshes everything when it begins to listen for changes, which may be after it is healthy.
  const listeners = async () => {
    await announceChange(server.db, 'heard');
    return new Set(refresh.mock.contexts.filter((_, index) => refresh.mock.calls[index]![0].rooms.has('heard'))).size;
  };
  await expect.poll(listeners).toBe(3);
  const price = await priceOfHeart();
  await sql`update gifts set price = price + 1 where gift_id = 'heart'`.execute(server.db);
  expect(await priceOfHeart()).toBe(price);
  await announceTopic(server.db, 'gifts');
  await expect.poll(priceOfHeart, {interval: 20}).toBe(price + 1);
});

test('1,000 simultaneous requests get the same few responses', async () => {
  const responses = await Promise.all(Array.from({length: 1_000}, () => server.call('GET', ROOM)));
  expect(new Set(responses.map(({status}) => status))).toEqual(new Set([200]));
  expect(new Set(responses.map(({headers}) => headers.get('etag'))).size).toBeLessThanOrEqual(3);
});

test('a room that does not exist is not cached', async () => {
  expect((await server.call('GET', '/api/rooms/later')).status).toBe(404);
  await server.operate('POST', '/api/rooms', {roomId: 'later', title: 'Later', hostId: 'later-host'});
  expect((await server.call('GET', '/api/rooms/later')).status).toBe(200);
});

test('the larger a room, the longer its clients spread their requests after an outage', async () => {
  const within = async () => (await server.call<{refreshWithin: number}>('GET', ROOM)).body.refreshWithin;
  expect(await within()).toBe(1);
  const withManyViewers = async () => {
    // Sets the number each time, because a running count may replace it.
    await sql`
      insert into room_stats (room_id, viewers_now, sampled_at) values ('demo', 25000, 'infinity')
      on conflict (room_id) do update set viewers_now = 25000, sampled_at = 'infinity'`.execute(server.db);
    return within();
  };
  await expect.poll(withManyViewers).toBe(25);
});
