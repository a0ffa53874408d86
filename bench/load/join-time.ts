/**
 * Measures the time until a visitor is in the room.
 *
 * A page with the two lines of our README and a page that makes the same session call and loads the same SDK chunk run in turn, each
 * in a new browser context (cold cache). The figure is milliseconds from navigation to joined. Then only our page runs on a slow
 * network: the frame of the room must be painted before the SDK has arrived.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {chromium, type Browser} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {sdkOnlyPage, twoLinePage} from './pages.ts';
import {sdkChunkPath} from './platform.ts';
import {median, report, round} from '../shared/report.ts';

/** The promise: our page exceeds the page with the SDK alone by at most this ratio or this time, whichever is more. */
const RATIO_LIMIT = 1.15;
const EXTRA_LIMIT_MS = 60;

/** Lighthouse's mobile network. It does not affect WebSockets. Bytes a second and milliseconds. */
const SLOW_NETWORK = {offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8};
const SLOW_VISITS = 5;

const PAIRS = 20;

interface Visit {
  /** Milliseconds from navigation until joined. */
  readonly joined: number;
  /** Milliseconds until the first paint. The page with the SDK alone paints nothing. */
  readonly painted: number | undefined;
  readonly words: number | undefined;
  /** Milliseconds until the SDK's chunk has arrived. */
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

export async function run(): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const pages = new Map([
    ['/ours', twoLinePage({platform})],
    ['/bare', sdkOnlyPage({platform, chunk: platform + sdkChunkPath()})],
  ]);
  const server = createServer(({url}, response) => {
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(pages.get(url!) ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});

  try {
    const ours: Visit[] = [];
    const sdkAlone: Visit[] = [];
    await visit(browser, `${origin}/ours`);
    await visit(browser, `${origin}/bare`);
    for (let pair = 0; pair < PAIRS; pair++) {
      const order = [[ours, '/ours'] as const, [sdkAlone, '/bare'] as const];
      if (pair % 2) order.reverse();
      for (const [visits, path] of order) visits.push(await visit(browser, origin + path));
    }
    const slow: Visit[] = [];
    for (let count = 0; count < SLOW_VISITS; count++) slow.push(await visit(browser, `${origin}/ours`, SLOW_NETWORK));
    return reportVisits(ours, sdkAlone, slow);
  } finally {
    await browser.close();
    server.close();
    await demo.end();
    removeData(ports);
  }
}

function reportVisits(ours: readonly Visit[], sdkAlone: readonly Visit[], slow: readonly Visit[]): boolean {
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
    'bare: SDK arrived': row(sdkAlone, ({sdk}) => sdk),
    'bare: joined': row(sdkAlone, joined),
    'slow network: frame painted': row(slow, ({painted}) => painted),
    'slow network: words painted': row(slow, ({words}) => words),
    'slow network: SDK arrived': row(slow, ({sdk}) => sdk),
    'slow network: joined': row(slow, joined),
  };
  const [we, they] = [median(ours.map(joined)), median(sdkAlone.map(joined))];
  const ratio = we / they;
  const extraMs = we - they;
  const paintedFirst = slow.filter(({painted, sdk}) => painted !== undefined && painted < sdk).length;
  console.log(`joined: ${ratio.toFixed(3)} times the bare page, ${round(extraMs)} ms more (${PAIRS} pairs, medians)`);
  console.log(`on a slow network, the frame painted before the SDK had arrived: ${paintedFirst} of ${slow.length}`);
  return report({
    part: 'load-join-time',
    table,
    promises: {
      [`joined after ${RATIO_LIMIT} times or ${EXTRA_LIMIT_MS} ms more`]:
        ratio <= RATIO_LIMIT || extraMs <= EXTRA_LIMIT_MS,
      'on a slow network the frame comes first': paintedFirst === slow.length,
    },
    facts: {unit: 'ms', pairs: PAIRS, ratio, extraMs, paintedFirst},
  });
}
