/**
 * `npm run bench:load`: how long a visitor waits to be in the room.
 *
 * A page with our two lines against a bare page that makes the same session call and loads the same SDK chunk,
 * in turn, each in a new browser context (cold cache). The figure is milliseconds from navigation until joined.
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

const {values} = parseArgs({options: {pairs: {type: 'string', default: '20'}}});
const pairs = Number(values.pairs);

interface Visit {
  /** Milliseconds from navigation until joined. */
  readonly joined: number;
  /** Until something was painted; the bare page paints nothing. */
  readonly painted: number | undefined;
  /** Until the SDK's chunk had arrived. */
  readonly sdk: number;
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}});
  const page = await context.newPage();
  await page.goto(url, {waitUntil: 'commit'});
  const joined = await page.waitForFunction(() => (globalThis as unknown as {joinedAt?: number}).joinedAt);
  const {painted, sdk} = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    sdk: performance.getEntriesByType('resource').find(({name}) => name.includes('/chunks/tencent-chat'))!,
  }));
  const visited = {joined: (await joined.jsonValue())!, painted, sdk: (sdk as PerformanceResourceTiming).responseEnd};
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
  report(ours, bare);
} finally {
  await browser.close();
  server.close();
  await demo.end();
  removeData(ports);
}

function report(ours: readonly Visit[], bare: readonly Visit[]): void {
  const round = (value: number) => Math.round(value * 10) / 10;
  const row = (visits: readonly Visit[], read: (visit: Visit) => number | undefined) => {
    const values = visits.map(read).filter((value) => value !== undefined);
    if (!values.length) return {median: undefined, min: undefined, max: undefined};
    return {median: round(median(values)), min: round(Math.min(...values)), max: round(Math.max(...values))};
  };
  const joined = ({joined}: Visit) => joined;
  const table = {
    'ours: painted': row(ours, ({painted}) => painted),
    'ours: SDK arrived': row(ours, ({sdk}) => sdk),
    'ours: joined': row(ours, joined),
    'bare: SDK arrived': row(bare, ({sdk}) => sdk),
    'bare: joined': row(bare, joined),
  };
  console.table(table);
  const [we, they] = [median(ours.map(joined)), median(bare.map(joined))];
  const ratio = we / they;
  const extraMs = we - they;
  const paintedFirst = ours.filter(({painted, sdk}) => painted !== undefined && painted < sdk).length;
  const kept = ratio <= RATIO_LIMIT || extraMs <= EXTRA_LIMIT_MS;
  console.log(
    `joined: ${ratio.toFixed(3)} times the bare page, ${round(extraMs)} ms more (${pairs} pairs, medians); ` +
      `promised: ${RATIO_LIMIT} times or ${EXTRA_LIMIT_MS} ms more: ${kept ? 'kept' : 'BROKEN'}`,
  );
  console.log(`painted before the SDK had arrived: ${paintedFirst} of ${ours.length}`);
  mkdirSync('bench/out', {recursive: true});
  writeFileSync(
    'bench/out/load.json',
    `${JSON.stringify({unit: 'ms', pairs, ratio, extraMs, paintedFirst, table}, null, 2)}\n`,
  );
  if (!kept) process.exitCode = 1;
}
