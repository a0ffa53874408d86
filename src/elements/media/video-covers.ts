import {PIXELS_MAX} from './checked-picture.js';
import {seekToCover, waitForEvent, unload} from './video-cover.js';

/**
 * Draws covers of videos that have none: one at a time, for those in view, and none if the viewer saves data. Covers
 * outside the page are never in view, and the observer is garbage collected with them.
 */
export class VideoCovers {
  readonly #urls = new WeakMap<Element, string>();
  readonly #inView = new Set<Element>();
  #loading: AbortController | undefined;
  readonly #observer = new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) this.#inView[isIntersecting ? 'add' : 'delete'](target);
    void this.#next();
  });

  /** @param url Address of the video. */
  draw(cover: HTMLElement, url: string): void {
    const {connection} = navigator as {readonly connection?: {readonly saveData?: boolean}};
    if (connection?.saveData) return;
    this.#urls.set(cover, url);
    this.#observer.observe(cover);
  }

  /** Stops loading while the list is out of the page. The remaining covers are drawn when they are in view again. */
  stop(): void {
    this.#inView.clear();
    this.#loading?.abort();
  }

  async #next(): Promise<void> {
    const [cover] = this.#inView;
    if (!cover || this.#loading) return;
    const {signal} = (this.#loading = new AbortController());
    const picture = await drawCover(this.#urls.get(cover)!, signal);
    this.#loading = undefined;
    if (!signal.aborted) {
      if (picture) cover.prepend(picture);
      this.#observer.unobserve(cover);
      this.#inView.delete(cover);
    }
    await this.#next();
  }
}

/** Draws a video's cover. Undefined if the browser cannot play the video; the player then reports the error. */
async function drawCover(url: string, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = 'metadata';
    const loaded = waitForEvent(video, 'loadedmetadata', signal);
    video.src = url;
    await loaded;
    const size = await seekToCover(video, signal);
    if (video.videoWidth * video.videoHeight > PIXELS_MAX) return undefined;
    const canvas = Object.assign(document.createElement('canvas'), size);
    canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height);
    return canvas;
  } catch {
    return undefined;
  } finally {
    unload(video);
  }
}
