/**
 * Tests the video with the real SDKs: a host goes on air in the studio, and viewers watch on a page of another site.
 */
import {spawn, type ChildProcess} from 'node:child_process';
import {afterEach, describe, expect, test} from 'vitest';
import {findings} from '../../support/demo/axe.ts';
import {freePorts} from '../../support/demo/demo-process.ts';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {inspectVideo, StudioPage} from '../../support/demo/player-page.ts';
import {studioArea} from '../../support/demo/studio-page.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();
const PATIENCE_MS = 60_000;
let host: StudioPage | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
  await demo.mediaFault({loop: false, failJoins: 0, kick: {userId: 'host-linxi'}});
  await demo.operator('PUT', `/rooms/${ROOM}/status`, {status: 'live'});
});

const states = async ({page}: VisitorPage) => (await inspectVideo(page)).states;
const word = async ({page}: VisitorPage) => (await inspectVideo(page)).word;

/** Asserts that frames are shown, that they differ, and that the video's time advances. */
async function seesItMove(visitor: VisitorPage): Promise<void> {
  await expectEventually(() => states(visitor), PATIENCE_MS).toEqual(['playing']);
  const before = await inspectVideo(visitor.page);
  await expectEventually(async () => {
    const {frames, time, pixels} = await inspectVideo(visitor.page);
    return frames > before.frames && time > before.time && pixels !== before.pixels;
  }, PATIENCE_MS).toBe(true);
}

describe('a host in the studio', () => {
  test('goes on air, pauses, shares a screen and stops, and viewers see each', async () => {
    const early = await demo.joined();
    await expectEventually(() => word(early), PATIENCE_MS).toBe('The host is not on air at the moment.');
    host = await StudioPage.open(demo.shop);
    await host.press('look', 'Only you see this.');
    expect(await states(early)).toEqual(['off-air']);
    await host.press('start', 'Everybody sees you.');
    const late = await demo.joined();
    for (const visitor of [early, late]) {
      await seesItMove(visitor);
      await expectEventually(async () => (await inspectVideo(visitor.page)).sounds).toBe(true);
    }
    await studioArea(host.page, 'On air').getByRole('definition').first().waitFor();

    await host.press('pause', 'Nobody sees or hears you.');
    await expectEventually(() => word(late), PATIENCE_MS).toBe('The host will be right back.');
    await host.press('pause', 'Everybody sees you.');
    await seesItMove(late);

    const sounds = async () => (await inspectVideo(late.page)).sounds;
    await host.press('microphone', 'Nobody hears you.');
    await expectEventually(sounds, PATIENCE_MS).toBe(false);
    await host.press('microphone', 'Everybody hears you.');
    await expectEventually(sounds, PATIENCE_MS).toBe(true);
    await host.press('camera', 'Nobody sees you; they hear you.');
    await expectEventually(() => word(late), PATIENCE_MS).toBe('Sound only');
    await host.press('camera', 'Everybody sees you again.');
    await seesItMove(late);

    await host.press('share', 'Everybody sees your screen.');
    await expectEventually(async () => (await inspectVideo(late.page)).sizes.length, PATIENCE_MS).toBe(2);
    await seesItMove(late);
    await host.press('share', 'The screen is yours again.');
    await expectEventually(async () => (await inspectVideo(late.page)).sizes.length, PATIENCE_MS).toBe(1);

    await demo.mediaFault({cutMedia: {userId: 'host-linxi'}});
    await expectEventually(() => states(late), PATIENCE_MS).toEqual(['waiting']);
    await seesItMove(late);

    await host.press('stop', 'Off the air.');
    for (const visitor of [early, late])
      await expectEventually(() => word(visitor), PATIENCE_MS).toBe('The show is over.');
  });

  test('replaces the recorded host, which returns when the host leaves', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.joined();
    await seesItMove(visitor);
    const recorded = (await inspectVideo(visitor.page)).sizes;
    host = await StudioPage.open(demo.shop);
    await host.press('start', 'Everybody sees you.');
    await expectEventually(async () => (await inspectVideo(visitor.page)).sizes, PATIENCE_MS).toEqual([[640, 480]]);
    await seesItMove(visitor);
    await host.press('stop', 'Off the air.');
    await expectEventually(async () => (await inspectVideo(visitor.page)).sizes, PATIENCE_MS).toEqual(recorded);
  });

  test('publishes a drawn scene without a camera', async () => {
    host = await StudioPage.open(demo.shop);
    await studioArea(host.page, 'On air').locator('select[name=source]').selectOption('scene');
    await host.press('start', 'Everybody sees you.');
    const visitor = await demo.joined();
    await seesItMove(visitor);
  });
});

