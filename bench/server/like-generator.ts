/** Sends likes at a fixed rate from a process of its own, which `likes.ts` starts, and reports the times of the responses. */
import {Agent, request} from 'node:http';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as wait} from 'node:timers/promises';
import type {Settings} from '../../demo/server/src/settings/settings.ts';
import {beforeSend, callback, customBody} from '../../test/support/server/callbacks.ts';
import {round} from '../shared/report.ts';

export interface LikeOrder {
  readonly settings: Settings;
  readonly url: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Number of the first like; each has its own. */
  readonly firstSerial: number;
}

export interface LikeResult {
  readonly sent: number;
  readonly refused: number;
  readonly 'p50 ms': number;
  readonly 'p99 ms': number;
  readonly 'longest ms': number;
  /** The longest time for which this process could neither send nor read. */
  readonly 'generator stalled ms': number;
}

const VIEWERS = 5_000;
/** Likes of one message. */
export const COUNT = 1;
/** Interval at which due calls are sent together, ms. */
const TICK_MS = 5;
/** Number of connections. Tencent has more; these are enough for `perSecond` calls. */
const MAX_SOCKETS = 128;

const LIKE = customBody({v: 1, type: 'like', count: COUNT});

/** Posts without the cost of `fetch`, over connections that stay open. */
function poster(url: string) {
  const agent = new Agent({keepAlive: true, maxSockets: MAX_SOCKETS});
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

async function sendLikes({settings, url, perSecond, seconds, firstSerial}: LikeOrder): Promise<LikeResult> {
  const {post, close} = poster(url);
  const call = async (_method: string, path: string, {body}: {body?: unknown} = {}) => ({
    status: await post(path, JSON.stringify(body)),
    headers: new Headers(),
    body: undefined as never,
  });
  const times: number[] = [];
  let refused = 0;
  const like = async (serial: number) => {
    const body = beforeSend({From_Account: `viewer-${serial % VIEWERS}`, Random: serial, MsgBody: LIKE});
    const sentAt = performance.now();
    const {status} = await callback({call, settings} as Parameters<typeof callback>[0], body);
    times.push(performance.now() - sentAt);
    if (status !== 200) refused += 1;
  };
  const calls: Promise<void>[] = [];
  const stalls = monitorEventLoopDelay({resolution: 5});
  stalls.enable();
  const beganAt = performance.now();
  while (calls.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - beganAt) * perSecond) / 1_000);
    while (calls.length < due) calls.push(like(firstSerial + calls.length));
    await wait(TICK_MS);
  }
  await Promise.all(calls);
  stalls.disable();
  close();
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.ceil(times.length * share) - 1]!);
  return {
    sent: calls.length,
    refused,
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'longest ms': at(1),
    'generator stalled ms': round(stalls.max / 1e6),
  };
}

process.on('message', (order: LikeOrder) => {
  void sendLikes(order).then((result) => process.send!(result));
});
