/** A picture fills its place where no more than this part of it is lost. */
const LOST_AT_MOST = 0.25;

/** Knows how a picture and its place compare, whichever of them changes. */
export class FitWatch {
  readonly #place: HTMLElement;
  readonly #view: HTMLElement;

  constructor(place: HTMLElement, view: HTMLElement, changed: () => void, signal: AbortSignal) {
    this.#place = place;
    this.#view = view;
    // A video that turned says so itself, and no further.
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
