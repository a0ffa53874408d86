/**
 * Measures the time until the page's cart and the room's cart are equal in two tabs of the demo's shop.
 *
 * An interleaving has one to three simultaneous presses, each of a button of the page or of the room, in either tab:
 * add, increase, decrease, remove. Its time is from the last press to the last change of one of the four views (page
 * and room in both tabs). Then all views must show the cart of the database. Both tabs are visible, as two windows are,
 * because a browser delays frames in a hidden tab.
 */
import type {BrowserContext, Page} from 'playwright';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import type {PartOptions} from '../shared/parts.ts';
import {median, percentile95, report, round} from '../shared/report.ts';
import {launch} from './browser.ts';
import type {CartWatch, Press} from './watch-cart.js';

const INTERLEAVINGS = 1_000;
const PRESSES_MAX = 3;
const LIMIT_MS = 300;
/** Timeout of a step. */
const STEP_MS = 30_000;

interface Round {
  /** From the last press until the last view of both tabs changed; 0 if none changed. */
  readonly ms: Readonly<Record<'page' | 'room', number>>;
  readonly views: readonly string[];
  readonly basket: string;
  readonly pressed: readonly Press[];
}

type Watched = typeof globalThis & {readonly cartWatch: CartWatch};

export async function run({seed}: PartOptions): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  const browser = await launch();
  try {
    await demo.ready();
    const context = await browser.newContext({viewport: {width: 1280, height: 800}});
    await context.addInitScript({path: 'bench/load/watch-cart.js'});
    const tabs = [await openTab(context, ports.shop, 'A'), await openTab(context, ports.shop, 'B')] as const;
    const states = await Promise.all(tabs.map((tab) => tab.evaluate(() => document.visibilityState)));
    if (states.some((state) => state !== 'visible')) throw new Error(`the tabs are ${states.join(' and ')}`);
    const next = randomNumbers(seed);
    const rounds: Round[] = [];
    for (let count = 1; count <= INTERLEAVINGS; count++)
      rounds.push(await interleave(tabs, next, `interleaving ${count} of seed ${seed}`));
    return reportRounds(rounds, seed);
  } finally {
    await browser.close();
    await demo.end();
    removeData(ports);
  }
}

async function openTab(context: BrowserContext, port: number, name: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.goto(`http://localhost:${port}`);
  await step(
    `tab ${name} watches its cart`,
    page.evaluate(() => (globalThis as Watched).cartWatch.start()),
  );
  return page;
}

async function interleave(tabs: readonly [Page, Page], next: (below: number) => number, name: string): Promise<Round> {
  const presses = Array.from({length: 1 + next(PRESSES_MAX)}, () => ({tab: next(2), seed: next(2 ** 30)}));
  const started = tabs.map((tab, index) => {
    const seeds = presses.filter((press) => press.tab === index).map(({seed}) => seed);
    return tab.evaluate((seeds) => (globalThis as Watched).cartWatch.press(seeds), seeds);
  });
  const pressed = (await step(`${name}: press`, Promise.all(started))).flat();
  // A change may still reach a view after all views were equal, so they are read again once nothing is under way.
  const settle = () => Promise.all(tabs.map((tab) => tab.evaluate(() => (globalThis as Watched).cartWatch.settled())));
  await step(`${name}: every change is answered`, settle());
  const deadline = Date.now() + STEP_MS;
  for (;;) {
    const read = tabs.map((tab) => tab.evaluate(() => (globalThis as Watched).cartWatch.read()));
    const seen = await step(`${name}: read`, Promise.all(read));
    const views = seen.flatMap(({views}) => views);
    const basket = seen[0]!.basket;
    const isEqual = views.every((view) => view === basket) && seen.every((tab) => tab.basket === basket);
    if (!isEqual && Date.now() < deadline) continue;
    const pressedAt = Math.max(...pressed.map(({at}) => at));
    const since = (place: 'page' | 'room') => Math.max(0, ...seen.map(({changedAt}) => changedAt[place] - pressedAt));
    return {ms: {page: since('page'), room: since('room')}, views, basket, pressed};
  }
}

/** Rejects with the step's name if it does not end. */
async function step<T>(name: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: not done in ${STEP_MS} ms`)), STEP_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function randomNumbers(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}

function reportRounds(rounds: readonly Round[], seed: number): boolean {
  const diverged = rounds.filter(({views, basket}) => views.some((view) => view !== basket));
  const row = (msOf: (round: Round) => number) => {
    const times = rounds.map(msOf).filter(Boolean);
    return {
      changed: times.length,
      p50: round(median(times)),
      p95: round(percentile95(times)),
      max: round(Math.max(...times)),
    };
  };
  const all = row(({ms}) => Math.max(ms.page, ms.room));
  const places = rounds.flatMap(({pressed}) => pressed.map(({place, kind}) => `${place}: ${kind}`));
  const counts = Object.fromEntries(
    [...new Set(places)].sort().map((one) => [one, places.filter((p) => p === one).length]),
  );
  console.log(`presses: ${JSON.stringify(counts)}`);
  for (const {views, basket, pressed} of diverged.slice(0, 3)) console.log({views, basket, pressed});
  return report({
    part: 'load-cart',
    table: {
      'last press to four equal views': {...all, diverged: diverged.length},
      'to the last change of both baskets of the page': row(({ms}) => ms.page),
      'to the last change of both carts of the room': row(({ms}) => ms.room),
      'of the room, after the baskets of the page': row(({ms}) => Math.max(0, ms.room - ms.page)),
    },
    promises: {
      [`nothing diverges in ${INTERLEAVINGS} interleavings`]: diverged.length === 0,
      [`equal within ${LIMIT_MS} ms (max)`]: all.max <= LIMIT_MS,
    },
    facts: {unit: 'ms', seed, presses: counts},
  });
}
