import {createHmac, randomUUID} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {Receipts} from '../../../demo/server/src/features/measurement/receipts.ts';
import {reportCsv} from '../../../demo/server/src/features/measurement/report-csv.ts';
import type {Report} from '../../../demo/server/src/features/measurement/report.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const product = {title: 'Cup', image: '', price: 8_600, currency: 'CNY', stock: 12, href: ''};
const nowS = () => Math.floor(Date.now() / 1_000);

let rooms = 0;
/** A live room with the products `cup`, on show, and `pot`. */
async function openRoom(): Promise<string> {
  const roomId = `measured-${++rooms}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'Measured', hostId: `host-${roomId}`});
  await server.operate('PUT', `/api/rooms/${roomId}/status`, {status: 'live'});
  for (const id of ['cup', 'pot']) await server.operate('PUT', `/api/rooms/${roomId}/products/${id}`, product);
  await server.operate('PUT', `/api/rooms/${roomId}/featured-product`, {productId: 'cup'});
  return roomId;
}

interface GivenReceipt {
  readonly receipt: string;
  readonly productIds: string[];
  readonly expiresAt: number;
}
const getReceipt = (roomId: string, query = '') =>
  server.call<GivenReceipt>('GET', `/api/rooms/${roomId}/receipt${query}`);
const receiptOf = async (roomId: string, query?: string) => (await getReceipt(roomId, query)).body.receipt;

interface Event {
  readonly name: string;
  readonly at?: number;
  readonly [field: string]: unknown;
}
const track = (roomId: string, events: readonly Event[], more: object = {}) => {
  const timed = events.map((event) => ({at: nowS(), ...event}));
  const body = JSON.stringify({roomId, batchId: randomUUID(), events: timed, ...more});
  return server.call('POST', '/api/track', {body, headers: {'Content-Type': 'text/plain;charset=UTF-8'}});
};
const orderOf = (orderId: string, items: readonly string[] = ['cup']) => ({
  orderId,
  items: items.map((productId) => ({productId, quantity: 2, price: 8_600})),
  total: items.length * 17_200,
  currency: 'CNY',
});
const purchase = (body: object, {secret = server.settings.siteSecret!, at = nowS()} = {}) => {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(`${at}.${text}`).digest('hex');
  return server.call<{attributed: string[]}>('POST', '/api/purchases', {
    body: text,
    headers: {'Live-Room-Signature': `t=${at},v1=${signature}`},
  });
};
const report = async (roomId: string) =>
  (await server.operate('GET', `/api/rooms/${roomId}/report`)).body as unknown as Report;
const funnelOf = async (roomId: string, productId = 'cup') =>
  (await report(roomId)).products.find((one) => one.productId === productId)!;

describe('a receipt', () => {
  test('contains room, products on show and a five-minute slot, and no viewer; no two are equal', async () => {
    const roomId = await openRoom();
    const {status, headers, body} = await getReceipt(roomId);
    expect([status, headers.get('Cache-Control'), body.productIds]).toEqual([200, 'no-store', ['cup']]);
    expect(body.receipt).toMatch(new RegExp(`^1\\.${roomId}\\.\\d+\\.[\\w-]{16}\\.cup\\.[\\w-]{24}$`));
    expect(Number(body.receipt.split('.')[2]) % 300).toBe(0);
    expect(await receiptOf(roomId)).not.toBe(body.receipt);
    expect((await getReceipt(roomId, '?productId=pot')).body.productIds).toEqual(['pot', 'cup']);
  });

  test('is refused for a product that is not on the shelf, and while the room is not live', async () => {
    const roomId = await openRoom();
    expect((await getReceipt(roomId, '?productId=hat')).status).toBe(404);
    await server.operate('PUT', `/api/rooms/${roomId}/status`, {status: 'ended'});
    expect((await getReceipt(roomId)).status).toBe(409);
  });

  test('attributes nothing if it is forged, expired, from the future, from another room or replayed', async () => {
    const [roomId, other] = [await openRoom(), await openRoom()];
    const own = new Receipts(server.settings.tokenSecret);
    const receipt = await receiptOf(roomId);
    const bad = [
      receipt.replace('.cup.', '.pot.'),
      receipt.slice(0, -1) + (receipt.endsWith('A') ? 'B' : 'A'),
      new Receipts('another secret').make(roomId, ['cup']),
      own.make(roomId, ['cup'], nowS() - 86_401),
      own.make(roomId, ['cup'], nowS() + 601),
      await receiptOf(other),
      own.make(roomId, ['pot']),
      '1.....',
    ];
    const {status, body} = await purchase({roomId, ...orderOf('bad'), receipts: bad});
    expect([status, body.attributed]).toEqual([201, []]);
    expect((await purchase({roomId, ...orderOf('good'), receipts: [receipt]})).body.attributed).toEqual(['cup']);
    expect((await purchase({roomId, ...orderOf('again'), receipts: [receipt]})).body.attributed).toEqual([]);
    await track(roomId, [{name: 'purchased', ...orderOf('by-a-page')}], {
      receipts: [...bad, receipt],
    });
    expect(await funnelOf(roomId)).toMatchObject({purchased: 1, confirmed: 1, quantity: 2, amount: 17_200});
    expect((await funnelOf(other)).purchased).toBe(0);
  });
});

describe('a purchase', () => {
  test('counts once although page and site report it several times, and a report of the site replaces one of the page', async () => {
    const roomId = await openRoom();
    const receipts = [await receiptOf(roomId, '?productId=pot')];
    const told = {name: 'purchased', ...orderOf('A-1', ['cup', 'pot'])};
    await Promise.all([track(roomId, [told], {receipts}), track(roomId, [told], {receipts})]);
    expect(await funnelOf(roomId)).toMatchObject({purchased: 1, confirmed: 0, quantity: 2});
    const site = {roomId, ...orderOf('A-1'), receipts: []};
    const answers = await Promise.all([purchase(site), purchase(site)]);
    expect(answers.map(({status, body}) => [status, body.attributed])).toEqual(Array(2).fill([201, ['cup']]));
    expect(await funnelOf(roomId)).toMatchObject({purchased: 1, confirmed: 1});
    expect((await funnelOf(roomId, 'pot')).purchased).toBe(0);
    await track(roomId, [told], {receipts});
    expect((await funnelOf(roomId, 'pot')).purchased).toBe(0);
  });

  test('is refused without a valid signature of the site', async () => {
    const roomId = await openRoom();
    const order = {roomId, ...orderOf('A-2'), receipts: []};
    expect((await server.call('POST', '/api/purchases', {body: order})).status).toBe(401);
    expect((await purchase(order, {secret: 'x'.repeat(40)})).status).toBe(401);
    expect((await purchase(order, {at: nowS() - 301})).status).toBe(401);
    expect((await purchase({...order, total: -1})).status).toBe(422);
    expect((await purchase({...order, roomId: 'nowhere'})).status).toBe(404);
  });
});

describe('a batch', () => {
  test('counts once, and ignores unknown products, old events and repeated steps of its viewer', async () => {
    const roomId = await openRoom();
    const added = {name: 'product-added', productId: 'cup'};
    const events = [
      ...[added, added, {...added, productId: 'hat'}, {...added, at: nowS() - 3_700}, {...added, at: nowS() + 600}],
      ...[{name: 'gift'}, {name: 'gift'}],
    ].map((event) => ({at: nowS(), ...event}));
    const batchId = randomUUID();
    const {body} = await server.session();
    for (const token of [undefined, body.token]) {
      expect((await track(roomId, events, {batchId, token})).status).toBe(204);
    }
    const {products, gifts} = await report(roomId);
    expect([products.map(({productId, added}) => [productId, added]), gifts]).toEqual([
      [
        ['cup', 1],
        ['pot', 0],
      ],
      2,
    ]);
  });

  test('is refused with a wrong token, an unknown event, too many events or anything but a batch', async () => {
    const roomId = await openRoom();
    const joined = {name: 'joined'};
    expect((await track(roomId, [joined], {token: 'nonsense'})).status).toBe(401);
    expect((await track(roomId, [{name: 'bought'}])).status).toBe(422);
    expect((await track(roomId, Array<Event>(101).fill(joined))).status).toBe(422);
    for (const body of ['', '{', '[]', 'null']) {
      const headers = {'Content-Type': 'text/plain'};
      expect((await server.call('POST', '/api/track', {body, headers})).status).toBe(422);
    }
    expect((await report(roomId)).joined).toBe(0);
  });
});

test('the report of 10,000 visits has the exact numbers, by product and by minute', async () => {
  const roomId = await openRoom();
  const start = Math.floor(Date.now() / 60_000) - 20;
  const MINUTES = 14;
  // The visits repeat a pattern. The expected numbers are counted from the same data.
  const journeys = Array.from({length: 10_000}, (_, at) => ({
    minute: start + (at % MINUTES),
    productId: at % 3 ? 'cup' : 'pot',
    steps: at % 5,
    buys: at % 100 === 4,
    orderId: `order-${at}`,
  }));
  const receipts = new Receipts(server.settings.tokenSecret);
  const STEPS = ['product-shown', 'product-seen', 'product-selected', 'product-added'];
  const eventsOf = ({minute, productId, steps, buys, orderId}: (typeof journeys)[number]): Event[] => {
    const at = minute * 60;
    return [
      {name: 'joined', at},
      {name: 'watched', at: at + 59},
      ...STEPS.slice(0, steps).map((name) => ({name, at, productId})),
      ...(buys ? [{name: 'purchased', at, ...orderOf(orderId, [productId])}] : []),
    ];
  };
  // A batch contains one visit of each minute.
  const batches = Array.from({length: Math.ceil(journeys.length / MINUTES)}, (_, at) =>
    journeys.slice(at * MINUTES, (at + 1) * MINUTES),
  );
  const work = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const given = batch.filter(({buys}) => buys).map(({productId}) => receipts.make(roomId, [productId]));
      expect((await track(roomId, batch.flatMap(eventsOf), {receipts: given})).status).toBe(204);
    }
  };
  await Promise.all(Array.from({length: 20}, work));

  const count = (isCounted: (journey: (typeof journeys)[number]) => boolean) => journeys.filter(isCounted).length;
  const {joined, watchedMinutes, products, minutes} = await report(roomId);
  expect([joined, watchedMinutes]).toEqual([10_000, 10_000]);
  for (const {productId, shown, seen, selected, added, purchased, confirmed, quantity, amount} of products) {
    const reached = (step: number) => count((journey) => journey.productId === productId && journey.steps >= step);
    const bought = count((journey) => journey.productId === productId && journey.buys);
    expect([shown, seen, selected, added]).toEqual([1, 2, 3, 4].map(reached));
    expect([purchased, confirmed, quantity, amount]).toEqual([bought, 0, 2 * bought, 17_200 * bought]);
  }
  for (let minute = start; minute < start + MINUTES; minute++) {
    const reported = minutes.find(({at}) => at === minute * 60)!;
    expect(reported.joined).toBe(count((journey) => journey.minute === minute));
    for (const {productId, selected} of reported.products) {
      const truth = (journey: (typeof journeys)[number]) =>
        journey.minute === minute && journey.productId === productId && journey.steps >= 3;
      expect(selected).toBe(count(truth));
    }
  }
});

test('the report is for operators, and a spreadsheet reads every title in its CSV as text', async () => {
  const roomId = await openRoom();
  const title = '=HYPERLINK("https://evil.example"),1';
  await server.operate('PUT', `/api/rooms/${roomId}/products/cup`, {...product, title});
  await track(roomId, [{name: 'joined'}, {name: 'product-shown', productId: 'cup'}]);
  const path = `/api/rooms/${roomId}/report?format=csv`;
  expect((await fetch(server.url + path)).status).toBe(401);
  const response = await fetch(server.url + path, {
    headers: {Authorization: `Bearer ${server.settings.operatorToken}`},
  });
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  const lines = (await response.text()).split('\r\n');
  expect(lines[0]).toMatch(/^minute,joined,watched,gifts,polls,product,title,shown,seen,/);
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z,1,0,0,0,,,/);
  expect(lines[2]).toContain(`,,,,,cup,"'=HYPERLINK(""https://evil.example""),1",1,0,0,0,0,0,0,0,CNY`);
  expect(lines[3]).toBe('');
  expect((await server.operate('GET', '/api/rooms/nowhere/report')).status).toBe(404);
  expect(reportCsv({roomId, joined: 0, watchedMinutes: 0, gifts: 0, polls: 0, products: [], minutes: []})).toMatch(
    /^minute,.*\r\n$/,
  );
});
