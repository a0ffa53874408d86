/**
 * Measures the objects that stay after 100 joins and leaves, 100 moves in the page and 50 changes of the room:
 * listeners, timers, sockets, workers and heap of a page before and after, and after the room has left.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {launch, BenchPage} from './browser.ts';
import {roomPage} from './pages.ts';
import {startPlatform, type BenchPlatform} from './platform.ts';
import {report} from '../shared/report.ts';

const JOINS = 100;
const MOVES = 100;
const CHANGES = 50;
/** Repetitions before the first measurement, which create the objects that exist only once. */
const WARM_UP = 10;
/** Interval of joins: the SDK requests two profiles for a join, and refuses more than eight a second (3.6.6). */
const PACE_MS = 350;
/** Pause after every tenth leave, in which the connection closes. */
const REST_MS = 2_500;
const HEAP_LIMIT_MB = 1;
const ROOMS = ['one', 'two'];

interface Room extends HTMLElement {
  join(): Promise<void>;
  leave(): Promise<void>;
  roomId: string;
  readonly session: {readonly status: string};
}

export async function run(): Promise<boolean> {
  const platform = await startPlatform();
  const browser = await launch();
  try {
    for (const GroupId of ROOMS) {
      await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId, Name: GroupId});
    }
    const options = {roomId: ROOMS[0]!, imServer: platform.imServer, credentials: platform.sign('viewer')};
    const benchPage = await BenchPage.open(
      browser,
      platform.page('/room', roomPage(options)),
      'bench/load/count-timers.js',
    );
    const exercise = async (joins: number, moves: number, changes: number) => {
      for (let count = 1; count <= joins; count++) await joinAgain(benchPage, count % 10 === 0);
      for (let count = 0; count < moves; count++) await move(benchPage);
      for (let count = 1; count <= changes; count++) await change(benchPage, ROOMS[count % 2]!);
    };
    await exercise(WARM_UP, WARM_UP, WARM_UP);
    const before = await measure(benchPage, platform);
    await exercise(JOINS, 0, 0);
    const afterJoins = await measure(benchPage, platform);
    await exercise(0, MOVES, 0);
    const afterMoves = await measure(benchPage, platform);
    await exercise(0, 0, CHANGES);
    const after = await measure(benchPage, platform);
    await benchPage.page.evaluate(() => document.querySelector<Room>('live-room')!.leave());
    const left = await measure(benchPage, platform);
    const same = (name: 'listeners' | 'timers' | 'sockets' | 'workers' | 'nodes') => after[name] <= before[name];
    return report({
      part: 'load-leaks',
      table: {
        'joined, at first': before,
        [`after ${JOINS} joins and leaves`]: afterJoins,
        [`after ${MOVES} moves`]: afterMoves,
        [`after ${CHANGES} changes of the room`]: after,
        left,
      },
      promises: {
        listeners: same('listeners'),
        timers: same('timers'),
        'sockets and workers': same('sockets') && same('workers'),
        nodes: same('nodes'),
        [`heap within ${HEAP_LIMIT_MB} MB`]: after['heap MB'] - before['heap MB'] <= HEAP_LIMIT_MB,
        'no socket and no worker once it has left': left.sockets === 0 && left.workers === 0,
      },
    });
  } finally {
    await browser.close();
    await platform.close();
  }
}

async function joinAgain({page}: BenchPage, rest: boolean): Promise<void> {
  const room = await page.$('live-room');
  await room!.evaluate((element) => (element as Room).leave());
  if (rest) await wait(REST_MS);
  await room!.evaluate((element) => (element as Room).join());
  await wait(PACE_MS);
}

/** Moves the room to another parent within one task, as frameworks do. */
async function move({page}: BenchPage): Promise<void> {
  await page.evaluate(async () => {
    const room = document.querySelector<Room>('live-room')!;
    const place = document.querySelector(room.parentElement!.localName === 'main' ? 'div' : 'main')!;
    place.append(room);
    await new Promise(requestAnimationFrame);
    if (room.session.status !== 'joined') throw new Error(`the room is ${room.session.status} after a move`);
  });
}

async function change({page}: BenchPage, roomId: string): Promise<void> {
  await page.evaluate((id) => {
    document.querySelector<Room>('live-room')!.roomId = id;
    return new Promise(requestAnimationFrame); // The element reads its properties before it is drawn.
  }, roomId);
  await page.waitForFunction(() => document.querySelector<Room>('live-room')!.session.status === 'joined');
  await wait(PACE_MS);
}

async function measure(benchPage: BenchPage, {sockets}: BenchPlatform) {
  await wait(REST_MS); // Closing sockets are closed then.
  const {timers, workers} = await benchPage.page.evaluate(() => (globalThis as unknown as TimerCounts).counted());
  const {heapBytes, nodes, listeners} = await benchPage.memory();
  return {listeners, timers, sockets: sockets.size, workers, nodes, 'heap MB': Math.round(heapBytes / 10_485.76) / 100};
}

/** The global function of `count-timers.js`. */
interface TimerCounts {
  counted(): {timers: number; workers: number};
}
