/** The stage's own time: it stands while the stage does. */
export class StageClock {
  #stoppedAt: number | undefined;
  #stoodFor = 0;

  /** Ms. */
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
