/** Clock of the stage: it stops while the stage is paused. */
export class StageClock {
  #stoppedAt: number | undefined;
  #stoodFor = 0;

  /** Time on this clock, ms. */
  get now(): number {
    return (this.#stoppedAt ?? performance.now()) - this.#stoodFor;
  }

  get stands(): boolean {
    return this.#stoppedAt !== undefined;
  }

  set stands(stands: boolean) {
    if (stands === this.stands) return;
    if (!stands) this.#stoodFor += performance.now() - this.#stoppedAt!;
    this.#stoppedAt = stands ? performance.now() : undefined;
  }
}
