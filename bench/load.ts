/**
 * `npm run bench:load`: how long a visitor waits to be in the room.
 *
 * A page with our two lines against a bare page that makes the same session call and loads the same SDK chunk,
 * in turn, each in a new browser context (cold cache). The figure is milliseconds from navigation until joined.
 * Then our page alone on a slow network: whether the room's frame stands before the SDK has arrived.
 */
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {parseArgs} from 'node:util';
import {chromium, type Browser} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../test/support/chromium.mjs';
import {DemoProcess, freePorts, removeData} from '../test/support/demo-process.ts';
import {barePage, ourPage} from './load/pages.ts';

/** What we promise: at most this much more than the bare page, whichever is kinder. */
const RATIO_LIMIT = 1.15;
const EXTRA_LIMIT_MS = 60;

/** What Lighthouse takes for a phone's network; it leaves WebSockets alone. Bytes a second and milliseconds. */
const SLOW_NETWORK = {offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8};
const SLOW_VISITS = 5;

const {values} = parseArgs({options: {pairs: {type: 'string', default: '20'}}});
const pairs = Number(values.pairs);

interface Visit {
  /** Milliseconds from navigation until joined. */
  readonly joined: number;
  /** Until something was painted: first the room's frame, then words. The bare page paints nothing. */
  readonly painted: number | undefined;
  readonly words: number | undefined;
  /** Until the SDK's chunk had arrived. */
  readonly sdk: number;
}

async function visit(browser: Browser, url: string, network?: typeof SLOW_NETWORK): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}});
  const page = await context.newPage();
  if (network) await (await context.newCDPSession(page)).send('Network.emulateNetworkConditions', network);
  await page.goto(url, {waitUntil: 'commit'});
  const joined = await page.waitForFunction(() => (globalThis as unknown as {joinedAt?: number}).joinedAt);
  const {painted, words, sdk} = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-paint')[0]?.startTime,
    words: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    sdk: performance.getEntriesByType('resource').find(({name}) => name.includes('/chunks/tencent-chat'))!,
  }));
  const arrived = (sdk as PerformanceResourceTiming).responseEnd;
  const visited = {joined: (await joined.jsonValue())!, painted, words, sdk: arrived};
  await context.close();
  return visited;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

const ports = await freePorts();
const demo = new DemoProcess(ports, {BOTS: '0'});
await demo.ready();
const platform = `http://localhost:${ports.platform}`;
const chunk = readdirSync('dist/cdn/chunks').find((file) => /^tencent-chat-.*\.js$/.test(file))!;
const pages = new Map([
  ['/ours', ourPage({platform})],
  ['/bare', barePage({platform, chunk: `${platform}/chunks/${chunk}`})],
]);
const server = createServer(({url}, response) => {
  response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(pages.get(url!) ?? '');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});

try {
  const ours: Visit[] = [];
  const bare: Visit[] = [];
  await visit(browser, `${origin}/ours`);
  await visit(browser, `${origin}/bare`);
  for (let pair = 0; pair < pairs; pair++) {
    const order = [[ours, '/ours'] as const, [bare, '/bare'] as const];
    if (pair % 2) order.reverse();
    for (const [visits, path] of order) visits.push(await visit(browser, origin + path));
  }
  const slow: Visit[] = [];
  for (let count = 0; count < SLOW_VISITS; count++) slow.push(await visit(browser, `${origin}/ours`, SLOW_NETWORK));
  report(ours, bare, slow);
} finally {
  await browser.close();
  server.close();
  await demo.end();
  removeData(ports);
}

function report(ours: readonly Visit[], bare: readonly Visit[], slow: readonly Visit[]): void {
  const round = (value: number) => Math.round(value * 10) / 10;
  const row = (visits: readonly Visit[], read: (visit: Visit) => number | undefined) => {
    const values = visits.map(read).filter((value) => value !== undefined);
    if (!values.length) return {median: undefined, min: undefined, max: undefined};
    return {median: round(median(values)), min: round(Math.min(...values)), max: round(Math.max(...values))};
  };
  const joined = ({joined}: Visit) => joined;
  const table = {
    'ours: frame painted': row(ours, ({painted}) => painted),
    'ours: SDK arrived': row(ours, ({sdk}) => sdk),
    'ours: joined': row(ours, joined),
    'bare: SDK arrived': row(bare, ({sdk}) => sdk),
    'bare: joined': row(bare, joined),
    'slow network: frame painted': row(slow, ({painted}) => painted),
    'slow network: words painted': row(slow, ({words}) => words),
    'slow network: SDK arrived': row(slow, ({sdk}) => sdk),
    'slow network: joined': row(slow, joined),
  };
  console.table(table);
  const [we, they] = [median(ours.map(joined)), median(bare.map(joined))];
  const ratio = we / they;
  const extraMs = we - they;
  const paintedFirst = slow.filter(({painted, sdk}) => painted !== undefined && painted < sdk).length;
  const soonEnough = ratio <= RATIO_LIMIT || extraMs <= EXTRA_LIMIT_MS;
  const kept = soonEnough && paintedFirst === slow.length;
  console.log(
    `joined: ${ratio.toFixed(3)} times the bare page, ${round(extraMs)} ms more (${pairs} pairs, medians); ` +
      `promised: ${RATIO_LIMIT} times or ${EXTRA_LIMIT_MS} ms more: ${soonEnough ? 'kept' : 'BROKEN'}`,
  );
  console.log(`on a slow network, the frame painted before the SDK had arrived: ${paintedFirst} of ${slow.length}`);
  mkdirSync('bench/out', {recursive: true});
  writeFileSync(
    'bench/out/load.json',
    `${JSON.stringify({unit: 'ms', pairs, ratio, extraMs, paintedFirst, table}, null, 2)}\n`,
  );
  if (!kept) process.exitCode = 1;
}
