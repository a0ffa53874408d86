/**
 * Measures the CPU time that our session adds to each message on the main thread. A page with our session and a page with the SDK
 * alone, each with one counting listener, run in turn in the same browser.
 */
import {launch, BenchPage} from './browser.ts';
import {Feed, FRAME_MESSAGES} from './feed.ts';
import {sdkPage, sessionPage} from './pages.ts';
import {startPlatform} from './platform.ts';
import {median, report, round} from '../shared/report.ts';

const EXTRA_LIMIT_US = 25;
const PER_SECOND = 1_000;
const ROUNDS = 5;
const ROUND_MESSAGES = 10_000;
const WARM_UP_MESSAGES = 5_000;
const ROOM = 'cpu';

export async function run(): Promise<boolean> {
  const platform = await startPlatform();
  const browser = await launch();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const {imServer, sdkChunk: chunk} = platform;
    const options = (userId: string) => ({roomId: ROOM, imServer, credentials: platform.sign(userId)});
    const feed = new Feed(ROOM);
    const open = async (url: string) => {
      const before = new Set(platform.sockets);
      const benchPage = await BenchPage.open(browser, url);
      const sockets = [...platform.sockets].filter((socket) => !before.has(socket));
      let expected = await benchPage.receivedCount(); // It receives its own join.
      const measureRound = async (messages: number) => {
        const start = await benchPage.cpu();
        await feed.pace(sockets, messages, PER_SECOND);
        await benchPage.waitForMessages((expected += messages));
        const end = await benchPage.cpu();
        return {
          tasks: ((end.tasks - start.tasks) * 1e6) / messages,
          scripts: ((end.scripts - start.scripts) * 1e6) / messages,
        };
      };
      await measureRound(WARM_UP_MESSAGES);
      return {measureRound: measureRound, rounds: [] as {tasks: number; scripts: number}[]};
    };
    const bare = await open(platform.page('/bare', sdkPage({...options('bare'), chunk})));
    const ours = await open(platform.page('/ours', sessionPage(options('ours'))));
    for (let round = 0; round < ROUNDS; round++) {
      for (const page of round % 2 ? [ours, bare] : [bare, ours])
        page.rounds.push(await page.measureRound(ROUND_MESSAGES));
    }
    const tasks = ({rounds}: typeof ours) => rounds.map((one) => one.tasks);
    const row = (values: readonly number[]) => ({
      median: round(median(values)),
      min: round(Math.min(...values)),
      max: round(Math.max(...values)),
    });
    const extra = tasks(ours).map((value, index) => value - tasks(bare)[index]!);
    console.log(
      `µs of main-thread CPU a message; ${ROUNDS} rounds of ${ROUND_MESSAGES}, ${PER_SECOND} a second in frames of ` +
        `${FRAME_MESSAGES}: more than the room's limit of 40 a second, because comments are pushed to the sockets`,
    );
    return report({
      part: 'load-cpu',
      table: {
        'SDK alone': row(tasks(bare)),
        'our session': row(tasks(ours)),
        'more, round by round': row(extra),
        'SDK alone: in scripts': row(bare.rounds.map(({scripts}) => scripts)),
        'our session: in scripts': row(ours.rounds.map(({scripts}) => scripts)),
      },
      promises: {[`at most ${EXTRA_LIMIT_US} µs more a message (median)`]: median(extra) <= EXTRA_LIMIT_US},
      facts: {unit: 'µs', rounds: ROUNDS, messages: ROUND_MESSAGES, perSecond: PER_SECOND},
    });
  } finally {
    await browser.close();
    await platform.close();
  }
}
