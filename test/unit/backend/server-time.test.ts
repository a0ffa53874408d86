import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, expect, test} from 'vitest';
import {Backend} from '../../../src/backend/backend.ts';
import {ServiceClock} from '../../../src/session/connection/service-clock.ts';

const room = {
  roomId: 'demo',
  title: 'Tea',
  host: {userId: 'mei', nick: 'Mei', avatar: ''},
  operators: [],
  service: 'service',
  status: 'live',
  product: null,
};
const HOUR_S = 3_600;
const trueS = () => Math.floor(Date.now() / 1_000);
const {signal} = new AbortController();

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** Seconds by which a guest's clock is off after the responses of a server. */
async function off(fields: object, headers: Readonly<Record<string, string>> = {}, reads = false): Promise<number> {
  server = createServer((request, response) => {
    response.sendDate = false;
    const body = request.url!.endsWith('/session') ? {sdkAppId: 1, room, ...fields} : {...room, ...fields};
    response.writeHead(200, {'content-type': 'application/json', ...headers}).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const clock = new ServiceClock();
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const backend = new Backend(api, (time) => clock.addServerTime(time));
  // A single response may be wrong, so the clock of a page follows the second one.
  for (let ask = 0; ask < 2; ask += 1)
    await (reads ? backend.room('demo', signal) : backend.signInAsGuest('demo', signal));
  return Math.round((clock.now() - Date.now()) / 1_000);
}

test('the clock follows the serverTime of a session if the page cannot read the Date header', async () => {
  expect(Math.abs((await off({serverTime: trueS() + HOUR_S})) - HOUR_S)).toBeLessThan(30);
});

test('the clock follows the serverTime of a room', async () => {
  expect(Math.abs((await off({serverTime: trueS() - HOUR_S}, {}, true)) + HOUR_S)).toBeLessThan(30);
});

test('the clock follows a readable Date header before serverTime', async () => {
  const Date_ = new Date(Date.now() + 2 * HOUR_S * 1_000).toUTCString();
  expect(Math.abs((await off({serverTime: trueS()}, {Date: Date_})) - 2 * HOUR_S)).toBeLessThan(30);
});

test.each([undefined, null, 'soon', '1800000000', 0, -1, 1e300, Number.MAX_SAFE_INTEGER, {}])(
  'a serverTime of %s changes nothing',
  async (serverTime) => {
    expect(Math.abs(await off({serverTime}))).toBeLessThan(1);
  },
);
