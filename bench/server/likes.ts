/**
 * Likes at a fixed rate: 2,000 callbacks a second to one server process, and 1,500 through the proxy of the platform. None may be
 * lost, and the 99th percentile of the response times is limited. The generator, Tencent's emulator and the proxy share this process.
 */
import {Agent, createServer, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {Proxy} from '../../demo/dev/platform/proxy.ts';
import {readSettings} from '../../demo/server/src/settings/settings.ts';
import {beforeSend, callback, customBody} from '../../test/support/server/callbacks.ts';
import {serverEnvironment} from '../../test/support/server/server-process.ts';
import {cpuOf} from '../shared/processes.ts';
import {report, round} from '../shared/report.ts';
import {setUpServers, type ServerSetup} from '../shared/server-setup.ts';

const SECONDS = 20;
const WARM_UP_SECONDS = 5;
const VIEWERS = 5_000;
/** Likes of one message. */
const COUNT = 1;
/** Calls due are sent together each tick. */
const TICK_MS = 5;
const RATES = [
  {name: 'direct', perSecond: 2_000, p99Ms: 100, proxied: false},
  {name: 'through the proxy', perSecond: 1_500, p99Ms: 150, proxied: true},
];

const LIKE = customBody({v: 1, type: 'like', count: COUNT});
let serial = 0;

/** Posts without the cost of `fetch`, over connections that stay open. */
function poster(url: string) {
  const agent = new Agent({keepAlive: true, maxSockets: 128});
  const {hostname, port} = new URL(url);
  const post = (path: string, body: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)};
      const call = request({agent, hostname, port, path, method: 'POST', headers}, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
        response.on('error', reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  return {post, close: () => agent.destroy()};
}

async function sendLikes({cloud}: ServerSetup, url: string, perSecond: number, seconds: number) {
  const settings = readSettings(serverEnvironment(cloud, ''));
  const {post, close} = poster(url);
  const call = async (_method: string, path: string, {body}: {body?: unknown} = {}) => ({
    status: await post(path, JSON.stringify(body)),
    headers: new Headers(),
    body: undefined as never,
  });
  const times: number[] = [];
  let refused = 0;
  const like = async () => {
    serial += 1;
    const body = beforeSend({From_Account: `viewer-${serial % VIEWERS}`, Random: serial, MsgBody: LIKE});
    const sentAt = performance.now();
    const {status} = await callback({call, settings} as Parameters<typeof callback>[0], body);
    times.push(performance.now() - sentAt);
    if (status !== 200) refused += 1;
  };
  const calls: Promise<void>[] = [];
  const beganAt = performance.now();
  while (calls.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - beganAt) * perSecond) / 1_000);
    while (calls.length < due) calls.push(like());
    await wait(TICK_MS);
  }
  await Promise.all(calls);
  close();
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.ceil(times.length * share) - 1]!);
  return {sent: calls.length, refused, 'p50 ms': at(0.5), 'p99 ms': at(0.99), 'longest ms': at(1)};
}

export async function run(): Promise<boolean> {
  const setup = await setUpServers(1, false);
  const proxy = new Proxy();
  proxy.port = Number(new URL(setup.urls[0]!).port);
  const front = createServer((incoming, response) => proxy.handle(incoming, response));
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const likeTotal = async () =>
    ((await (await fetch(`${setup.urls[0]}/api/rooms/demo`)).json()) as {likeTotal: number}).likeTotal;
  const table: Record<string, object> = {};
  const promises: Record<string, boolean> = {};
  try {
    for (const {name, perSecond, p99Ms, proxied} of RATES) {
      const url = proxied ? frontUrl : setup.urls[0]!;
      const warmUp = await sendLikes(setup, url, perSecond, WARM_UP_SECONDS);
      const cpuBefore = cpuOf(setup.processes[0]!.pid);
      const row = await sendLikes(setup, url, perSecond, SECONDS);
      const cpuUs = Math.round(((cpuOf(setup.processes[0]!.pid) - cpuBefore) * 1e6) / row.sent);
      table[`${perSecond} a second ${name}`] = {...row, 'server µs': cpuUs};
      promises[`${name}: p99 ${row['p99 ms']} ms, under ${p99Ms} ms`] = row['p99 ms'] < p99Ms;
      promises[`${name}: no call is refused`] = warmUp.refused + row.refused === 0;
    }
    let total = 0;
    for (let tries = 0; tries < 100 && total < serial * COUNT; tries++) {
      await wait(100);
      total = await likeTotal();
    }
    promises[`no like is lost: ${total} of ${serial * COUNT}`] = total === serial * COUNT;
    return report({part: 'server-likes', table, promises});
  } finally {
    front.closeAllConnections();
    front.close();
    proxy.close();
    await setup.close();
  }
}
