const REPORT_INTERVAL_MS = 10_000;

/** Counts sent, dropped and refused comments, and reports every 10 s if any were dropped or refused. */
export class SendStats {
  readonly #report: (line: string) => void;
  #since = performance.now();
  #sent = 0;
  #dropped = 0;
  #refused = 0;
  #lastRefusal = '';

  constructor(report: (line: string) => void) {
    this.#report = report;
  }

  sent(): void {
    this.#sent += 1;
    this.#reportIfDue();
  }

  /** The service reported success but dropped the comment: the room was over its message limit. */
  dropped(): void {
    this.#dropped += 1;
    this.#reportIfDue();
  }

  refused(why: string): void {
    this.#refused += 1;
    this.#lastRefusal = why;
    this.#reportIfDue();
  }

  #reportIfDue(): void {
    const now = performance.now();
    if (now - this.#since < REPORT_INTERVAL_MS) return;
    const seconds = Math.round((now - this.#since) / 1_000);
    const all = this.#sent + this.#dropped + this.#refused;
    const parts = [
      ...(this.#dropped ? [`${this.#dropped} dropped by the room's message limit`] : []),
      ...(this.#refused ? [`${this.#refused} refused, the last with ${this.#lastRefusal}`] : []),
    ];
    if (parts.length > 0) this.#report(`of ${all} comments in ${seconds} s: ${parts.join(', ')}`);
    this.#since = now;
    this.#sent = this.#dropped = this.#refused = 0;
  }
}
