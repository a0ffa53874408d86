const LOOK_EVERY_MS = 500;
/** Looks so far apart mean that the page was frozen meanwhile: what it missed then is no starving. */
const FROZEN_MS = 5_000;
/** No frame for so long is seen as a stop. */
const STARVING_MS = 1_500;

export interface FrameWatchOptions {
  /** The video that is to show frames; null while none is. */
  readonly video: () => HTMLVideoElement | null;
  /** Frames stay away, or come again. */
  readonly starving: (starving: boolean) => void;
  /** They stayed away for too long. Told once. */
  readonly starved: () => void;
  /** How long is too long before the first frame, and after it. */
  readonly firstMs: number;
  readonly againMs: number;
}

/** Sees whether a picture moves: a live one's clock goes on without any frame. A hidden page draws none and is not looked at. */
export class FrameWatch {
  readonly #options: FrameWatchOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #frames = 0;
  #movedAt = 0;
  #lookedAt = 0;
  #starving = false;
  #seen = false;

  constructor(options: FrameWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#movedAt = this.#lookedAt = performance.now();
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#starving = false;
    this.#seen = false;
  }

  #look(): void {
    const {video, starving, starved, firstMs, againMs} = this.#options;
    const now = performance.now();
    const frozen = now - this.#lookedAt > FROZEN_MS;
    this.#lookedAt = now;
    if (document.hidden || frozen) {
      this.#movedAt = now;
      return;
    }
    const frames = video()?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
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
