/**
 * Measures the layer in each engine with software rendering: the frame rate of the page, the cost of the text outline, and the CPU
 * time compared with the fastest other library.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import type {Engine} from '../../test/support/engines/engines.mjs';
import {openPage, type EnginePage} from '../shared/engine-page.ts';
import type {PartOptions} from '../shared/parts.ts';
import {median, report, round} from '../shared/report.ts';
import {bundle, STAGE_PAGE, type LineCounts} from './page.ts';

const BEST = 'danmu-js';
const CALM = 10;
const BUSY = 300;
const ROUNDS = 3;

/** Time in which a line crosses the stage, so that the stage is full. */
const FILL_MS = 8_000;
const LOOK_MS = 4_000;
/** Frames painted before a change of the outline are not counted. */
const SETTLE_MS = 500;
const LOOKS = 2;

const FRAMES_MIN = 50;
const OUTLINE_MIN = 0.85;
/**
 * Limit of our CPU time as a share of the peer's. It is the time of the page's main thread, or of the content process, which
 * also paints. WebKit also composites frames in that process: the cost of one moving box is subtracted from both there, and the
 * ratio without the subtraction is printed too.
 */
const COST_MAX: Readonly<Record<Engine, number>> = {chromium: 0.25, firefox: 0.4, webkit: 0.4};

interface Looked {
  /** Frames a second, with the outline and without. */
  readonly frames: number[];
  readonly bare: number[];
  /** CPU ms a second. */
  readonly cost: number;
  readonly lines: number;
  readonly over: number;
  readonly shown: number;
}

interface Round {
  readonly calm: Looked;
  readonly busy: Looked;
  readonly peer: Looked;
  /** CPU ms a second of a page in which one box moves. */
  readonly box: number;
}

type Kind = 'calm' | 'busy' | 'peer';

/** Moves one box across the stage, like a line of a danmaku library. */
const MOVE_A_BOX = `(() => {
  const box = document.createElement('div');
  box.style.cssText = 'position: absolute; width: 200px; height: 30px; background: #fff; will-change: transform';
  document.getElementById('stage').append(box);
  box.animate({transform: ['translateX(0)', 'translateX(1000px)']}, {duration: 8_000, iterations: Infinity});
})()`;

