import {css} from 'lit';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {adoptStyles} from '../base/adopt-styles.js';

/** Width of the copy, px. It is blurred, so it needs no more detail. */
const WIDTH_PX = 32;
/** Time between two copies, ms. Changes in a blurred picture are hardly visible, and a copy costs little. */
const INTERVAL_MS = 1_000;

const styles = css`
  .backdrop {
    position: absolute;
    inset: -2em;
    inline-size: calc(100% + 4em);
    block-size: calc(100% + 4em);
    object-fit: cover;
    filter: blur(1.6em) brightness(0.6);
    pointer-events: none;
  }

  .backdrop[hidden] {
    display: none;
  }
`;

/** Fills the space around a video with a blurred copy of it. Ends with the player's view. */
export class VideoBackdrop {
  readonly #canvas = document.createElement('canvas');
  #video: HTMLVideoElement | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param box The box of the video. Its content lies over the copy. */
  constructor(box: HTMLElement, signal: AbortSignal) {
    this.#canvas.className = 'backdrop';
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#canvas.hidden = true;
    adoptStyles(box.getRootNode() as ShadowRoot, styles);
    box.prepend(this.#canvas);
    signal.addEventListener('abort', () => this.stop(), {once: true});
  }

  start(video: HTMLVideoElement): void {
    this.#video = video;
    this.#timer ??= setInterval(this.#draw, INTERVAL_MS);
    this.#draw();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#canvas.hidden = true;
  }

  readonly #draw = (): void => {
    const {videoWidth, videoHeight} = this.#video!;
    if (!videoWidth || isPageHidden()) return;
    const height = Math.max(1, Math.round((WIDTH_PX * videoHeight) / videoWidth));
    if (this.#canvas.width !== WIDTH_PX || this.#canvas.height !== height)
      Object.assign(this.#canvas, {width: WIDTH_PX, height});
    this.#canvas.getContext('2d')?.drawImage(this.#video!, 0, 0, WIDTH_PX, height);
    this.#canvas.hidden = false;
  };
}
