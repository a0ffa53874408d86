/**
 * Measures what a visitor who goes through a site waits for.
 *
 * On a site of pages, the next page shows the small player again: milliseconds from navigation to the first video frame, with a warm
 * cache, on a phone's and on a desktop's window. In a single-page application, the room goes over the page and into a corner while
 * its page changes: the longest time between two video frames, less the usual time between two, and the same while nothing changes.
 * Then a page runs on a slow network with a slowed CPU, with the launcher, without it, and with the least script that requests the room
 * and shows its picture: milliseconds of all tasks of its main thread.
 */
import {chromium, type Browser, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {DEMO_SECRETS} from '../../demo/server/src/settings/demo-settings.ts';
import {median, percentile95, report, round} from '../shared/report.ts';
import {servePages} from './page-server.ts';

/** The promises, milliseconds. */
const NEXT_PAGE_LIMIT_MS = 1_200;
const GAP_LIMIT_MS = 100;
const MAIN_THREAD_LIMIT_MS = 50;

const VISITS = 20;
const CHANGES = 10;
/** Frames of about a second at the host's rate. */
const FRAMES = 15;
const LAUNCHER_VISITS = 7;
const WINDOWS = {phone: {width: 390, height: 844}, desktop: {width: 1366, height: 768}};
/** Lighthouse's slow 4G and slowed CPU. */
const SLOW_NETWORK = {offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8};
const CPU_SLOWDOWN = 4;
/** Time after which the launcher's page is quiet. */
const QUIET_MS = 5_000;

interface PageGlobals {
  /** Milliseconds since navigation. */
  frameAt?: number;
  gaps: number[];
}

export async function run(): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const server = await servePages();
  const html = `<!doctype html><meta name="viewport" content="width=device-width"><main style="height: 2000px">A shop</main>
    <script type="module" src="${platform}/live-launcher.js"></script>
    <live-launcher api-url="${platform}/api" room-id="demo"></live-launcher>`;
  const urls = [server.serve(html), server.serve(html)] as const;
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    await showPoster(`${platform}/api`, server.serveFile(await photo(browser), 'image/jpeg'));
    const phone = await walk(browser, urls, 'phone');
    const desktop = await walk(browser, urls, 'desktop');
    const {gaps, restingGaps} = await changePresentation(browser, urls[0]);
    const without = server.serve(html.replace(/<script[^]*/, ''));
    const leastUrl = server.serve(
      html.replace(
        /<script[^]*/,
        `<script type="module" src="${server.serveFile(leastScript(platform), 'text/javascript')}"></script>`,
      ),
    );
    const [launcher, least, bare]: [number[], number[], number[]] = [[], [], []];
    for (let count = 0; count < LAUNCHER_VISITS; count++) {
      launcher.push(await mainThreadMs(browser, urls[0]));
      least.push(await mainThreadMs(browser, leastUrl));
      bare.push(await mainThreadMs(browser, without));
    }
    return reportVisits({phone, desktop, gaps, restingGaps, launcher, least, bare});
  } finally {
    await browser.close();
    await server.close();
    await demo.end();
    removeData(ports);
  }
}

/** A picture as a shop has it. The demo's own pictures are SVG documents, each of which is parsed on the main thread. */
async function photo(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({viewport: {width: 320, height: 427}});
  await page.setContent('<body style="background: linear-gradient(60deg, teal, orange)">');
  const bytes = await page.screenshot({type: 'jpeg'});
  await page.close();
  return bytes;
}

