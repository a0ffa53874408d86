/**
 * What stays behind when a room comes and goes: 100 joins and leaves, 100 moves in the page, 50 changes of the room. Listeners,
 * timers, sockets, workers and heap of a page that has joined, before and after; and of one that has left.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {launch, Visitor} from './browser.ts';
import {roomPage} from './pages.ts';
import {startPlatform, type BenchPlatform} from './platform.ts';
import {report} from '../shared/report.ts';

const JOINS = 100;
const MOVES = 100;
const CHANGES = 50;
/** Before the first look: what is made once is made. */
const WARM_UP = 10;
/** The SDK asks for two profiles when it joins, and refuses more than eight in a second (3.6.6). */
const PACE_MS = 350;
/** Every tenth leave is followed by so much rest that the connection closes, too. */
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
    const visitor = await Visitor.open(browser, platform.page('/room', roomPage(options)), 'bench/load/counted.js');
    const exercise = async (joins: number, moves: number, changes: number) => {
      for (let count = 1; count <= joins; count++) await joinAgain(visitor, count % 10 === 0);
      for (let count = 0; count < moves; count++) await move(visitor);
      for (let count = 1; count <= changes; count++) await change(visitor, ROOMS[count % 2]!);
    };
    await exercise(WARM_UP, WARM_UP, WARM_UP);
    const before = await look(visitor, platform);
    await exercise(JOINS, 0, 0);
    const afterJoins = await look(visitor, platform);
    await exercise(0, MOVES, 0);
    const afterMoves = await look(visitor, platform);
    await exercise(0, 0, CHANGES);
    const after = await look(visitor, platform);
    await visitor.page.evaluate(() => document.querySelector<Room>('live-room')!.leave());
    const left = await look(visitor, platform);
    const same = (name: 'listeners' | 'timers' | 'sockets' | 'workers' | 'nodes') => after[name] <= before[name];
    return report({
      part: 'load-comings',
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

async function joinAgain({page}: Visitor, rest: boolean): Promise<void> {
  const room = await page.$('live-room');
  await room!.evaluate((element) => (element as Room).leave());
  if (rest) await wait(REST_MS);
  await room!.evaluate((element) => (element as Room).join());
  await wait(PACE_MS);
}

/** As a framework does: out of one parent and into another, within a task. */
async function move({page}: Visitor): Promise<void> {
  await page.evaluate(async () => {
    const room = document.querySelector<Room>('live-room')!;
    const place = document.querySelector(room.parentElement!.localName === 'main' ? 'div' : 'main')!;
    place.append(room);
    await new Promise(requestAnimationFrame);
    if (room.session.status !== 'joined') throw new Error(`moved, and ${room.session.status}`);
  });
}

async function change({page}: Visitor, roomId: string): Promise<void> {
  await page.evaluate((id) => {
    document.querySelector<Room>('live-room')!.roomId = id;
    return new Promise(requestAnimationFrame); // The element reads its properties before it is drawn.
  }, roomId);
  await page.waitForFunction(() => document.querySelector<Room>('live-room')!.session.status === 'joined');
  await wait(PACE_MS);
}

async function look(visitor: Visitor, {sockets}: BenchPlatform) {
  await wait(REST_MS); // What is on its way out has gone.
  const {timers, workers} = await visitor.page.evaluate(() => (globalThis as unknown as Counted).counted());
  const {heapBytes, nodes, listeners} = await visitor.held();
  return {listeners, timers, sockets: sockets.size, workers, nodes, 'heap MB': Math.round(heapBytes / 10_485.76) / 100};
}

/** What `counted.js` leaves in the page. */
interface Counted {
  counted(): {timers: number; workers: number};
}
