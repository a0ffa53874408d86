import {FrameCounter} from './frame-counter.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

const CHECK_EVERY_MS = 500;
/** A longer gap between two checks means that the page was frozen. Missing frames then do not count. */
const FROZEN_MS = 5_000;
/** Time without a new frame after which the video counts as starving. */
const STARVING_MS = 1_500;

export interface FrameWatchOptions {
  /** The video to watch. Null while there is none. */
  readonly video: () => HTMLVideoElement | null;
  /** Called when frames stop arriving and when they arrive again. */
  readonly starving: (starving: boolean) => void;
  /** Called once when frames were missing for too long. */
  readonly starved: () => void;
  /** Limits in ms without a frame: before the first frame, and after it. */
  readonly firstMs: number;
  readonly againMs: number;
}

/**
 * Detects if a video has stopped. A live video's clock continues without frames. A hidden page renders none and is not
 * checked.
 */
export class FrameWatch {
  readonly #options: FrameWatchOptions;
  #counter = new FrameCounter();
  #timer: ReturnType<typeof setInterval> | undefined;
  #frames = 0;
  #movedAt = 0;
  #checkedAt = 0;
  #starving = false;
  #seen = false;

  constructor(options: FrameWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#movedAt = this.#checkedAt = performance.now();
    this.#timer ??= setInterval(() => this.#check(), CHECK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#counter.stop();
    this.#counter = new FrameCounter();
    this.#frames = 0;
    this.#starving = false;
    this.#seen = false;
  }

  #check(): void {
    const {video, starving, starved, firstMs, againMs} = this.#options;
    const now = performance.now();
    const frozen = now - this.#checkedAt > FROZEN_MS;
    this.#checkedAt = now;
    const frames = this.#counter.count(video());
    if (isPageHidden() || frozen || frames === undefined) {
      this.#movedAt = now;
      return;
    }
    if (frames !== this.#frames) {
      this.#frames = frames;
      this.#movedAt = now;
      this.#seen ||= frames > 0;
      if (this.#starving) starving((this.#starving = false));
      return;
    }
    const still = now - this.#movedAt;
    if (!this.#starving && still > STARVING_MS) starving((this.#starving = true));
    if (still > (this.#seen ? againMs : firstMs)) {
      this.stop();
      starved();
    }
  }
}