async function showPoster(api: string, poster: string): Promise<void> {
  const response = await fetch(`${api}/rooms/demo/schedule`, {
    method: 'PUT',
    headers: {'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_SECRETS.OPERATOR_TOKEN}`},
    body: JSON.stringify({startsAt: null, poster}),
  });
  if (!response.ok) throw new Error(`the poster was not set: ${response.status} ${await response.text()}`);
}

/** Opens a room by the launcher and waits until it plays. */
async function open(browser: Browser, url: string, window: keyof typeof WINDOWS): Promise<Page> {
  const context = await browser.newContext({viewport: WINDOWS[window]});
  await context.addInitScript({path: 'bench/load/watch-frames.js'});
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('live-launcher [part~=card]').click();
  await firstFrame(page);
  return page;
}

async function firstFrame(page: Page): Promise<number> {
  const frame = await page.waitForFunction(() => (globalThis as unknown as PageGlobals).frameAt);
  return (await frame.jsonValue())!;
}

async function walk(
  browser: Browser,
  urls: readonly [string, string],
  window: keyof typeof WINDOWS,
): Promise<number[]> {
  const page = await open(browser, urls[0], window);
  await page.evaluate(() => document.querySelector('live-room')!.minimize());
  const times: number[] = [];
  for (let visit = 0; visit <= VISITS; visit++) {
    await page.goto(urls[(visit + 1) % 2]!, {waitUntil: 'commit'});
    const time = await firstFrame(page);
    if (visit) times.push(time); // The first one fills the caches.
  }
  await page.context().close();
  return times;
}

/**
 * The longest gap of each change between overlay and small player while the page's own content changes, and as many
 * gaps of a room that does not change. A gap is the time between two frames, less the usual time.
 */
async function changePresentation(browser: Browser, url: string): Promise<{gaps: number[]; restingGaps: number[]}> {
  const page = await open(browser, url, 'phone');
  const changed: number[][] = [];
  const resting: number[][] = [];
  for (let change = 0; change < CHANGES; change++) {
    resting.push(await framesOf(page, undefined));
    changed.push(await framesOf(page, change % 2 ? 'overlay' : 'mini'));
  }
  await page.context().close();
  const usual = median(resting.flat());
  const longest = (times: readonly number[]) => Math.max(...times) - usual;
  return {gaps: changed.map(longest), restingGaps: resting.map(longest)};
}

/** Times between the frames of about a second, ms. */
async function framesOf(page: Page, presentation: 'overlay' | 'mini' | undefined): Promise<number[]> {
  await page.evaluate((presentation) => {
    (globalThis as unknown as PageGlobals).gaps = [];
    if (!presentation) return;
    const room = document.querySelector('live-room')!;
    if (presentation === 'mini') room.minimize();
    else room.expand();
    history.pushState({}, '', `?page=${Math.random()}`);
    document.querySelector('main')!.replaceChildren('Another page');
  }, presentation);
  await page.waitForFunction((frames) => (globalThis as unknown as PageGlobals).gaps.length >= frames, FRAMES);
  return page.evaluate(() => (globalThis as unknown as PageGlobals).gaps);
}

/** Requests the room and shows its picture in a corner, without checks, styles or accessibility. */
const leastScript = (platform: string) => `
  const {poster, viewersNow} = await (await fetch('${platform}/api/rooms/demo')).json();
  const box = document.createElement('div');
  box.style.cssText = 'position: fixed; right: 16px; bottom: 16px';
  const image = new Image(72, 72);
  image.src = poster;
  box.append(image, 'LIVE', String(viewersNow));
  document.body.append(box);`;

/** Milliseconds of all tasks of the main thread of a page that the visitor does not touch. */
async function mainThreadMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({viewport: WINDOWS.phone});
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
  await cdp.send('Network.emulateNetworkConditions', SLOW_NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', {rate: CPU_SLOWDOWN});
  await page.goto(url);
  await page.waitForTimeout(QUIET_MS);
  const {metrics} = await cdp.send('Performance.getMetrics');
  await context.close();
  return 1_000 * metrics.find(({name}) => name === 'TaskDuration')!.value;
}

interface Measured {
  readonly phone: readonly number[];
  readonly desktop: readonly number[];
  readonly gaps: readonly number[];
  readonly restingGaps: readonly number[];
  readonly launcher: readonly number[];
  readonly least: readonly number[];
  readonly bare: readonly number[];
}

function reportVisits({phone, desktop, gaps, restingGaps, launcher, least, bare}: Measured): boolean {
  const row = (values: readonly number[]) => ({
    median: round(median([...values])),
    p95: round(percentile95(values)),
    max: round(Math.max(...values)),
  });
  const launcherMs = median([...launcher]) - median([...bare]);
  const leastMs = median([...least]) - median([...bare]);
  console.log(
    `the launcher takes ${round(launcherMs)} ms of the main thread, the least script ${round(leastMs)} ms (${LAUNCHER_VISITS} visits each, medians)`,
  );
  return report({
    part: 'load-next-page',
    table: {
      'next page, phone: picture back': row(phone),
      'next page, desktop: picture back': row(desktop),
      'single page: longest gap of a change': row(gaps),
      'single page: longest gap without a change': row(restingGaps),
      'page with the launcher: main thread': row(launcher),
      'the same page with the least script: main thread': row(least),
      'the same page without a script: main thread': row(bare),
    },
    promises: {
      [`next page on a phone: picture back within ${NEXT_PAGE_LIMIT_MS} ms (p95)`]:
        percentile95(phone) <= NEXT_PAGE_LIMIT_MS,
      [`next page on a desktop: picture back within ${NEXT_PAGE_LIMIT_MS} ms (p95)`]:
        percentile95(desktop) <= NEXT_PAGE_LIMIT_MS,
      [`single page: no gap over ${GAP_LIMIT_MS} ms (p95)`]: percentile95(gaps) <= GAP_LIMIT_MS,
      [`launcher: under ${MAIN_THREAD_LIMIT_MS} ms of the main thread`]: launcherMs < MAIN_THREAD_LIMIT_MS,
    },
    facts: {unit: 'ms', visits: VISITS, changes: CHANGES, launcherMs, leastMs},
  });
}
