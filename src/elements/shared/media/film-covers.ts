import {PIXELS_MAX} from './checked-picture.js';
import {findPicture, told, unload} from '../film.js';

/**
 * Draws films' own pictures as their covers, where their senders and the service have made none: of those in view, one at a time;
 * none where the viewer saves data. What is not in the page is not in view: the observer goes with the covers.
 */
export class FilmCovers {
  readonly #addresses = new WeakMap<Element, string>();
  readonly #inView = new Set<Element>();
  #loading: AbortController | undefined;
  readonly #seen = new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) this.#inView[isIntersecting ? 'add' : 'delete'](target);
    void this.#next();
  });

  /** @param address Of the film. */
  draw(cover: HTMLElement, address: string): void {
    const {connection} = navigator as {readonly connection?: {readonly saveData?: boolean}};
    if (connection?.saveData) return;
    this.#addresses.set(cover, address);
    this.#seen.observe(cover);
  }

  /** The list is not seen any more; what is not drawn is once it is in view again. */
  stop(): void {
    this.#inView.clear();
    this.#loading?.abort();
  }

  async #next(): Promise<void> {
    const [cover] = this.#inView;
    if (!cover || this.#loading) return;
    const {signal} = (this.#loading = new AbortController());
    const picture = await pictureOf(this.#addresses.get(cover)!, signal);
    this.#loading = undefined;
    if (!signal.aborted) {
      if (picture) cover.prepend(picture);
      this.#seen.unobserve(cover);
      this.#inView.delete(cover);
    }
    await this.#next();
  }
}

/** Undefined of what is no film, or none that this browser plays: whoever presses it is told. */
async function pictureOf(address: string, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = 'metadata';
    const begun = told(video, 'loadedmetadata', signal);
    video.src = address;
    await begun;
    const size = await findPicture(video, signal);
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
