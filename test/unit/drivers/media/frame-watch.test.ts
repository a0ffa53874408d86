/** A picture that moves is told from one that does not, in browsers that count frames in different ways. */
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {FrameWatch} from '../../../../src/drivers/media/frame-watch.js';

/** A video whose browser counts the frames shown by none, one or both ways. */
class FakeVideo {
  currentTime = 0;
  counted = 0;
  readonly #callbacks = new Map<number, () => void>();
  #next = 1;
  getVideoPlaybackQuality = () => ({totalVideoFrames: this.counted});
  requestVideoFrameCallback(callback: () => void): number {
    this.#callbacks.set(this.#next, callback);
    return this.#next++;
  }
  cancelVideoFrameCallback(request: number): void {
    this.#callbacks.delete(request);
  }
  get pending(): number {
    return this.#callbacks.size;
  }
  show(): void {
    const callbacks = [...this.#callbacks.values()];
    this.#callbacks.clear();
    for (const callback of callbacks) callback();
  }
}

let video: FakeVideo;
let told: string[];
let watch: FrameWatch;
let drawn: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLVideoElement', FakeVideo);
  vi.stubGlobal('document', {hidden: false});
  drawn = true;
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => (drawn ? setTimeout(callback, 16) : 0));
  vi.stubGlobal('cancelAnimationFrame', (timer: ReturnType<typeof setTimeout>) => clearTimeout(timer));
  video = new FakeVideo();
  told = [];
  watch = new FrameWatch({
    video: () => video as unknown as HTMLVideoElement,
    onStarving: (starving) => told.push(starving ? 'starving' : 'moving'),
    onStarved: () => told.push('starved'),
    firstFrameTimeoutMs: 12_000,
    nextFrameTimeoutMs: 30_000,
  });
  watch.start();
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Runs so many seconds, and does something before each check. */
async function run(seconds: number, before: () => void = () => undefined): Promise<void> {
  for (let checks = 0; checks < seconds * 2; checks++) {
    before();
    await vi.advanceTimersByTimeAsync(500);
  }
}

describe('A browser that counts no frames of a stream but calls back (Firefox)', () => {
  test('is moving as long as frames are shown', async () => {
    await run(60, () => video.show());
    expect(told).toEqual([]);
  });

  test('is starving without frames, moving again with the next one', async () => {
    await run(5, () => video.show());
    await run(5);
    expect(told).toEqual(['starving']);
    await run(2, () => video.show());
    expect(told).toEqual(['starving', 'moving']);
  });

  test('has starved when no frame ever came', async () => {
    await run(13);
    expect(told).toEqual(['starving', 'starved']);
    expect(video.pending).toBe(0);
  });

  test('is not judged while its page is not drawn, as in a frame out of view', async () => {
    await run(2, () => video.show());
    drawn = false;
    await run(40);
    expect(told).toEqual([]);
  });

  test('keeps no callback after the end', async () => {
    await run(1);
    expect(video.pending).toBe(1);
    watch.stop();
    expect(video.pending).toBe(0);
  });
});

test('A browser that counts frames is asked for no callback, which would draw the page more often', async () => {
  video.counted = 1;
  const request = vi.spyOn(video, 'requestVideoFrameCallback');
  await run(20, () => (video.counted += 12));
  expect(told).toEqual([]);
  expect(request).not.toHaveBeenCalled();
  await run(3);
  expect(told).toEqual(['starving']);
});

test('A browser with neither way goes by the clock of the video', async () => {
  vi.stubGlobal('HTMLVideoElement', class {});
  await run(20, () => (video.currentTime += 0.5));
  expect(told).toEqual([]);
});
