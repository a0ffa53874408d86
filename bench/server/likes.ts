/**
 * Sends likes at a fixed rate: 2,000 callbacks a second to one server process, and 1,500 through the platform's proxy.
 * No like may be lost, and the 99th percentile of the response times is limited. Generator, proxy, server, PostgreSQL
 * and Tencent's emulator (this process) are separate processes. The table shows for how long each of the first three
 * was blocked.
 */
import {fork, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {readSettings} from '../../demo/server/src/settings/settings.ts';
import {serverEnvironment} from '../../test/support/server/server-process.ts';
import {cpuOf, cpuOfTree} from '../shared/processes.ts';
import {report, round} from '../shared/report.ts';
import {setUpServers, type ServerSetup} from '../shared/server-setup.ts';
import {COUNT, type LikeOrder, type LikeResult} from './like-generator.ts';

const SECONDS = 20;
const WARM_UP_SECONDS = 5;
const RATES = [
  {name: 'direct', perSecond: 2_000, p99Ms: 100, proxied: false},
  {name: 'through the proxy', perSecond: 1_500, p99Ms: 150, proxied: true},
];

/** Starts a file of this folder as a process. */
function start(file: string, ...args: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {execArgv: ['--import', 'tsx']});
}

async function answerOf<T>(child: ChildProcess, order?: object): Promise<T> {
  const answer = once(child, 'message');
  if (order) child.send(order);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  const [message] = (await Promise.race([answer, ended])) as [T];
  ended.catch(() => undefined);
  return message;
}

/** The longest time for which the server handled no event since the last call, ms. */
async function serverStallMs(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return round(Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? NaN) * 1_000);
}

export async function run(): Promise<boolean> {
  const setup = await setUpServers(1, false);
  const generator = start('like-generator.ts');
  const proxy = start('like-proxy.ts', new URL(setup.urls[0]!).port);
  const proxyPort = await answerOf<number>(proxy);
  const settings = readSettings(serverEnvironment(setup.cloud, ''));
  const table: Record<string, object> = {};
  const promises: Record<string, boolean> = {};
  let sent = 0;
  try {
    for (const {name, perSecond, p99Ms, proxied} of RATES) {
      const url = proxied ? `http://127.0.0.1:${proxyPort}` : setup.urls[0]!;
      const send = async (seconds: number) => {
        const order: LikeOrder = {settings, url, perSecond, seconds, firstSerial: sent + 1};
        const result = await answerOf<LikeResult>(generator, order);
        sent += result.sent;
        return result;
      };
      const warmUp = await send(WARM_UP_SECONDS);
      await serverStallMs(setup.urls[0]!);
      const pids = {server: setup.processes[0]!.pid, proxy: proxy.pid!, generator: generator.pid!, cloud: process.pid};
      const cpuBefore = Object.entries(pids).map(([part, pid]) => [part, cpuOf(pid)] as const);
      const postgresBefore = cpuOfTree(setup.postgresPid);
      const cloudStalls = monitorEventLoopDelay({resolution: 5});
      cloudStalls.enable();
      const row = await send(SECONDS);
      cloudStalls.disable();
      const usOf = (seconds: number) => Math.round((seconds * 1e6) / row.sent);
      const cpu = Object.fromEntries(
        cpuBefore.map(([part, seconds]) => [`${part} µs`, usOf(cpuOf(pids[part as keyof typeof pids]) - seconds)]),
      );
      table[`${perSecond} a second ${name}`] = {
        ...row,
        'server stalled ms': await serverStallMs(setup.urls[0]!),
        'cloud stalled ms': round(cloudStalls.max / 1e6),
        ...cpu,
        'postgres µs': usOf(cpuOfTree(setup.postgresPid) - postgresBefore),
      };
      promises[`${name}: p99 ${row['p99 ms']} ms, under ${p99Ms} ms`] = row['p99 ms'] < p99Ms;
      promises[`${name}: no call is refused`] = warmUp.refused + row.refused === 0;
    }
    const total = await settledTotal(setup, sent * COUNT);
    promises[`no like is lost: ${total} of ${sent * COUNT}`] = total === sent * COUNT;
    return report({part: 'server-likes', table, promises});
  } finally {
    for (const child of [generator, proxy]) child.kill();
    await setup.close();
  }
}

/** The room's total when it reaches the expected value, or after 10 s. */
async function settledTotal({urls}: ServerSetup, expected: number): Promise<number> {
  let total = 0;
  for (let tries = 0; tries < 100 && total < expected; tries++) {
    await wait(100);
    const info = (await (await fetch(`${urls[0]}/api/rooms/demo`)).json()) as {readonly likeTotal: number};
    total = info.likeTotal;
  }
  return total;
}
