/**
 * Measures the time from joining to the first video frame, and what a video leaves behind.
 *
 * A page with the two lines of our README and a page that uses the chat SDK and the TRTC SDK directly play the same host, in turn,
 * each in a new browser context. Then our page joins and leaves 50 times.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {build} from 'esbuild';
import {chromium, type Browser, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {sdkOnlyPage, twoLinePage} from './pages.ts';
import {sdkChunkPath} from './platform.ts';
import {median, report, round} from '../shared/report.ts';

/** The promises. */
const RATIO_LIMIT = 1.2;
const HEAP_LIMIT_MB = 2;

const PAIRS = 15;
const JOINS = 50;
const WARM_UP = 5;
/** Pause between visits: the chat SDK refuses more than eight profile requests in a second. */
const PACE_MS = 350;
const REST_MS = 3_000;

export async function run(): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const bare = sdkOnlyPage({platform, chunk: platform + sdkChunkPath()});
  const {outputFiles} = await build({
    entryPoints: ['trtc-sdk-v5/trtc.esm.js'],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  const files = new Map([
    ['/ours', twoLinePage({platform}) + WATCH],
    ['/bare', bare.replace('globalThis.joinedAt = performance.now();', BARE_PICTURE) + WATCH],
    ['/trtc.js', outputFiles[0]!.text],
  ]);
  const server = createServer(({url = '/'}, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, {'content-type': `${type}; charset=utf-8`}).end(files.get(url) ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required', '--js-flags=--expose-gc'],
  });
  try {
    const [ours, others] = await compare(browser, origin);
    const left = await joinAndLeave(browser, `${origin}/ours`);
    return reportFirstFrames(ours, others, left);
  } finally {
    await browser.close();
    server.close();
    await demo.end();
    removeData(ports);
  }
}

async function compare(browser: Browser, origin: string): Promise<readonly [number[], number[]]> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (const path of ['/ours', '/bare']) await visit(browser, origin + path);
  for (let pair = 0; pair < PAIRS; pair++) {
    const order = [[ours, '/ours'] as const, [bare, '/bare'] as const];
    if (pair % 2) order.reverse();
    for (const [visits, path] of order) visits.push(await visit(browser, origin + path));
  }
  return [ours, bare];
}

/** Milliseconds from joining to the first frame. */
async function visit(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}});
  const page = await context.newPage();
  await page.goto(url, {waitUntil: 'commit'});
  const waited = await page.waitForFunction(() => {
    const {joinedAt, firstFrameAt} = globalThis as unknown as {joinedAt?: number; firstFrameAt?: number};
    return joinedAt && firstFrameAt && firstFrameAt - joinedAt;
  });
  const value = (await waited.jsonValue())!;
  await context.close();
  return value;
}

interface Remainder {
  readonly 'heap MB': number;
  readonly nodes: number;
  readonly listeners: number;
  readonly connections: number;
  readonly timers: number;
}

async function joinAndLeave(browser: Browser, url: string): Promise<readonly [before: Remainder, after: Remainder]> {
  const page = await browser.newPage();
  await page.addInitScript({path: 'bench/load/count-timers.js'});
  await page.addInitScript(COUNT);
  await page.goto(url);
  const once = async () => {
    await page.waitForFunction(() => (globalThis as unknown as {showing(): boolean}).showing());
    await page.evaluate(() => document.querySelector<Room>('live-room')!.leave());
    await wait(PACE_MS);
    await page.evaluate(() => document.querySelector<Room>('live-room')!.join());
  };
  for (let count = 0; count < WARM_UP; count++) await once();
  const before = await measure(page);
  for (let count = 0; count < JOINS; count++) await once();
  return [before, await measure(page)];
}

interface Room extends HTMLElement {
  join(): Promise<void>;
  leave(): Promise<void>;
}

/** Leaves the room and measures the memory of the page. */
async function measure(page: Page): Promise<Remainder> {
  await page.waitForFunction(() => (globalThis as unknown as {showing(): boolean}).showing());
  await page.evaluate(() => document.querySelector<Room>('live-room')!.leave());
  await wait(REST_MS);
  const client = await page.context().newCDPSession(page);
  for (let round = 0; round < 3; round++) await client.send('HeapProfiler.collectGarbage');
  const {usedSize} = await client.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners} = await client.send('Memory.getDOMCounters');
  await client.detach();
  const {connections, timers} = await page.evaluate(() => {
    const probe = globalThis as unknown as {open(): number; counted(): {timers: number}};
    return {connections: probe.open(), timers: probe.counted().timers};
  });
  await page.evaluate(() => document.querySelector<Room>('live-room')!.join());
  return {'heap MB': round(usedSize / 1_048_576), nodes, listeners: jsEventListeners, connections, timers};
}

function reportFirstFrames(
  ours: readonly number[],
  bare: readonly number[],
  [before, after]: readonly [Remainder, Remainder],
): boolean {
  const row = (values: readonly number[]) => ({
    median: round(median(values)),
    min: round(Math.min(...values)),
    max: round(Math.max(...values)),
  });
  const ratio = median(ours) / median(bare);
  console.log(`first frame: ${ratio.toFixed(3)} times the bare page (${PAIRS} pairs, medians, ms after joining)`);
  console.table({'after the warm-up': before, [`after ${JOINS} joins and leaves`]: after});
  return report({
    part: 'load-first-frame',
    table: {'ours: first frame': row(ours), 'bare: first frame': row(bare)},
    promises: {
      [`first frame within ${RATIO_LIMIT} times`]: ratio <= RATIO_LIMIT,
      [`heap within ${HEAP_LIMIT_MB} MB after ${JOINS} joins`]: after['heap MB'] - before['heap MB'] <= HEAP_LIMIT_MB,
      'no connection is left': after.connections === 0,
      'no timer is left': after.timers <= before.timers,
    },
    facts: {unit: 'ms', pairs: PAIRS, ratio, before, after},
  });
}

/** Records the time of the first frame of any video of the page. */
const WATCH = `<script>
  globalThis.showing = () => {
    const player = document.querySelector('live-room')?.shadowRoot?.querySelector('live-player')?.shadowRoot;
    return [...document.querySelectorAll('video'), ...(player?.querySelectorAll('video') ?? [])].some(
      (video) => video.getVideoPlaybackQuality().totalVideoFrames > 0);
  };
  (function watch() {
    if (showing()) globalThis.firstFrameAt = performance.now();
    else requestAnimationFrame(watch);
  })();
</script>`;

/** Plays the host with the TRTC SDK after joining. */
const BARE_PICTURE = `globalThis.joinedAt = performance.now();
  const {default: TRTC} = await import('/trtc.js');
  const view = document.createElement('div');
  view.style = 'width:100%;height:100vh';
  document.body.append(view);
  const trtc = TRTC.create();
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, ({userId, streamType}) => trtc.startRemoteVideo({userId, streamType, view}));
  const {rtc, rtcServer} = session;
  await trtc.enterRoom({
    sdkAppId: session.sdkAppId, userId: rtc.userId, userSig: rtc.userSig, strRoomId: rtc.roomId,
    privateMapKey: rtc.privateMapKey, scene: 'live', role: 'audience', enableAutoPlayDialog: false,
    proxy: {
      websocketProxy: rtcServer, loggerProxy: rtcServer.replace('ws', 'http') + '/log',
      scheduleProxy: new URL(rtcServer).host,
    },
  });`;

const COUNT = `{
  const all = [];
  globalThis.open = () => all.filter(({connectionState}) => connectionState !== 'closed').length;
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      all.push(this);
    }
  };
}`;
