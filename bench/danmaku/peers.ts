/** Compares our layer with other libraries on one stage, in turn: the CPU time of each, and the share of lines that it shows. */
import {setTimeout as wait} from 'node:timers/promises';
import {median, report, round} from '../shared/report.ts';
import {BenchStage} from './stage.ts';

/** The fastest other library, with which the promises compare, and the others. */
const BEST = 'danmu-js';
const OTHERS = ['none', 'ironkinoko', 'danmu', 'artplayer', 'danmaku-dom', 'danmaku-canvas', 'ccl'];
const RATES = [20, 100, 300, 1_000];
const OTHERS_RATE = 300;
const ROUNDS = 3;

/** Time until the stage is full; then measurements without and with an animation of the page. */
const FILL_MS = 8_000;
const ALONE_MS = 6_000;
const TRACED_MS = 3_000;
const ANIMATED_MS = 5_000;
/** A library that takes longer has hung; after two hangs it is not measured again. */
const HUNG_MS = 50_000;
const HUNG_MAX = 2;

interface Measured {
  /** CPU ms of the main thread a second, without and with an animation of the page. */
  readonly main: number;
  readonly animated: number;
  /** Frames a second. */
  readonly mainFrames: number;
  readonly presented: number;
  readonly shown: number;
  /** Share of visible lines that overlap another. */
  readonly overlap: number;
  readonly onStage: number;
  /** Maximum of elements. */
  readonly nodes: number;
  readonly toLaneP95: number;
  readonly toPixelP95: number;
  /** Shown share of lines over 300 px, divided by the shown share of all lines. */
  readonly fairness: number;
  readonly heapMB: number;
}

export async function run(): Promise<boolean> {
  const results = new Map<string, Measured[]>();
  const hung = new Map<string, number>();
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const rate of RATES) {
      for (const engine of ['ours', BEST, ...(rate === OTHERS_RATE ? OTHERS : [])]) {
        const key = `${engine} ${rate}/s`;
        if ((hung.get(key) ?? 0) >= HUNG_MAX) continue;
        const measured = await measure(engine, rate);
        if (measured) results.set(key, [...(results.get(key) ?? []), measured]);
        else hung.set(key, (hung.get(key) ?? 0) + 1);
        console.log(`${turn + 1}/${ROUNDS} ${key}: ${measured ? `${round(measured.main)} ms/s` : 'hung'}`);
      }
    }
  }
  const table = Object.fromEntries([...results].map(([key, rounds]) => [key, medians(rounds)]));
  for (const [key, times] of hung) if (!table[key]) table[key] = {hung: times};
  return report({part: 'danmaku-peers', table, promises: promises(table as Record<string, Measured>), facts: {ROUNDS}});
}

function promises(of: Record<string, Measured>): Record<string, boolean> {
  const ours = (rate: number) => of[`ours ${rate}/s`]!;
  const best = (rate: number) => of[`${BEST} ${rate}/s`]!;
  const ratio = ours(300).main / best(300).main;
  const animated = ours(300).animated / best(300).animated;
  const flat = ours(1_000).main / ours(20).main;
  const busy = [100, 300, 1_000].map(ours);
  const all = RATES.map(ours);
  return {
    [`main thread at 300/s within 0.25 of ${BEST}’s (${ratio.toFixed(3)})`]: ratio <= 0.25,
    [`beside an animation of the page within 0.5 (${animated.toFixed(3)})`]: animated <= 0.5,
    [`1,000/s cost within 1.25 of 20/s (${flat.toFixed(2)})`]: flat <= 1.25,
    'at most 5 main frames a second': all.every(({mainFrames}) => mainFrames <= 5),
    'no line lies over another': all.every(({overlap}) => overlap === 0),
    'at least 19 lines a second from 100/s up': busy.every(({shown}) => shown >= 19),
    'long lines within 20 % of the mean': busy.every(({fairness}) => Math.abs(fairness - 1) <= 0.2),
    'to its lane within 0.3 s, to its first pixel within 0.55 s (p95)': all.every(
      ({toLaneP95, toPixelP95}) => toLaneP95 <= 300 && toPixelP95 <= 550,
    ),
    'at most 1.3 elements for each line on stage': busy.every(({nodes, onStage}) => nodes <= 1.3 * onStage),
  };
}

async function measure(engine: string, rate: number): Promise<Measured | undefined> {
  const stage = await BenchStage.open({engine, rate});
  const patience = new AbortController();
  try {
    const measured = follow(stage);
    measured.catch(() => undefined); // The page is closed while the library hangs.
    return await Promise.race([measured, wait(HUNG_MS, undefined, {signal: patience.signal})]);
  } finally {
    patience.abort();
    await stage.close();
  }
}

async function follow(stage: BenchStage): Promise<Measured> {
  await wait(FILL_MS);
  await stage.ask('resetCounts');
  const main = await perSecond(stage, () => wait(ALONE_MS));
  const {toLane, toPixel, shown, peak} = await stage.ask('counts');
  const {all, long} = await stage.ask('fairness');
  const {main: mainFrames} = await stage.frames(() => wait(TRACED_MS));
  let animated = 0;
  const {presented} = await stage.frames(async () => {
    animated = await perSecond(stage, () => stage.ask('animate', ANIMATED_MS));
  });
  const looks = [];
  for (let look = 0; look < 3; look++) {
    looks.push(await stage.ask('overlaps'));
    await wait(400);
  }
  const lines = looks.reduce((sum, look) => sum + look.lines, 0);
  const over = looks.reduce((sum, look) => sum + look.over, 0);
  await stage.ask('stop');
  return {
    main,
    animated,
    mainFrames: mainFrames / (TRACED_MS / 1_000),
    presented: presented / (ANIMATED_MS / 1_000),
    shown: shown / (ALONE_MS / 1_000),
    overlap: lines ? over / lines : 0,
    onStage: lines / looks.length,
    nodes: peak,
    toLaneP95: toLane?.p95 ?? NaN,
    toPixelP95: toPixel?.p95 ?? NaN,
    fairness: long / all,
    heapMB: (await stage.heap()) / 1_048_576,
  };
}

/** CPU ms of the main thread, a second. */
async function perSecond(stage: BenchStage, meanwhile: () => Promise<unknown>): Promise<number> {
  const [before, from] = [await stage.mainThread(), performance.now()];
  await meanwhile();
  const [after, to] = [await stage.mainThread(), performance.now()];
  return ((after - before) * 1_000_000) / (to - from);
}

function medians(rounds: readonly Measured[]): object {
  const names = Object.keys(rounds[0]!) as (keyof Measured)[];
  return Object.fromEntries(
    names.map((name) => [name, Math.round(median(rounds.map((measured) => measured[name])) * 100) / 100]),
  );
}
