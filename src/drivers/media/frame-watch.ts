import {FrameCounter} from './frame-counter.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

const CHECK_INTERVAL_MS = 500;
/** A longer gap between two checks means that the page was frozen. Frames missed in the gap are ignored. */
const PAGE_FROZEN_MS = 5_000;
/** Time without a new frame after which the video counts as starving. */
const STARVING_AFTER_MS = 1_500;

export interface FrameWatchOptions {
  /** The video to watch. Null while there is none. */
  readonly video: () => HTMLVideoElement | null;
  /** Called when frames stop arriving and when they arrive again. */
  readonly onStarving: (starving: boolean) => void;
  /** Called once when frames were missing for too long. */
  readonly onStarved: () => void;
  /** Limits in ms without a frame: before the first frame, and after it. */
  readonly firstFrameTimeoutMs: number;
  readonly nextFrameTimeoutMs: number;
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
  #lastFrameAt = 0;
  #checkedAt = 0;
  #starving = false;
  #hasShownFrame = false;

  constructor(options: FrameWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lastFrameAt = this.#checkedAt = performance.now();
    this.#timer ??= setInterval(() => this.#check(), CHECK_INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#counter.stop();
    this.#counter = new FrameCounter();
    this.#frames = 0;
    this.#starving = false;
    this.#hasShownFrame = false;
  }

  #check(): void {
    const {video, onStarving, onStarved, firstFrameTimeoutMs, nextFrameTimeoutMs} = this.#options;
    const now = performance.now();
    const frozen = now - this.#checkedAt > PAGE_FROZEN_MS;
    this.#checkedAt = now;
    const frames = this.#counter.count(video());
    if (isPageHidden() || frozen || frames === undefined) {
      this.#lastFrameAt = now;
      return;
    }
    if (frames !== this.#frames) {
      this.#frames = frames;
      this.#lastFrameAt = now;
      this.#hasShownFrame ||= frames > 0;
      if (this.#starving) onStarving((this.#starving = false));
      return;
    }
    const withoutFrameMs = now - this.#lastFrameAt;
    if (!this.#starving && withoutFrameMs > STARVING_AFTER_MS) onStarving((this.#starving = true));
    if (withoutFrameMs > (this.#hasShownFrame ? nextFrameTimeoutMs : firstFrameTimeoutMs)) {
      this.stop();
      onStarved();
    }
  }
}
