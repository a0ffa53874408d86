/** The source of a room's video and its fallbacks, with fake drivers. */
import {beforeEach, describe, expect, test, vi} from 'vitest';
import type {MediaDriver, MediaSink} from '../../../../src/drivers/media-driver.js';
import {LiveError} from '../../../../src/protocol/errors.js';
import type {MediaLoaders} from '../../../../src/session/connection/load-drivers.js';
import {Playback, type PlaybackState, type PlaybackInputs} from '../../../../src/session/playback/playback.js';

class FakeDriver implements MediaDriver {
  static made: FakeDriver[] = [];
  readonly calls: string[] = [];
  readonly sink: MediaSink;
  readonly url: string | undefined;
  readonly hostId: string | undefined;
  letGo!: () => void;
  readonly stopped = new Promise<void>((resolve) => (this.letGo = resolve));

  constructor({sink, url, hostId}: {sink: MediaSink; url?: string; hostId?: string}) {
    this.sink = sink;
    this.url = url;
    this.hostId = hostId;
    FakeDriver.made.push(this);
  }

  play = () => void this.calls.push('play');
  pause = () => void this.calls.push('pause');
  mute = (muted: boolean) => void this.calls.push(`mute ${muted}`);
  setVolume = (volume: number) => void this.calls.push(`volume ${volume}`);
  stop = () => {
    this.calls.push('stop');
    return this.stopped;
  };
}

const WISH: PlaybackInputs = {
  src: '',
  roomId: 'demo',
  status: 'joined',
  hostId: 'host',
  streamUrl: undefined,
  fallbackUrl: undefined,
};
const HLS = 'https://cdn.example/live.m3u8';

let facts: PlaybackState;
let failures: string[];
let rtc: object | undefined;
let webRtc: boolean;
let picture: Playback;
let load: {[K in keyof MediaLoaders]: ReturnType<typeof vi.fn>};
const latest = () => FakeDriver.made.at(-1)!;
const made = (count: number) => vi.waitFor(() => expect(FakeDriver.made).toHaveLength(count), {timeout: 30_000});

beforeEach(() => {
  FakeDriver.made = [];
  failures = [];
  rtc = {};
  webRtc = true;
  load = {
    trtc: vi.fn(() => Promise.resolve({TrtcDriver: FakeDriver})),
    stream: vi.fn(() => Promise.resolve({StreamDriver: FakeDriver})),
    hls: vi.fn(),
  };
  picture = new Playback(
    {
      camera: {} as HTMLElement,
      screen: {} as HTMLElement,
      load: load as unknown as MediaLoaders,
      get webRtc() {
        return webRtc;
      },
      rtcAccess: () => Promise.resolve({sdkAppId: 1, rtc, rtcServer: undefined}),
      onChange: (now) => (facts = now),
      onFailure: (code, message) => failures.push(`${code} ${message}`),
    },
    false,
  );
});

describe('the source', () => {
  test.each([
    [
      'the player’s own address first',
      {src: HLS, streamUrl: 'https://b.example/b.mp4', fallbackUrl: 'https://c.example/c'},
      HLS,
    ],
    [
      'the room’s address next',
      {streamUrl: 'https://b.example/b.mp4', fallbackUrl: 'https://c.example/c'},
      'https://b.example/b.mp4',
    ],
    ['TRTC last', {fallbackUrl: 'https://c.example/c'}, undefined],
  ])('is %s', async (_, wish, url) => {
    picture.update({...WISH, ...wish});
    await made(1);
    expect(latest().url).toBe(url);
    expect(latest().hostId).toBe(url ? undefined : 'host');
    expect(load.trtc).toHaveBeenCalledTimes(url ? 0 : 1);
  });

  test('by TRTC waits for the room and its host; an address waits for neither', async () => {
    for (const wish of [{status: 'joining'}, {hostId: undefined}, {status: 'kicked'}] as const)
      picture.update({...WISH, ...wish});
    expect(load.trtc).not.toHaveBeenCalled();
    picture.update({...WISH, status: 'joining', streamUrl: HLS});
    await made(1);
  });

  test("is the server's address from the start in a browser without WebRTC", async () => {
    webRtc = false;
    picture.update({...WISH, status: 'joining', hostId: undefined, fallbackUrl: HLS});
    await made(1);
    expect(latest().url).toBe(HLS);
    picture.update({...WISH, fallbackUrl: HLS});
    expect(FakeDriver.made).toHaveLength(1);
    expect(load.trtc).not.toHaveBeenCalled();
    expect(failures).toEqual([]);
  });

  test('fails without loading TRTC in a browser without WebRTC if the room has no address', async () => {
    webRtc = false;
    picture.update(WISH);
    await vi.waitFor(() => expect(failures).toHaveLength(1), {timeout: 30_000});
    expect(failures).toEqual(['MEDIA_FAILED this browser has no WebRTC, and the room has no stream URL']);
    expect(facts).toMatchObject({waiting: false, failure: 'MEDIA_FAILED'});
    expect(load.trtc).not.toHaveBeenCalled();
  });

  test('stays unchanged if it is equal, also through a lost connection', async () => {
    picture.update(WISH);
    await made(1);
    picture.update({...WISH, status: 'reconnecting'});
    picture.update(WISH);
    expect(latest().calls).toEqual([]);
  });

  test("starts after the previous one has stopped, and the previous one's reports are ignored", async () => {
    picture.update({...WISH, src: HLS});
    await made(1);
    const first = latest();
    picture.update({...WISH, src: 'https://b.example/b.mp4'});
    expect(first.calls).toEqual(['stop']);
    first.sink.changed({camera: true});
    expect(facts.camera).toBe(false);
    await vi.waitFor(() => expect(load.stream).toHaveBeenCalledTimes(2), {timeout: 30_000});
    expect(FakeDriver.made).toHaveLength(1);
    first.letGo();
    await made(2);
  });

  test('is refused if its address is not allowed', () => {
    picture.update({...WISH, src: 'javascript:alert(1)'});
    expect(failures).toEqual([
      'BAD_CONFIG "javascript:alert(1)" is not an https: URL (http: is allowed on a loopback host)',
    ]);
    expect(facts).toMatchObject({failure: 'BAD_CONFIG', waiting: false});
    expect(load.stream).not.toHaveBeenCalled();
  });

  test('is loaded again after its script failed', async () => {
    vi.useFakeTimers();
    load.trtc.mockRejectedValueOnce(new Error('offline'));
    picture.update(WISH);
    await vi.advanceTimersByTimeAsync(0);
    expect(facts.failure).toBe('CONNECTION_LOST');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(FakeDriver.made).toHaveLength(1);
    vi.useRealTimers();
  });
});

