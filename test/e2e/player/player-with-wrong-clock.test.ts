/** Tests the video while the device's clock is set, with the real SDKs: TRTC's and hls.js. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';
import type {VisitorPage, VisitorPageOptions} from '../../support/demo/visitor-page.ts';
import {moveClock, setClockAhead} from '../../support/demo/page-clock.ts';

const demo = useDemo();
const PATIENCE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Offsets of the clock, one after another: from the true time to each, and back. */
const JUMPS = [-HOUR_MS, 40 * DAY_MS, 0];

beforeAll(() => demo.mediaFault({loop: true}));
afterAll(() => demo.mediaFault({loop: false}));

const prepared = (more?: VisitorPageOptions['prepare']): VisitorPageOptions => ({
  prepare: async (page) => {
    await setClockAhead(page, 0);
    await more?.(page);
  },
});

async function moves(visitor: VisitorPage): Promise<void> {
  await expectEventually(async () => (await inspectVideo(visitor.page)).states, PATIENCE_MS).toEqual(['playing']);
  const {frames, time} = await inspectVideo(visitor.page);
  await expectEventually(async () => {
    const now = await inspectVideo(visitor.page);
    return now.frames > frames && now.time > time + 1;
  }, PATIENCE_MS).toBe(true);
}

const signalling = ({requests}: VisitorPage) => requests.filter((url) => url.includes('/cloud/rtc?'));
const watcherOf = (visitor: VisitorPage) => new URL(signalling(visitor)[0]!).searchParams.get('userId')!;

/** Counts the reports that the SDK sends of its video, one every two seconds. After each it checks its signalling. */
function countReports(page: VisitorPage['page']): () => number {
  let reports = 0;
  page.on('websocket', (socket) => {
    if (socket.url().includes('/cloud/rtc?')) socket.on('framesent', () => reports++);
  });
  return () => reports;
}

describe('a clock that is set', () => {
  it('while TRTC plays keeps the same connection', async () => {
    let reports = () => 0;
    const visitor = await demo.joined(
      'guest',
      prepared((page) => Promise.resolve(void (reports = countReports(page)))),
    );
    await moves(visitor);
    const connections = signalling(visitor).length;
    for (const ahead of JUMPS) {
      await moveClock(visitor.page, ahead);
      const before = reports();
      await expectEventually(() => reports() - before, PATIENCE_MS).toBeGreaterThan(2);
      await moves(visitor);
    }
    expect(signalling(visitor)).toHaveLength(connections);
    expect(await visitor.errors()).toEqual([]);
  });

  it('while TRTC connects does not stop it', async () => {
    const visitor = await demo.joined(
      'guest',
      prepared((page) => {
        page.on('websocket', (socket) => {
          if (socket.url().includes('/cloud/rtc?')) void moveClock(page, 40 * DAY_MS);
        });
        return Promise.resolve();
      }),
    );
    await moves(visitor);
    expect(signalling(visitor)).toHaveLength(1);
    expect(await visitor.errors()).toEqual([]);
  });

  it('before signalling becomes silent does not prevent a new connection', async () => {
    const visitor = await demo.joined('guest', {...prepared(), expected: [/WebSocket/]});
    await moves(visitor);
    await moveClock(visitor.page, -HOUR_MS);
    const before = signalling(visitor).length;
    await demo.mediaFault({silence: {userId: watcherOf(visitor), seconds: 20}});
    await expectEventually(() => signalling(visitor).length, PATIENCE_MS).toBeGreaterThan(before);
    await moves(visitor);
  });

  it('while HLS plays does not stop it', async () => {
    const html = demo.twoLines(`stream-url="${demo.platform}/stream/host.m3u8"`);
    const visitor = await demo.visitor({html}, prepared());
    await moves(visitor);
    for (const ahead of JUMPS) {
      await moveClock(visitor.page, ahead);
      const lists = () => visitor.requests.filter((url) => url.endsWith('.m3u8')).length;
      const before = lists();
      await expectEventually(lists, PATIENCE_MS).toBeGreaterThan(before + 2);
      await moves(visitor);
    }
    expect(await visitor.errors()).toEqual([]);
  });
});
