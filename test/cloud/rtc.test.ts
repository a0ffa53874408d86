/** The real TRTC SDK tests the media half of the local cloud. */
import {readFileSync} from 'node:fs';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import {readRecording} from '../../demo/cloud/rtc/recording.ts';
import {PUBLISH, WATCH} from '../../demo/server/src/tencent/private-map-key.ts';
import {expectEventually} from '../support/chat/chat-fixture.ts';
import {RtcFixture, type RtcPage} from '../support/rtc/rtc-page.ts';

const recording = readRecording(readFileSync(new URL('../../demo/dev/media/host.rtp.gz', import.meta.url)));
const LOOP_ROOM = 'loop';
const LOOP_HOST = 'loop-host';
const SHOP = 'http://shop.example';

let lab: RtcFixture;
beforeAll(async () => {
  lab = await RtcFixture.start({recordedHosts: {recording, hosts: {[LOOP_ROOM]: LOOP_HOST}}, shopOrigin: SHOP});
});
afterEach(() => lab.endTest());
afterAll(() => lab.close());

const names = (page: RtcPage, name: string) => page.events(name);
const moving = async (page: RtcPage, streamType?: string) => {
  const before = await page.frames(streamType);
  await expectEventually(() => page.frames(streamType)).toBeGreaterThan(before + 5);
};

