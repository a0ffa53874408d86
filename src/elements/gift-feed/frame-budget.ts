/** A frame that takes longer, ms, ends an effect; so do several in a row that take so long. */
const FRAME_MAX_MS = 400;
const SLOW_FRAME_MS = 60;
const SLOW_FRAMES_MAX = 8;

/** Measures what each frame of an effect costs, but for the first, in which everything is made. True once it is too much. */
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
