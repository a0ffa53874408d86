/** Clock of the stage: it stops while the stage is paused. */
export class StageClock {
  #pausedAt: number | undefined;
  #pausedFor = 0;

  /** Time on this clock, ms. */
  get now(): number {
    return (this.#pausedAt ?? performance.now()) - this.#pausedFor;
  }

  get paused(): boolean {
    return this.#pausedAt !== undefined;
  }

  set paused(isPaused: boolean) {
    if (isPaused === this.paused) return;
    if (!isPaused) this.#pausedFor += performance.now() - this.#pausedAt!;
    this.#pausedAt = isPaused ? performance.now() : undefined;
  }
}
