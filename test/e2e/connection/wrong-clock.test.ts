import {describe, expect, it} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {signInToStudio, studioArea, studioTab} from '../../support/demo/studio-page.ts';
import type {VisitorPage, VisitorPageOptions} from '../../support/demo/visitor-page.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';
import {moveClock, setClockAhead} from '../../support/demo/page-clock.ts';

const demo = useDemo();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Offset of a device's clock, ms, by the name that a failure prints. */
type Clocks = Readonly<Record<string, number>>;

const FAR: Clocks = {'40 days ahead': 40 * DAY_MS, '40 days behind': -40 * DAY_MS};
const WRONG: Clocks = {'two minutes ahead': 120_000, 'two hours behind': -2 * HOUR_MS, ...FAR};
const SET: Clocks = {'forward by five hours': 5 * HOUR_MS, 'back by five hours': -5 * HOUR_MS};

const words = (what: string) => `${what} ${demo.userId('line')}`;
const nowS = () => Math.floor(Date.now() / 1_000);

/** A visitor whose device has a clock that is ahead by `aheadMs`. */
const visitorAhead = (aheadMs: number, attributes = '', options: VisitorPageOptions = {}): Promise<VisitorPage> =>
  demo.joined(attributes, {...options, prepare: (page) => setClockAhead(page, aheadMs)});

/** Runs the scenario on devices with these clocks in parallel, because most of its time is waiting. */
async function onEach<T>(clocks: Clocks, scenario: (aheadMs: number) => Promise<T>): Promise<T[]> {
  return Promise.all(
    Object.entries(clocks).map(async ([name, aheadMs]) => {
      try {
        return await scenario(aheadMs);
      } catch (error) {
        throw new Error(`clock ${name}: ${String(error)}`, {cause: error});
      }
    }),
  );
}

const say = (text: string, roomId = ROOM) =>
  demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}}, roomId);
const mute = (userId: string, seconds: number) => demo.operator('POST', `/rooms/${ROOM}/mutes`, {userId, seconds});
const broadcast = (text: string, seconds: number) =>
  demo.operator('POST', '/broadcasts', {text, level: 'info', expiresAt: nowS() + seconds});
const sessionsOf = ({requests}: VisitorPage) => requests.filter((url) => url.endsWith('/api/session')).length;

/** Page, server and cloud agree on the end of a mute to a second. */
const over = (end: number) => expectEventually(() => performance.now()).toBeGreaterThan(end + 1_500);
const muted = ({page}: VisitorPage) => page.locator('chat-panel:state(muted)');
const mayWrite = ({page}: VisitorPage) => page.locator('chat-panel:not(:state(muted))');
const banner = ({page}: VisitorPage, text: string) => page.locator('[part~=banner]', {hasText: text});

describe('on a device whose clock is minutes, hours or days off', () => {
  it.each([
    ['signed-in viewer', ''],
    ['guest', 'guest'],
  ])('comments fly and are listed from the first second for a %s', async (_, attributes) => {
    await onEach(WRONG, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs, attributes);
      const line = words('good evening');
      const seen = visitor.arrival(line);
      await say(line);
      await seen;
    });
  });

  it('the page shows a mute and removes it at its end', async () => {
    await onEach(WRONG, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs);
      const userId = await visitor.requireUserId();
      const begun = performance.now();
      // The wait begins before the mute, which is over after some seconds.
      await Promise.all([muted(visitor).waitFor(), mute(userId, 6)]);
      const end = performance.now() + 6_000;
      await mayWrite(visitor).waitFor();
      expect(performance.now()).toBeGreaterThan(begun + 4_500);
      await over(end);
      const line = words('may I again');
      await visitor.paste(line);
      await expectEventually(() => visitor.events('live-said')).toHaveLength(1);
    });
  });

  it('a broadcast is shown while it is valid, and removed afterwards', async () => {
    const visitors = await onEach(WRONG, (aheadMs) => visitorAhead(aheadMs, 'guest'));
    const allSee = (text: string, state: 'visible' | 'hidden', timeout = 60_000) =>
      Promise.all(visitors.map((visitor) => banner(visitor, text).waitFor({state, timeout})));
    const [long, short] = [words('the tea hour'), words(`hurry up, ${'it is a long text '.repeat(20)}`)];
    await Promise.all([allSee(long, 'visible'), broadcast(long, 60)]);
    await allSee(long, 'hidden');
    await Promise.all([allSee(short, 'visible'), broadcast(short, 6)]);
    await allSee(short, 'hidden', 12_000);
  });
});

