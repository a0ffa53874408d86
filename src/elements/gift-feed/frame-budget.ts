/** Limits that end an effect: the duration of one frame, and several slow frames in a row, ms. */
const FRAME_MAX_MS = 400;
const SLOW_FRAME_MS = 60;
const SLOW_FRAMES_MAX = 8;

/**
 * Measures how long the frames of an effect take to draw. The first frame is ignored, because it creates everything.
 */
export class FrameBudget {
  #startedAt = 0;
  #frames = 0;
  #slowFrames = 0;

  startFrame(): void {
    this.#startedAt = performance.now();
  }

  /** Ends the measurement of a frame. Returns true if the effect is too expensive. */
  isExceededByFrame(): boolean {
    const duration = performance.now() - this.#startedAt;
    this.#frames += 1;
    if (this.#frames === 1) return false;
    this.#slowFrames = duration > SLOW_FRAME_MS ? this.#slowFrames + 1 : 0;
    return duration > FRAME_MAX_MS || this.#slowFrames >= SLOW_FRAMES_MAX;
  }
}