describe('a viewer', () => {
  test('sees the recorded host at once, and axe finds no violation', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.visitor({url: `${demo.shop}/`});
    await seesItMove(visitor);
    expect(await findings(visitor.page)).toEqual([]);
  });

  test('has a page with no added globals', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.joined();
    await seesItMove(visitor);
    expect(await visitor.page.evaluate(() => document.head.querySelectorAll('link').length)).toBe(0);
    expect(await visitor.page.evaluate(() => document.body.children.length)).toBe(1);
  });

  test('whose browser requires a tap plays muted, and with sound after the tap', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.visitor({html: demo.twoLines()}, {prepare: refuseSound});
    await expectEventually(() => states(visitor), PATIENCE_MS).toEqual(['playing', 'blocked']);
    await visitor.page.getByRole('button', {name: 'Tap for sound'}).click();
    await expectEventually(() => states(visitor)).toEqual(['playing']);
  });

  test('keeps playing when signalling is cut, and resumes when the media path is cut', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.joined('guest');
    await seesItMove(visitor);
    const userId = rtcUserOf(visitor);
    await demo.mediaFault({cut: {userId}});
    await seesItMove(visitor);
    await demo.mediaFault({cutMedia: {userId}});
    await expectEventually(() => states(visitor), PATIENCE_MS).toEqual(['waiting']);
    await seesItMove(visitor);
  });

  test('resumes when a killed media server is replaced', async () => {
    const {platform: port} = await freePorts();
    const first = await startRtc(port);
    let second: ChildProcess | undefined;
    try {
      const server = `rtc-server="ws://localhost:${port}/cloud/rtc"`;
      const visitor = await demo.visitor(
        {html: demo.twoLines(server)},
        {expected: [/ERR_CONNECTION_(REFUSED|RESET)|WebSocket/]},
      );
      await seesItMove(visitor);
      first.kill('SIGKILL');
      await expectEventually(() => states(visitor), PATIENCE_MS).toEqual(['waiting']);
      second = await startRtc(port);
      await seesItMove(visitor);
    } finally {
      first.kill('SIGKILL');
      second?.kill('SIGKILL');
    }
  });

  test('who cannot enter TRTC gets the room’s stream and a notice, and the chat does not wait', async () => {
    await demo.mediaFault({failJoins: 1_000, loop: true});
    const visitor = await demo.joined();
    await visitor.paste('can you read me');
    await expectEventually(() => visitor.listed()).toContain('can you read me');
    await expectEventually(() => word(visitor), PATIENCE_MS).toBe('The picture comes another way, a little later.');
    await seesItMove(visitor);
    expect(visitor.requests.some((url) => url.endsWith('/stream/host.m3u8'))).toBe(true);
  });

  test('leaves no track and no connection after leaving or after the room is removed', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.visitor({html: demo.twoLines()}, {prepare: countConnections});
    await visitor.waitForState('joined');
    await seesItMove(visitor);
    await visitor.page.evaluate(() => document.querySelector('live-room')!.leave());
    await expectEventually(() => openConnections(visitor), PATIENCE_MS).toEqual([]);
    expect((await inspectVideo(visitor.page)).sizes).toEqual([]);
    await visitor.page.evaluate(() => document.querySelector('live-room')!.join());
    await seesItMove(visitor);
    await visitor.page.evaluate(() => document.querySelector('live-room')!.remove());
    await expectEventually(() => openConnections(visitor), PATIENCE_MS).toEqual([]);
  });

  test('of a room without a player does not load TRTC', async () => {
    const html = `${demo.script}<live-room api-url="${demo.api}" room-id="${ROOM}"><chat-panel></chat-panel></live-room>`;
    const visitor = await demo.visitor({html});
    await visitor.waitForState('joined');
    await visitor.paste('only a comment');
    await expectEventually(() => visitor.listed()).toContain('only a comment');
    expect(visitor.requests.filter((url) => /trtc|rtc\b|player/.test(url))).toEqual([]);
  });
});

