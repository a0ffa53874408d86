/**
 * Measures the memory of a whole `<live-room>` with chat and danmaku while it receives 200,000 messages: the first 10,000 at a
 * pace that fills the stage of the danmaku, the others as fast as the page can process them. Heap after a garbage collection,
 * nodes and listeners are read after the first 10,000 and at the end. A page with the SDK alone receives the same messages,
 * because a part of the heap belongs to the SDK.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {launch, BenchPage} from './browser.ts';
import {Feed, FRAME_MESSAGES} from './feed.ts';
import {roomPage, sdkPage} from './pages.ts';
import {startPlatform} from './platform.ts';
import {report, round} from '../shared/report.ts';

const FIRST = 10_000;
/**
 * Pace of the first messages: they last 25 s, longer than a danmaku line crosses the stage. The danmaku layer keeps as many
 * unattached nodes (`div.line` with its text, 64 at most) as lines were on stage at once, so the stage must have been full before
 * nodes are counted.
 */
const FIRST_PER_SECOND = 400;
const ALL = 200_000;
const EXTRA_LIMIT_MB = 3;
/** Messages sent before waiting for the page. The server disconnects a page that falls further behind. */
const BURST = 2_000;
/** Time in which the last danmaku line and every animation of the chat end. */
const CALM_MS = 12_000;
/**
 * Interval at which the SDK sends a statistic and clears the stored numbers of received messages, plus a margin (3.6.6:
 * 120 s).
 */
const STATISTIC_MS = 125_000;
const ROOM = 'memory';

export async function run(): Promise<boolean> {
  const platform = await startPlatform();
  const browser = await launch();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const {imServer, sdkChunk: chunk} = platform;
    const options = (userId: string) => ({roomId: ROOM, imServer, credentials: platform.sign(userId)});
    const sdkAlone = await BenchPage.open(browser, platform.page('/bare', sdkPage({...options('bare'), chunk})));
    const ours = await BenchPage.open(browser, platform.page('/room', roomPage(options('viewer'))));
    const feed = new Feed(ROOM);
    let sent = 0;
    const sendUntil = async (count: number) => {
      while (sent < count) {
        for (let burst = 0; burst < BURST; burst += FRAME_MESSAGES) feed.say(platform.sockets);
        sent += BURST;
        await Promise.all([ours.waitForMessages(sent), sdkAlone.waitForMessages(sent)]);
      }
    };
    const heldAfter = async (calmMs: number) => {
      await wait(calmMs);
      const [{heapBytes, nodes, listeners}, sdk] = [await ours.memory(), await sdkAlone.memory()];
      return {'heap MB': mb(heapBytes), 'SDK alone MB': mb(sdk.heapBytes), nodes, listeners};
    };
    await feed.pace(platform.sockets, FIRST, FIRST_PER_SECOND);
    sent = FIRST;
    await Promise.all([ours.waitForMessages(sent), sdkAlone.waitForMessages(sent)]);
    const first = await heldAfter(CALM_MS);
    const start = performance.now();
    await sendUntil(ALL);
    const perSecond = Math.round((ALL - FIRST) / ((performance.now() - start) / 1_000));
    const last = await heldAfter(CALM_MS);
    const later = await heldAfter(STATISTIC_MS);
    const more = ({'heap MB': heap}: typeof first) => mb((heap - first['heap MB']) * 1_048_576);
    const listed = await ours.page.evaluate(() => {
      const room = document.querySelector('live-room') as unknown as {
        session: {state: {comments: {list: unknown[]; listDropped: number}}};
      };
      const {list, listDropped} = room.session.state.comments;
      return {lines: list.length, dropped: listDropped};
    });
    console.log(`${perSecond} messages a second; ${listed.lines} lines are listed, ${listed.dropped} were dropped`);
    return report({
      part: 'load-memory',
      table: {
        [`after ${FIRST} messages`]: first,
        [`after ${ALL}`]: last,
        [`and ${round(STATISTIC_MS / 1_000)} s later`]: later,
      },
      promises: {
        [`heap within ${EXTRA_LIMIT_MB} MB once the SDK's statistic is sent (${more(later)} MB, before that ${more(last)} MB)`]:
          more(later) <= EXTRA_LIMIT_MB,
        'no more listeners': later.listeners <= first.listeners,
        'nodes flat (within 2 %)': later.nodes <= first.nodes * 1.02,
      },
      facts: {perSecond, ...listed},
    });
  } finally {
    await browser.close();
    await platform.close();
  }
}

function mb(bytes: number): number {
  return Math.round(bytes / 10_485.76) / 100;
}