describe('a host on air', () => {
  test('is received with video and sound by viewers who join before and after', async () => {
    const early = await lab.viewer();
    const host = await lab.host();
    const late = await lab.viewer();
    for (const viewer of [early, late]) {
      await moving(viewer);
      await expectEventually(() => names(viewer, 'remote-audio-available')).toHaveLength(1);
      expect(await viewer.size()).toEqual([320, 240]);
    }
    const sent = await names(host, 'publish-state-changed');
    expect(sent.filter(({state}) => state === 'started').map(({mediaType}) => mediaType)).toEqual(
      expect.arrayContaining(['audio', 'video']),
    );
    expect(await names(early, 'remote-user-enter')).toHaveLength(1); // The SDK announces no viewers.
    expect(await names(host, 'remote-user-enter')).toEqual([]);
  });

  test('sends no video while the camera is stopped', async () => {
    const host = await lab.host();
    const viewer = await lab.viewer();
    await moving(viewer);
    expect(await host.call('stopLocalVideo')).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-video-unavailable')).toHaveLength(1);
    expect(await host.call('startLocalVideo')).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-video-available')).toHaveLength(2);
    await moving(viewer);
  });

  test('sends no sound while muted, and is removed after leaving', async () => {
    const host = await lab.host();
    const viewer = await lab.viewer();
    await expectEventually(() => names(viewer, 'remote-audio-available')).toHaveLength(1);
    expect(await host.call('updateLocalAudio', {mute: true})).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-audio-unavailable')).toHaveLength(1);
    expect(await host.call('updateLocalVideo', {mute: true})).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-video-unavailable')).toHaveLength(1);
    expect(await host.call('exitRoom')).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-user-exit')).toMatchObject([{reason: 0}]);
  });

  test('sends a screen in addition to the camera', async () => {
    const host = await lab.host();
    const viewer = await lab.viewer();
    await moving(viewer);
    const shared = await host.page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 400, height: 300});
      const context = canvas.getContext('2d')!;
      setInterval(() => {
        context.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`;
        context.fillRect(0, 0, 400, 300);
      }, 50);
      const [videoTrack] = canvas.captureStream(15).getVideoTracks();
      const {lab: page} = globalThis as unknown as {
        lab: {call(method: string, args: unknown[]): Promise<{done: boolean}>};
      };
      return page.call('startScreenShare', [{option: {videoTrack}}]);
    });
    expect(shared).toEqual({done: true});
    await moving(viewer, 'sub');
    await moving(viewer);
  });
});

describe('permissions', () => {
  test.each([
    ['no signature', {userSig: 'none'}, 70_003],
    ['a key of another room', {keyRoomId: 'elsewhere'}, -100_006],
    ['a key without rights', {rights: 1}, -100_006],
  ])('%s is refused with its error code', async (_, wrong, code) => {
    const page = await lab.page();
    const response = await page.enter({userId: lab.userId('eve'), role: 'audience', ...wrong});
    expect(response).toMatchObject({done: false, extraCode: code});
  });

  test('a viewer cannot go on air, neither on entering nor later', async () => {
    const page = await lab.page();
    const userId = lab.userId('eve');
    expect(await page.enter({userId, role: 'anchor', rights: WATCH})).toMatchObject({done: false, extraCode: -100_006});
    const viewer = await lab.viewer();
    expect(await viewer.call('switchRole', 'anchor')).toMatchObject({done: false, code: 5_400});
  });

  test('a second client with the same user id ends the first', async () => {
    const userId = lab.userId('twin');
    const first = await lab.viewer(userId);
    await lab.viewer(userId);
    await expectEventually(() => names(first, 'kicked-out')).toEqual([{reason: 'kick'}]);
  });

  test.each(['banned', 'room_disband'])('a client is notified that it is %s', async (type) => {
    const userId = lab.userId('bob');
    const viewer = await lab.viewer(userId);
    await lab.fault({kick: {userId, type}});
    await expectEventually(() => names(viewer, 'kicked-out')).toEqual([{reason: type}]);
  });

  test('the server ignores an invalid frame and a frame before the login', async () => {
    const socket = new WebSocket(`${lab.origin.replace('http', 'ws')}/cloud/rtc?userId=mallory`);
    const responses: {readonly cmd: number; readonly code: number}[] = [];
    socket.on('message', (data) => responses.push(JSON.parse((data as Buffer).toString()) as never));
    await new Promise((resolve) => socket.once('open', resolve));
    const frames = ['', 'null', '[]', '{"cmd":7}', '{"cmd":"publish/v2","seq":1,"data":{}}', '{"cmd":"constructor"}'];
    for (const frame of frames) socket.send(frame);
    socket.send(JSON.stringify({cmd: 'join/v2', seq: 2, data: {roomId: lab.room, trtcRole: 20}}));
    await expectEventually(() => responses.map(({cmd, code}) => [cmd, code])).toEqual([
      [19, 0],
      [20, -10_000],
    ]);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(300_000));
    await closed;
    await lab.viewer(); // The server still accepts viewers.
  });
});

describe('injected faults', () => {
  test('a client reconnects after its socket is cut, and the video continues', async () => {
    await lab.host();
    const userId = lab.userId('viewer');
    const viewer = await lab.viewer(userId);
    await moving(viewer);
    await lab.fault({cut: {userId}});
    await expectEventually(async () =>
      (await names(viewer, 'connection-state-changed')).map(({state}) => state),
    ).toEqual(['CONNECTING', 'CONNECTED', 'DISCONNECTED', 'CONNECTING', 'CONNECTED']);
    await moving(viewer);
  });

  test('the SDK tries a failing join twice', async () => {
    const page = await lab.page();
    await lab.fault({failJoins: 2});
    expect(await page.enter({userId: lab.userId('amy'), role: 'audience'})).toMatchObject({extraCode: 70_001});
    expect(await page.enter({userId: lab.userId('amy'), role: 'audience'})).toEqual({done: true});
  });

  test('an expired signature is refused, and a new one is accepted', async () => {
    const userId = lab.userId('old');
    const userSig = lab.sign(userId);
    await lab.fault({expireSignature: {userId}});
    const page = await lab.page();
    expect(await page.enter({userId, userSig, role: 'audience'})).toMatchObject({done: false, extraCode: 70_001});
    expect(await page.enter({userId, role: 'audience'})).toEqual({done: true});
  });

  test('delayed messages keep their order', async () => {
    await lab.fault({delayMs: 400});
    const page = await lab.page();
    const began = performance.now();
    expect(await page.enter({userId: lab.userId('late'), role: 'audience'})).toEqual({done: true});
    expect(performance.now() - began).toBeGreaterThan(350); // Timers may be early by a little.
    await expectEventually(() => names(page, 'connection-state-changed')).toHaveLength(2);
  });

  test('the fault endpoint accepts known names only, and refuses foreign origins', async () => {
    const post = (headers: Record<string, string>, body: string) => lab.faultStatus({method: 'POST', headers, body});
    expect((await post({}, '{"loop":false}')).status).toBe(403);
    const own = {'X-Local-Cloud': '1'};
    expect(await (await post(own, '{"loop":1}')).json()).toEqual({error: 'loop must be true or false'});
    expect((await post(own, '{"sing":1}')).status).toBe(400);
    expect((await post(own, 'nonsense')).status).toBe(400);
    const foreign = await lab.faultStatus({method: 'OPTIONS', headers: {Origin: 'http://evil.example'}});
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const shop = await lab.faultStatus({method: 'OPTIONS', headers: {Origin: SHOP}});
    expect(shop.headers.get('access-control-allow-origin')).toBe(SHOP);
  });
});

describe('the recorded host', () => {
  const watch = async () => {
    const viewer = await lab.page();
    expect(await viewer.enter({userId: lab.userId('v'), role: 'audience', roomId: LOOP_ROOM})).toEqual({done: true});
    return viewer;
  };

  test('is on air while no host publishes, and each viewer starts at a key frame', async () => {
    const viewer = await watch();
    await expectEventually(() => names(viewer, 'first-video-frame')).toHaveLength(1);
    expect(await names(viewer, 'remote-video-available')).toMatchObject([{userId: LOOP_HOST}]);
    await moving(viewer);
    await moving(await watch());
  });

  test('leaves when the host enters, and returns when the host leaves', async () => {
    const viewer = await watch();
    await moving(viewer);
    const host = await lab.page();
    expect(await host.enter({userId: LOOP_HOST, role: 'anchor', roomId: LOOP_ROOM, rights: PUBLISH})).toEqual({
      done: true,
    });
    // The SDK may receive both changes at once: then it emits no leave event of the recorded host.
    expect(await host.call('startLocalVideo', {option: {profile: '240p'}})).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-video-available')).toHaveLength(2);
    await moving(viewer);
    expect(await host.call('exitRoom')).toEqual({done: true});
    await expectEventually(() => names(viewer, 'remote-video-available')).toHaveLength(3);
    await moving(viewer);
  });

  test('can be turned off', async () => {
    const viewer = await watch();
    await expectEventually(() => names(viewer, 'remote-video-available')).toHaveLength(1);
    await lab.fault({loop: false});
    await expectEventually(() => names(viewer, 'remote-user-exit')).toHaveLength(1);
  });
});
