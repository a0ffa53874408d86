/**
 * Runs one page for an hour, or for `--minutes`, in the whole demo with its bots at 20 messages a second and a network fault about
 * every half minute. The memory of the page is read each minute; the last third is compared with the first after the start. Numbered
 * comments show that none is lost.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {Random} from '../../demo/bots/random.ts';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {launch, BenchPage} from './browser.ts';
import {servePages} from './page-server.ts';
import {median, report} from '../shared/report.ts';
import {countMissingAndDouble, recordingRoomPage, Speaker, DemoControl, receivedLines} from './numbered-lines.ts';

const BOTS = 20;
const SAY_EVERY_MS = 1_000;
const HEAP_LIMIT_MB = 3;
const CALM_MS = 20_000;
const FAULT_INTERVAL_S = [20, 50] as const;
/** Share of samples at the start that are not compared, because caches fill then. */
const WARM_UP_SHARE = 0.1;

interface Sample {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

export async function run({minutes, seed}: {readonly minutes: number; readonly seed: number}): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: String(BOTS)});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const control = new DemoControl(platform);
  const pages = await servePages();
  const browser = await launch();
  const random = new Random(seed);
  console.log(`seed ${seed}, ${minutes} minutes`);
  try {
    const benchPage = await BenchPage.open(browser, pages.serve(recordingRoomPage(platform)));
    const userId = await benchPage.page.evaluate(
      () => (document.querySelector('live-room') as unknown as {session: {userId: string}}).session.userId,
    );
    await wait(CALM_MS);
    const speaker = new Speaker(control, 'soak', SAY_EVERY_MS);
    const faults = [
      () => control.fault({cut: {userId}}),
      async () => {
        await control.fault({refuse: {seconds: random.integer(2, 8)}});
        await control.fault({cut: {userId}});
      },
      () => control.fault({silence: {userId, seconds: random.integer(4, 16)}}),
      async () => {
        await benchPage.context.setOffline(true);
        await wait(random.integer(1, 8) * 1_000);
        await benchPage.context.setOffline(false);
      },
    ];
    const samples: Sample[] = [];
    const start = Date.now();
    let happened = 0;
    let nextFaultAt = start + random.integer(...FAULT_INTERVAL_S) * 1_000;
    for (let minute = 1; minute <= minutes; minute++) {
      while (Date.now() < start + minute * 60_000) {
        await wait(500);
        if (Date.now() < nextFaultAt) continue;
        await random.pick(faults)();
        happened += 1;
        nextFaultAt = Date.now() + random.integer(...FAULT_INTERVAL_S) * 1_000;
      }
      const {heapBytes, nodes, listeners} = await benchPage.memory();
      samples.push({heapMb: Math.round(heapBytes / 10_485.76) / 100, nodes, listeners});
    }
    await speaker.stop();
    await wait(CALM_MS);
    const {missing, double} = countMissingAndDouble(speaker.sent, await receivedLines(benchPage));
    const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
    const third = Math.max(1, Math.floor(warm.length / 3));
    const of = (part: readonly Sample[]) => ({
      'heap MB': median(part.map(({heapMb}) => heapMb)),
      nodes: median(part.map((sample) => sample.nodes)),
      listeners: median(part.map((sample) => sample.listeners)),
    });
    const [first, last] = [of(warm.slice(0, third)), of(warm.slice(-third))];
    const status = await benchPage.page.evaluate(
      () => (document.querySelector('live-room') as unknown as {session: {status: string}}).session.status,
    );
    return report({
      part: 'load-soak',
      table: {'first third (median)': first, 'last third (median)': last},
      promises: {
        [`heap within ${HEAP_LIMIT_MB} MB`]: last['heap MB'] - first['heap MB'] <= HEAP_LIMIT_MB,
        'nodes and listeners flat (within 5 %)':
          last.nodes <= first.nodes * 1.05 && last.listeners <= first.listeners * 1.05,
        [`of ${speaker.sent.length} lines none missing (${missing}) or double (${double})`]: missing + double === 0,
        [`in the room at the end (${status})`]: status === 'joined',
      },
      facts: {minutes, seed, faults: happened, samples},
    });
  } finally {
    await browser.close();
    await pages.close();
    await demo.end();
    removeData(ports);
  }
}
