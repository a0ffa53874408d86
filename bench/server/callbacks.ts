/**
 * Measures the response time of before-send callbacks: 200 a second over HTTP, with a list of a hundred thousand words,
 * slow mode, a lottery and a separate PostgreSQL, also while the word list is replaced. The requests come from the
 * server's own process, so the figures include their cost.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {beforeSend, callback, textBody} from '../../test/support/server/callbacks.ts';
import {startServer, type TestServer} from '../../test/support/server/test-server.ts';
import {report, round} from '../shared/report.ts';

const WORDS = 100_000;
const A_SECOND = 200;
const SECONDS = 20;
const VIEWERS = 500;
const P99_MS = 20;

/** Sample sentences. One in ten contains a word of the list. */
const LINES = [
  '好漂亮的茶具！',
  '这个壶多少钱，包邮吗？',
  'hello from Lisbon 👋',
  '主播看看我 看看我',
  '我要中奖',
  '666666666',
];

const words = Array.from({length: WORDS}, (_, index) => `禁${(index * 7_919).toString(36)}词${index % 9}`);

let random = 0;
async function ask(server: TestServer): Promise<number> {
  random += 1;
  const line = LINES[random % LINES.length]!;
  const text = random % 10 ? line.repeat(1 + (random % 5)) : `${line}${words[random * 37]}`;
  const body = beforeSend({From_Account: `viewer-${random % VIEWERS}`, Random: random, MsgBody: textBody(text)});
  const sentAt = performance.now();
  const {status} = await callback(server, body);
  if (status !== 200) throw new Error(`the callback was refused with ${status}`);
  return performance.now() - sentAt;
}

async function askFor(server: TestServer, seconds: number): Promise<number[]> {
  const responses: Promise<number>[] = [];
  const beganAt = performance.now();
  for (let sent = 0; sent < seconds * A_SECOND; sent++) {
    const due = beganAt + (sent * 1_000) / A_SECOND - performance.now();
    if (due > 1) await wait(due);
    responses.push(ask(server));
  }
  return Promise.all(responses);
}

function row(times: number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.ceil(sorted.length * share) - 1]!);
  return {sent: sorted.length, 'p50 ms': at(0.5), 'p99 ms': at(0.99), 'longest ms': at(1)};
}

export async function run(): Promise<boolean> {
  const server = await startServer();
  try {
    const replace = () => server.operate('PUT', '/api/words', {words});
    await askFor(server, 2);
    const without = row(await askFor(server, SECONDS / 4));
    const memoryBefore = process.memoryUsage();
    const beganAt = performance.now();
    await replace();
    const takenMs = Math.round(performance.now() - beganAt);
    const {arrayBuffers} = process.memoryUsage();
    await server.operate('PUT', '/api/rooms/demo/slow-mode', {seconds: 1});
    await server.operate('POST', '/api/rooms/demo/lotteries', {
      keyword: '我要中奖',
      seconds: 600,
      prize: 'x',
      winners: 3,
    });
    const withAll = row(await askFor(server, SECONDS));
    const [replaced] = await Promise.all([askFor(server, SECONDS / 4).then(row), wait(1_000).then(replace)]);
    return report({
      part: 'server-callbacks',
      table: {
        'no words': without,
        [`${WORDS} words, slow mode, a lottery`]: withAll,
        'while the list is replaced': replaced,
      },
      promises: {[`p99 under ${P99_MS} ms at ${A_SECOND} a second`]: withAll['p99 ms'] < P99_MS},
      facts: {takenMs, listMB: round((arrayBuffers - memoryBefore.arrayBuffers) / 1e6)},
    });
  } finally {
    await server.close();
  }
}
