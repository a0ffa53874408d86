import {PIXELS_MAX} from './checked-picture.js';
import {findPicture, told, unload} from '../film.js';

/**
 * Draws films' own pictures as their covers, where their senders and the service have made none: each once it is in view, none
 * where the viewer saves data.
 */
export class FilmCovers {
  readonly #addresses = new WeakMap<Element, string>();
  readonly #loading = new Set<HTMLVideoElement>();
  readonly #seen = new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) if (isIntersecting) void this.#load(target as HTMLElement);
  });

  /** @param address Of the film. */
  draw(cover: HTMLElement, address: string): void {
    const {connection} = navigator as {readonly connection?: {readonly saveData?: boolean}};
    if (connection?.saveData) return;
    this.#addresses.set(cover, address);
    this.#seen.observe(cover);
  }

  /** They are not seen any more: what is not drawn yet stays without. */
  stop(): void {
    this.#seen.disconnect();
    for (const video of this.#loading) unload(video);
  }

  async #load(cover: HTMLElement): Promise<void> {
    this.#seen.unobserve(cover);
    const video = document.createElement('video');
    this.#loading.add(video);
    try {
      video.muted = true;
      video.playsInline = true;
      video.preload = 'metadata';
      const begun = told(video, 'loadedmetadata');
      video.src = this.#addresses.get(cover)!;
      await begun;
      if (video.videoWidth * video.videoHeight > PIXELS_MAX) return;
      const canvas = Object.assign(document.createElement('canvas'), await findPicture(video));
      canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height);
      cover.prepend(canvas);
    } catch {
      // No film, or none that this browser plays: whoever presses it is told.
    } finally {
      this.#loading.delete(video);
      unload(video);
    }
  }
}
