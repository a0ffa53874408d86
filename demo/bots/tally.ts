const EVERY_MS = 10_000;

/** Counts what became of what was said, and says so now and then if it was not all well. */
export class Tally {
  readonly #report: (line: string) => void;
  #since = performance.now();
  #said = 0;
  #dropped = 0;
  #refused = 0;
  #lastRefusal = '';

  constructor(report: (line: string) => void) {
    this.#report = report;
  }

  said(): void {
    this.#said += 1;
    this.#sometimes();
  }

  /** The service called it a success, but the room was full: nobody will see it. */
  dropped(): void {
    this.#dropped += 1;
    this.#sometimes();
  }

  refused(why: string): void {
    this.#refused += 1;
    this.#lastRefusal = why;
    this.#sometimes();
  }

  #sometimes(): void {
    const now = performance.now();
    if (now - this.#since < EVERY_MS) return;
    const seconds = Math.round((now - this.#since) / 1_000);
    const all = this.#said + this.#dropped + this.#refused;
    const parts = [
      ...(this.#dropped ? [`${this.#dropped} dropped by the room's limit`] : []),
      ...(this.#refused ? [`${this.#refused} refused, the last with ${this.#lastRefusal}`] : []),
    ];
    if (parts.length > 0) this.#report(`of ${all} lines in ${seconds} s ${parts.join(', ')}`);
    this.#since = now;
    this.#said = this.#dropped = this.#refused = 0;
  }
}
