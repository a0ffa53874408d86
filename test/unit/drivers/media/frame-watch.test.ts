/** Detects if a video shows new frames, in browsers that count frames in different ways. */
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {FrameWatch} from '../../../../src/drivers/media/frame-watch.js';

/** A video whose browser counts the shown frames in neither, one or both ways. */
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
let reports: string[];
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
  reports = [];
  watch = new FrameWatch({
    video: () => video as unknown as HTMLVideoElement,
    onStarving: (starving) => reports.push(starving ? 'starving' : 'moving'),
    onStarved: () => reports.push('starved'),
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

/** Runs for some seconds and calls `before` before each check. */
async function run(seconds: number, before: () => void = () => undefined): Promise<void> {
  for (let checks = 0; checks < seconds * 2; checks++) {
    before();
    await vi.advanceTimersByTimeAsync(500);
  }
}

describe('a browser without a frame counter but with frame callbacks (Firefox)', () => {
  test('reports moving while frames are shown', async () => {
    await run(60, () => video.show());
    expect(reports).toEqual([]);
  });

  test('reports starving without frames, and moving with the next one', async () => {
    await run(5, () => video.show());
    await run(5);
    expect(reports).toEqual(['starving']);
    await run(2, () => video.show());
    expect(reports).toEqual(['starving', 'moving']);
  });

  test('reports starved if no frame arrives', async () => {
    await run(13);
    expect(reports).toEqual(['starving', 'starved']);
    expect(video.pending).toBe(0);
  });

  test('reports nothing while its page is not drawn, as in a frame out of view', async () => {
    await run(2, () => video.show());
    drawn = false;
    await run(40);
    expect(reports).toEqual([]);
  });

  test('removes its callback after the end', async () => {
    await run(1);
    expect(video.pending).toBe(1);
    watch.stop();
    expect(video.pending).toBe(0);
  });
});

test('a browser with a frame counter gets no callback, which would draw the page more often', async () => {
  video.counted = 1;
  const request = vi.spyOn(video, 'requestVideoFrameCallback');
  await run(20, () => (video.counted += 12));
  expect(reports).toEqual([]);
  expect(request).not.toHaveBeenCalled();
  await run(3);
  expect(reports).toEqual(['starving']);
});

test("a browser with neither way uses the video's current time", async () => {
  vi.stubGlobal('HTMLVideoElement', class {});
  await run(20, () => (video.currentTime += 0.5));
  expect(reports).toEqual([]);
});
