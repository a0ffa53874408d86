/** With `fit="auto"` the video covers its box if at most this share of it is cropped. */
const CROP_MAX = 0.25;

/** Compares the sizes of a video and its box, and reports when either changes. */
export class FitObserver {
  readonly #box: HTMLElement;
  readonly #view: HTMLElement;

  constructor(box: HTMLElement, view: HTMLElement, onChange: () => void, signal: AbortSignal) {
    this.#box = box;
    this.#view = view;
    // A `resize` event of a video does not bubble, so this listener captures it.
    view.addEventListener('resize', onChange, {capture: true, signal});
    const resizeObserver = new ResizeObserver(onChange);
    resizeObserver.observe(box);
    signal.addEventListener('abort', () => resizeObserver.disconnect(), {once: true});
  }

  covers(fit: 'auto' | 'contain' | 'cover'): boolean {
    if (fit === 'cover') return true;
    const video = this.#view.querySelector('video');
    const {clientWidth, clientHeight} = this.#box;
    if (fit === 'contain' || !video?.videoWidth || !clientWidth || !clientHeight) return false;
    const ratio = video.videoWidth / video.videoHeight / (clientWidth / clientHeight);
    return Math.min(ratio, 1 / ratio) >= 1 - CROP_MAX;
  }
}
