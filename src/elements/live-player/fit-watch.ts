/** With `fit="auto"` the picture covers its place if at most this share of it is lost. */
const LOST_AT_MOST = 0.25;

/** Compares the sizes of a picture and its place, and reports when either changes. */
export class FitWatch {
  readonly #place: HTMLElement;
  readonly #view: HTMLElement;

  constructor(place: HTMLElement, view: HTMLElement, changed: () => void, signal: AbortSignal) {
    this.#place = place;
    this.#view = view;
    // A `resize` event of a video does not bubble, so this listener captures it.
    view.addEventListener('resize', changed, {capture: true, signal});
    const sizes = new ResizeObserver(changed);
    sizes.observe(place);
    signal.addEventListener('abort', () => sizes.disconnect(), {once: true});
  }

  fills(fit: 'auto' | 'contain' | 'cover'): boolean {
    if (fit === 'cover') return true;
    const video = this.#view.querySelector('video');
    const {clientWidth, clientHeight} = this.#place;
    if (fit === 'contain' || !video?.videoWidth || !clientWidth || !clientHeight) return false;
    const ratio = video.videoWidth / video.videoHeight / (clientWidth / clientHeight);
    return Math.min(ratio, 1 / ratio) >= 1 - LOST_AT_MOST;
  }
}