describe('on a device whose clock is 40 days off', () => {
  it('a comment reaches every viewer with the right time', async () => {
    const other = await demo.joined();
    await onEach(FAR, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs);
      const line = words('hello all');
      await Promise.all([other.arrival(line), visitor.paste(line)]);
      const time = await visitor.page.evaluate(
        (text) =>
          document.querySelector('live-room')!.session.state.comments.list.find((one) => one.text === text)!.time,
        line,
      );
      expect(Math.abs(time - nowS())).toBeLessThan(30);
    });
  });

  it('a viewer who is muted before the join sees the mute until it ends', async () => {
    await onEach(FAR, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs);
      await mute(await visitor.requireUserId(), 60);
      await muted(visitor).waitFor();
      await visitor.page.reload();
      await visitor.waitForState('joined');
      await muted(visitor).waitFor();
      await mute(await visitor.requireUserId(), 0);
      await mayWrite(visitor).waitFor();
    });
  });

  it('a lottery counts down to its end and shows the winners', async () => {
    const visitors = await onEach(FAR, (aheadMs) => visitorAhead(aheadMs));
    const keyword = `k${nowS()}`;
    await demo.operator('POST', `/rooms/${ROOM}/lotteries`, {keyword, prize: 'A cup', seconds: 10, winners: 2});
    await Promise.all(
      visitors.map(async ({page}) => {
        await page.locator('lottery-card:state(open)').waitFor();
        const shown = await page.locator('[part~=countdown]').textContent();
        const [, minutes, seconds] = /(\d+):(\d+)/.exec(shown ?? '')!;
        const left = Number(minutes) * 60 + Number(seconds);
        expect(left).toBeGreaterThan(0);
        expect(left).toBeLessThanOrEqual(11);
        await page.locator('[part~=enter]').click();
        await page.locator('lottery-card:state(won)').waitFor();
      }),
    );
  });

  it('the viewer signs in once, and again after nine tenths of the signature’s lifetime', async () => {
    await onEach(FAR, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs);
      const userId = demo.userId('signed');
      await visitor.page.evaluate(
        async ({credentials, realNow}) => {
          const room = document.querySelector('live-room')!;
          const begun = performance.now();
          const requestTimes: number[] = ((globalThis as unknown as {requestTimes: number[]}).requestTimes = []);
          room.credentials = () => {
            requestTimes.push(performance.now() - begun);
            return Promise.resolve({...credentials, expiresAt: realNow + (performance.now() - begun) / 1_000 + 12});
          };
          await room.join();
        },
        {
          credentials: {sdkAppId: demo.sdkAppId, userId, userSig: demo.sign(userId)},
          realNow: Date.now() / 1_000,
        },
      );
      const requestTimes = () =>
        visitor.page.evaluate(() => (globalThis as unknown as {requestTimes: number[]}).requestTimes);
      await expectEventually(async () => (await requestTimes()).length).toBeGreaterThan(1);
      const [first, second] = await requestTimes();
      expect(second! - first!).toBeGreaterThan(8_000);
      await visitor.waitForState('joined');
      const line = words('still here');
      await visitor.paste(line);
      await expectEventually(() => visitor.events('live-said')).toHaveLength(1);
    });
  });

  it('the page requests no new signature while one of a day is valid', async () => {
    await onEach(FAR, async (aheadMs) => {
      const visitor = await visitorAhead(aheadMs);
      const begun = await visitor.page.evaluate(() => performance.now());
      // A session that trusts the wrong clock would request a session every five seconds.
      await expectEventually(() => visitor.page.evaluate(() => performance.now())).toBeGreaterThan(begun + 6_000);
      expect(sessionsOf(visitor)).toBe(1);
    });
  });

  it('the player plays', async () => {
    await demo.mediaFault({loop: true});
    try {
      await onEach(FAR, async (aheadMs) => {
        const visitor = await visitorAhead(aheadMs, 'guest');
        await expectEventually(async () => (await inspectVideo(visitor.page)).states).toContain('playing');
        const {time} = await inspectVideo(visitor.page);
        await expectEventually(async () => (await inspectVideo(visitor.page)).time).toBeGreaterThan(time + 2);
      });
    } finally {
      await demo.mediaFault({loop: false});
    }
  });
});