export async function run({engines}: PartOptions): Promise<boolean> {
  const scripts = {ours: await bundle('ours'), [BEST]: await bundle(BEST), none: await bundle('none')};
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').split('/')[1] as keyof typeof scripts;
    const isScript = request.url?.endsWith('.js');
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    response.end(isScript ? scripts[name] : STAGE_PAGE);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const table: Record<string, object> = {};
    const promises: Record<string, boolean> = {};
    for (const engine of engines) {
      const rounds: Round[] = [];
      for (let turn = 0; turn < ROUNDS; turn++) {
        rounds.push({
          calm: await look(engine, `${origin}/ours/`, CALM),
          busy: await look(engine, `${origin}/ours/`, BUSY),
          peer: await look(engine, `${origin}/${BEST}/`, BUSY, true),
          box: await costOfBox(engine, `${origin}/none/`),
        });
        console.log(`${engine} ${turn + 1}/${ROUNDS}`);
      }
      Object.assign(table, rows(engine, rounds));
      Object.assign(promises, kept(engine, rounds));
    }
    return report({part: 'danmaku-browsers', table, promises, facts: {ROUNDS, best: BEST}});
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Other processes can only lower the frame rate, so the best measurement is the most accurate. */
const best = (rounds: readonly Round[], of: (round: Round) => readonly number[]) => Math.max(...rounds.flatMap(of));
const middle = (rounds: readonly Round[], of: (round: Round) => number) => median(rounds.map(of));

function rows(engine: Engine, rounds: readonly Round[]): Record<string, object> {
  const row = (kind: Kind) => ({
    'frames/s': round(best(rounds, (of) => of[kind].frames)),
    bare: kind === 'peer' ? undefined : round(best(rounds, (of) => of[kind].bare)),
    'CPU ms/s': round(middle(rounds, (of) => of[kind].cost)),
    'shown/s': round(middle(rounds, (of) => of[kind].shown)),
    'on stage': round(middle(rounds, (of) => of[kind].lines)),
    over: rounds.reduce((sum, of) => sum + of[kind].over, 0),
  });
  return {
    [`${engine} ${CALM}/s`]: row('calm'),
    [`${engine} ${BUSY}/s`]: row('busy'),
    [`${engine} ${BUSY}/s ${BEST}`]: row('peer'),
  };
}

function kept(engine: Engine, rounds: readonly Round[]): Record<string, boolean> {
  const frames = best(rounds, ({calm}) => calm.frames);
  const outline = best(rounds, ({busy}) => busy.frames) / best(rounds, ({busy}) => busy.bare);
  const box = middle(rounds, (of) => of.box);
  const raw = ratio(rounds, 0);
  const cost = engine === 'webkit' ? ratio(rounds, box) : raw;
  const over = rounds.reduce((sum, {calm, busy}) => sum + calm.over + busy.over, 0);
  const limit = COST_MAX[engine];
  const of = engine === 'chromium' ? 'main thread' : 'content process';
  return {
    [`${engine}: at least ${FRAMES_MIN} frames a second at ${CALM}/s (${round(frames)})`]: frames >= FRAMES_MIN,
    [`${engine}: at ${BUSY}/s at least ${OUTLINE_MIN} of those without an outline (${outline.toFixed(2)})`]:
      outline >= OUTLINE_MIN,
    [`${engine}: no line lies over another (${over})`]: over === 0,
    [`${engine}: CPU time of the ${of} at ${BUSY}/s within ${limit} of ${BEST}’s (${cost.toFixed(3)}; with the ${round(box)} ms/s of one moving box ${raw.toFixed(3)})`]:
      cost <= limit,
  };
}

/** Ratio of our CPU time to the peer's, after subtracting some ms a second from both. */
function ratio(rounds: readonly Round[], less: number): number {
  return (middle(rounds, ({busy}) => busy.cost) - less) / (middle(rounds, ({peer}) => peer.cost) - less);
}

async function costOfBox(engine: Engine, url: string): Promise<number> {
  const page = await openPage(engine, url);
  try {
    await page.evaluate(`bench.start(${BUSY})`);
    await page.evaluate(MOVE_A_BOX);
    await wait(SETTLE_MS);
    return await costOf(page);
  } finally {
    await page.close();
  }
}

/** CPU ms a second. */
async function costOf(page: EnginePage): Promise<number> {
  const [before, from] = [await page.cost(), performance.now()];
  await wait(LOOK_MS);
  return ((await page.cost()) - before) / ((performance.now() - from) / 1_000_000);
}

async function look(engine: Engine, url: string, rate: number, isPeer = false): Promise<Looked> {
  const page = await openPage(engine, url);
  try {
    await page.evaluate(`bench.start(${rate})`);
    await wait(FILL_MS);
    await page.evaluate('bench.resetCounts()');
    const cost = await costOf(page);
    const {shown} = await page.evaluate<LineCounts>('bench.counts()');
    const frames: number[] = [];
    const bare: number[] = [];
    for (let turn = 0; turn < (isPeer ? 1 : LOOKS); turn++) {
      frames.push(await framesOf(page));
      if (isPeer) continue;
      await page.evaluate('bench.outline(false)');
      bare.push(await framesOf(page));
      await page.evaluate('bench.outline(true)');
    }
    const {lines, over} = await page.evaluate<{lines: number; over: number}>('bench.overlaps()');
    return {frames, bare, cost, lines, over, shown: shown / (LOOK_MS / 1_000)};
  } finally {
    await page.close();
  }
}

/** Frames a second that an animation of the page gets. */
async function framesOf(page: EnginePage): Promise<number> {
  await wait(SETTLE_MS);
  const gaps = await page.evaluate<number[]>(`bench.animate(${LOOK_MS})`);
  return (gaps.length * 1_000) / gaps.reduce((sum, gap) => sum + gap, 0);
}