describe('a TRTC failure', () => {
  test.each([
    ['at once in an unsupported browser', [['UNSUPPORTED_BROWSER', 1, true]]],
    [
      'after two failures in a row',
      [
        ['MEDIA_FAILED', 1],
        ['MEDIA_FAILED', 2],
      ],
    ],
  ] as const)("switches to the room's address %s", async (_, failures) => {
    picture.update({...WISH, fallbackUrl: HLS});
    await made(1);
    const trtc = latest();
    trtc.letGo();
    for (const [code, times, final] of failures) trtc.sink.failed(code, 'so', times, final);
    await made(2);
    expect(latest().url).toBe(HLS);
    expect(facts.fallback).toBe(true);
    picture.update({...WISH, status: 'reconnecting', fallbackUrl: HLS});
    expect(trtc.calls).toEqual(['stop']);
  });

  test('is reported once without an address, and TRTC keeps trying', async () => {
    picture.update(WISH);
    await made(1);
    for (const times of [1, 2, 3]) latest().sink.failed('MEDIA_FAILED', 'no response', times);
    expect(failures).toEqual(['MEDIA_FAILED no response']);
    expect(facts.failure).toBe('MEDIA_FAILED');
    latest().sink.changed({camera: true});
    expect(facts.failure).toBeUndefined();
  });

  test('by any error of its script is reported once, and then the address of the server plays', async () => {
    vi.useFakeTimers();
    load.trtc.mockRejectedValue(new TypeError('This document requires TrustedHTML assignment.'));
    picture.update({...WISH, fallbackUrl: HLS});
    await vi.advanceTimersByTimeAsync(0);
    expect(facts.failure).toBe('CONNECTION_LOST');
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    await made(1);
    expect(latest().url).toBe(HLS);
    expect(failures).toEqual([expect.stringContaining('TrustedHTML')]);
  });

  test('by an unsuitable SDK of the page is reported, and the address of the server plays at once', async () => {
    load.trtc.mockRejectedValue(new LiveError('BAD_CONFIG', 'rtc-sdk-src has version 1.0'));
    picture.update({...WISH, fallbackUrl: HLS});
    await made(1);
    expect(latest().url).toBe(HLS);
    expect(failures).toEqual(['BAD_CONFIG rtc-sdk-src has version 1.0']);
    expect(load.trtc).toHaveBeenCalledTimes(1);
  });

  test.each([true, false])('is not reported if no RTC credentials exist; with WebRTC: %s', async (has) => {
    webRtc = has;
    rtc = undefined;
    picture.update(WISH);
    await vi.waitFor(() => expect(facts.waiting).toBe(false), {timeout: 30_000});
    expect(failures).toEqual([]);
    expect(facts.failure).toBeUndefined();
    expect(load.trtc).not.toHaveBeenCalled();
  });

  test('because of a ban does not switch to the address', async () => {
    picture.update({...WISH, fallbackUrl: HLS});
    await made(1);
    latest().sink.failed('BANNED', 'banned', 1, true);
    expect(facts.failure).toBe('BANNED');
    expect(FakeDriver.made).toHaveLength(1);
  });
});

describe('the viewer', () => {
  test('pauses, and the pause applies to the next driver', async () => {
    picture.update(WISH);
    picture.pause();
    await made(1);
    expect(latest().calls).toEqual(['pause']);
    picture.play();
    expect(latest().calls).toEqual(['pause', 'play']);
    expect(facts.paused).toBe(false);
  });

  test('mutes with volume 0 and unmutes with a higher one', async () => {
    picture.update(WISH);
    await made(1);
    picture.setVolume(0);
    expect(picture.muted).toBe(true);
    picture.setVolume(0.5);
    expect([picture.muted, picture.volume]).toEqual([false, 0.5]);
    expect(latest().calls).toEqual(['volume 0', 'mute true', 'volume 0.5', 'mute false']);
  });

  test('sees the end as paused and can play again', async () => {
    picture.update({...WISH, src: HLS});
    await made(1);
    latest().sink.changed({camera: true, waiting: false});
    latest().sink.ended();
    expect(facts).toMatchObject({paused: true, camera: true});
  });
});
