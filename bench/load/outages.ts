/**
 * Measures reconnection after three outages, in push and in poll mode: no network, a server that refuses, a connection without
 * traffic. A page with the SDK alone (`HelloInterval` 120) has the same outage. A numbered comment is sent five times a second. The
 * figures are the time from the end of the outage until a page receives a new comment, and the missing and the repeated comments.
 */
import {setTimeout as wait} from 'node:timers/promises';
import type {Browser} from 'playwright';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {launch, BenchPage} from './browser.ts';
import {servePages} from './page-server.ts';
import {sdkChunkPath} from './platform.ts';
import {report} from '../shared/report.ts';
import {
  countMissingAndDouble,
  recordingRoomPage,
  recordingSdkPage,
  Speaker,
  DemoControl,
  receivedLines,
} from './numbered-lines.ts';

const SAY_EVERY_MS = 200;
/** Pause before the outage, and before counting: a room reads the history again after 2 s. */
const CALM_MS = 4_000;
/** Longest wait for the page with the SDK alone. */
const BACK_AT_LATEST_MS = 90_000;

interface Pages {
  readonly ours: BenchPage;
  readonly sdkAlone: BenchPage;
  readonly userIds: readonly string[];
}

interface Outage {
  readonly name: string;
  readonly mode: 'push' | 'poll';
  /** Promised time until the reconnect, ms. */
  readonly limitMs: number;
  /** Resolves when the network is back. */
  readonly apply: (control: DemoControl, pages: Pages) => Promise<void>;
}

const offline =
  (seconds: number): Outage['apply'] =>
  async (_stage, {ours, sdkAlone}) => {
    await Promise.all([ours, sdkAlone].map(({context}) => context.setOffline(true)));
    await wait(seconds * 1_000);
    await Promise.all([ours, sdkAlone].map(({context}) => context.setOffline(false)));
  };

const refused =
  (seconds: number): Outage['apply'] =>
  async (control, {userIds}) => {
    await control.fault({refuse: {seconds}});
    for (const userId of userIds) await control.fault({cut: {userId}});
    await wait(seconds * 1_000);
  };

const silent =
  (seconds: number): Outage['apply'] =>
  async (control, {userIds}) => {
    for (const userId of userIds) await control.fault({silence: {userId, seconds}});
    await wait(seconds * 1_000);
  };

const OUTAGES: readonly Outage[] = (['push', 'poll'] as const).flatMap((mode) => [
  {name: 'offline 10 s', mode, limitMs: 2_000, apply: offline(10)},
  {name: 'refused 20 s', mode, limitMs: 2_000, apply: refused(20)},
  {name: 'refused 60 s', mode, limitMs: 2_000, apply: refused(60)},
  {name: 'silent 20 s', mode, limitMs: 15_000, apply: silent(20)},
]);

export async function run(): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const control = new DemoControl(platform);
  const pages = await servePages();
  const browser = await launch();
  const table: Record<string, object> = {};
  const promises: Record<string, boolean> = {};
  try {
    for (const outage of OUTAGES) {
      const {ours, sdkAlone} = await runOutage(outage, {browser, control, platform, pages});
      const name = `${outage.name}, ${outage.mode}`;
      table[name] = {
        'back ms': ours.reconnectMs,
        missing: ours.missing,
        double: ours.double,
        'SDK alone: back ms': sdkAlone.reconnectMs ?? `over ${BACK_AT_LATEST_MS}`,
        'SDK alone: missing': sdkAlone.missing,
      };
      promises[`${name}: back within ${outage.limitMs} ms, nothing missing or double`] =
        ours.reconnectMs !== undefined && ours.reconnectMs <= outage.limitMs && ours.missing + ours.double === 0;
    }
    return report({part: 'load-outages', table, promises});
  } finally {
    await browser.close();
    await pages.close();
    await demo.end();
    removeData(ports);
  }
}

interface OutageContext {
  readonly browser: Browser;
  readonly control: DemoControl;
  readonly platform: string;
  readonly pages: Awaited<ReturnType<typeof servePages>>;
}

async function runOutage({name, mode, apply}: Outage, {browser, control, platform, pages}: OutageContext) {
  await control.restore();
  await control.fault({mode});
  const alone = control.sign(`alone-${mode}-${name.replaceAll(' ', '-')}`);
  const sdkAlone = await BenchPage.open(
    browser,
    pages.serve(recordingSdkPage(platform, platform + sdkChunkPath(), alone)),
  );
  const ours = await BenchPage.open(browser, pages.serve(recordingRoomPage(platform)));
  const ourId = await ours.page.evaluate(
    () => (document.querySelector('live-room') as unknown as {session: {userId: string}}).session.userId,
  );
  await wait(CALM_MS);
  const speaker = new Speaker(control, `${mode} ${name}`, SAY_EVERY_MS);
  await wait(CALM_MS);
  await apply(control, {ours, sdkAlone, userIds: [ourId, alone.userId]});
  const returned = Date.now();
  const sentBefore = speaker.sent.length;
  const receivedSince = async (benchPage: BenchPage) => {
    const later = new Set(speaker.sent.slice(sentBefore));
    return (await receivedLines(benchPage)).find(({text}) => later.has(text))?.at;
  };
  const reconnectMs = async (benchPage: BenchPage) => {
    while (Date.now() < returned + BACK_AT_LATEST_MS) {
      const at = await receivedSince(benchPage);
      if (at !== undefined) return at - returned;
      await wait(SAY_EVERY_MS);
    }
    return undefined;
  };
  const [oursMs, sdkAloneMs] = await Promise.all([reconnectMs(ours), reconnectMs(sdkAlone)]);
  await speaker.stop();
  await wait(CALM_MS);
  const count = async (benchPage: BenchPage) => countMissingAndDouble(speaker.sent, await receivedLines(benchPage));
  const result = {
    ours: {reconnectMs: oursMs, ...(await count(ours))},
    sdkAlone: {reconnectMs: sdkAloneMs, ...(await count(sdkAlone))},
  };
  await Promise.all([ours.close(), sdkAlone.close()]);
  return result;
}
