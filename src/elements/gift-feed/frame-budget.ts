/** One frame above the maximum, or several slow frames in a row, ms, end an effect. */
const FRAME_MAX_MS = 400;
const SLOW_FRAME_MS = 60;
const SLOW_FRAMES_MAX = 8;

/**
 * Measures the cost of an effect's frames, except the first, which creates everything. `end` returns true when it is too high.
 */
export class FrameBudget {
  #began = 0;
  #frames = 0;
  #slow = 0;

  begin(): void {
    this.#began = performance.now();
  }

  end(): boolean {
    const took = performance.now() - this.#began;
    this.#frames += 1;
    if (this.#frames === 1) return false;
    this.#slow = took > SLOW_FRAME_MS ? this.#slow + 1 : 0;
    return took > FRAME_MAX_MS || this.#slow >= SLOW_FRAMES_MAX;
  }
}