describe('a clock that is set while the room is open', () => {
  it('affects no comment, mute, like or broadcast', async () => {
    const text = words('all is well');
    const visitors = await onEach(SET, async (aheadMs) => {
      const visitor = await visitorAhead(0);
      const likes = () => visitor.page.evaluate(() => document.querySelector('live-room')!.session.state.likes.unsent);
      const userId = await visitor.requireUserId();
      const begun = performance.now();
      await Promise.all([muted(visitor).waitFor(), mute(userId, 12)]);
      const end = performance.now() + 12_000;
      await moveClock(visitor.page, aheadMs);
      const line = words('after the change');
      const seen = visitor.arrival(line);
      await say(line);
      await seen;
      await mayWrite(visitor).waitFor();
      expect(performance.now()).toBeGreaterThan(begun + 10_500);
      await over(end);
      await visitor.page.evaluate(() => void document.querySelector('live-room')!.session.like(3));
      await expectEventually(likes).toBe(0);
      const mine = words('I am here');
      await visitor.paste(mine);
      await expectEventually(() => visitor.events('live-said')).toHaveLength(1);
      return visitor;
    });
    await broadcast(text, 60);
    await Promise.all(visitors.map((visitor) => banner(visitor, text).waitFor()));
    for (const visitor of visitors) {
      expect(sessionsOf(visitor)).toBe(1);
      expect(await visitor.errors()).toEqual([]);
    }
  });

  it('keeps the connection, which reconnects after a later loss', async () => {
    await onEach(SET, async (aheadMs) => {
      const visitor = await visitorAhead(0, '', {expected: [/net::ERR_/, /WebSocket/]});
      await moveClock(visitor.page, aheadMs);
      await demo.fault({cut: {userId: await visitor.requireUserId()}});
      await visitor.waitForState('reconnecting');
      await visitor.waitForState('joined');
      const line = words('back again');
      await say(line);
      await expectEventually(() => visitor.flying()).toContain(line);
    });
  });

  it('does not hide that the connection is silent: the page reconnects', async () => {
    await onEach(SET, async (aheadMs) => {
      const visitor = await visitorAhead(0, '', {expected: [/net::ERR_/, /WebSocket/]});
      const userId = await visitor.requireUserId();
      await moveClock(visitor.page, aheadMs);
      await demo.fault({silence: {userId, seconds: 16}});
      await visitor.waitForPastStatus('reconnecting');
      await visitor.waitForState('joined');
      const line = words('there again');
      await say(line);
      await expectEventually(() => visitor.listed()).toContain(line);
      expect(await visitor.errors()).toEqual([]);
    });
  });

  it('lets the viewer enter another room', async () => {
    const visitor = await visitorAhead(0);
    await moveClock(visitor.page, -5 * HOUR_MS);
    await visitor.page.evaluate(
      (roomId) => document.querySelector('live-room')!.setAttribute('room-id', roomId),
      OTHER_ROOM,
    );
    await visitor.page.waitForFunction((roomId) => {
      const room = document.querySelector('live-room')!;
      return room.session.state.connection.roomId === roomId && room.matches(':state(joined)');
    }, OTHER_ROOM);
    const line = words('here too');
    await say(line, OTHER_ROOM);
    await expectEventually(() => visitor.flying()).toContain(line);
  });
});

it('the studio on a computer whose clock is 40 days off sends broadcasts and counts lotteries down', async () => {
  const viewer = await demo.joined();
  const studios = await onEach(FAR, async (aheadMs) => {
    const studio = await demo.visitor(
      {url: `${demo.shop}/studio.html`},
      {prepare: (page) => setClockAhead(page, aheadMs)},
    );
    // As a guest: a second login of the host would end the first.
    await signInToStudio(studio.page, 'watch');
    await studio.waitForState('joined');
    await studioTab(studio.page, 'Show').click();
    const form = studioArea(studio.page, 'Broadcast');
    const line = words('from the studio');
    await form.getByLabel('Text').fill(line);
    await form.getByLabel('Expires').selectOption('60');
    await form.locator('button.primary').click();
    await banner(viewer, line).waitFor();
    return studio;
  });
  const {lotteryId} = await demo.operator<{lotteryId: string}>('POST', `/rooms/${ROOM}/lotteries`, {
    keyword: `k${nowS()}`,
    prize: 'A cup',
    seconds: 59,
    winners: 1,
  });
  await Promise.all(
    studios.map(({page}) =>
      expectEventually(() => studioArea(page, 'Lottery').getByRole('timer').textContent()).toMatch(/0:[0-5]\d/),
    ),
  );
  await demo.operator('POST', `/lotteries/${lotteryId}/draw`, {});
  await Promise.all(
    studios.map(({page}) => studioArea(page, 'Lottery').getByRole('heading', {name: 'Winners'}).waitFor()),
  );
});