describe('a stream by HLS', () => {
  const playing = (prepare: (page: VisitorPage['page']) => Promise<unknown>, expected: readonly RegExp[] = []) =>
    demo.visitor({html: demo.twoLines(`stream-url="${demo.platform}/stream/host.m3u8"`)}, {prepare, expected});

  test('plays without TRTC and returns to live after a pause', async () => {
    const visitor = await playing(() => Promise.resolve());
    await seesItMove(visitor);
    expect(visitor.requests.filter((url) => url.includes('trtc'))).toEqual([]);
    const player = visitor.page.locator('live-player');
    await player.evaluate((element) => (element as HTMLElement & {pause(): void}).pause());
    const {time} = await inspectVideo(visitor.page);
    await expectEventually(
      () => visitor.requests.filter((url) => url.endsWith('.m3u8')).length,
      PATIENCE_MS,
    ).toBeGreaterThan(4);
    await player.evaluate((element) => (element as HTMLElement & {play(): void}).play());
    await seesItMove(visitor);
    expect((await inspectVideo(visitor.page)).time).toBeGreaterThan(time + 1);
  });

  test('that does not exist yet is retried until it does', async () => {
    let refused = 0;
    const visitor = await playing(
      (page) =>
        page.route('**/stream/host.m3u8', (route) => (refused++ < 2 ? route.fulfill({status: 404}) : route.continue())),
      [/404/],
    );
    await expectEventually(() => visitor.errors(), PATIENCE_MS).toEqual(['MEDIA_FAILED']);
    await seesItMove(visitor);
  });

  test('resumes after a stall', async () => {
    let stalled = true;
    const visitor = await playing((page) =>
      page.route('**/stream/*.m4s', async (route) => {
        await expect.poll(() => stalled, {timeout: PATIENCE_MS, interval: 50}).toBe(false);
        await route.continue();
      }),
    );
    await expectEventually(() => states(visitor), PATIENCE_MS).toEqual(['waiting']);
    stalled = false;
    await seesItMove(visitor);
  });
});

/** Behaves like a browser without a user gesture. Headless browsers never refuse sound. */
function refuseSound(page: VisitorPage['page']): Promise<unknown> {
  return page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the element that was asked
    const {play} = HTMLMediaElement.prototype;
    let tapped = false;
    addEventListener('click', () => (tapped = true), true);
    HTMLMediaElement.prototype.play = function () {
      if (!tapped && !this.muted) return Promise.reject(new DOMException('no', 'NotAllowedError'));
      return play.call(this);
    };
  });
}

async function startRtc(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/rtc/rtc-server.ts'], {
    env: {...process.env, PORT: String(port)},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the media server ended')));
  });
  return child;
}

/** The user id with which this page watches. */
function rtcUserOf(visitor: VisitorPage): string {
  const socket = visitor.requests.find((url) => url.includes('/cloud/rtc?'))!;
  return new URL(socket).searchParams.get('userId')!;
}

function countConnections(page: VisitorPage['page']): Promise<unknown> {
  return page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    Object.assign(globalThis, {connections});
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
}

/** States of the peer connections that this page has made and not closed. */
function openConnections(visitor: VisitorPage): Promise<string[]> {
  return visitor.page.evaluate(() =>
    (globalThis as unknown as {connections: RTCPeerConnection[]}).connections
      .map(({connectionState}) => connectionState)
      .filter((state) => state !== 'closed'),
  );
}
