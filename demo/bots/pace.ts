/** Rate of comments at which likes and gifts have their nominal intervals, per second. */
const NOMINAL_RATE = 2;
/** Bounds of `activity`: likes and gifts do not grow with the rate without limit. */
const ACTIVITY_MAX = 1.5;
const ACTIVITY_MIN = 0.25;
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The rate of everything the bots do. A change of the rate wakes all waiting tasks. */
export class Pace {
  #rate = 0;
  #over = false;
  #until = new AbortController();

  /** Comments a second of all bots together; 0 pauses everything. */
  get rate(): number {
    return this.#rate;
  }

  /** @throws RangeError unless 0 or more. */
  set rate(rate: number) {
    if (!(rate >= 0)) throw new RangeError('rate must be 0 or more');
    this.#rate = rate;
    this.#until.abort();
    if (!this.#over) this.#until = new AbortController();
  }

  /** Frequency of likes and gifts, relative to their nominal intervals. */
  get activity(): number {
    return Math.min(ACTIVITY_MAX, Math.max(ACTIVITY_MIN, this.#rate / NOMINAL_RATE));
  }

  get over(): boolean {
    return this.#over;
  }

  /** Aborted when the rate changes, and by `end()`. */
  get signal(): AbortSignal {
    return this.#until.signal;
  }

  /** Resolves with true after `ms`, or at once with false when the rate changes. */
  wait(ms: number): Promise<boolean> {
    const {signal} = this;
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', settle);
        resolve(!signal.aborted);
      };
      const timer = setTimeout(settle, signal.aborted ? 0 : ms);
      signal.addEventListener('abort', settle, {once: true});
    });
  }

  /** Resolves when the rate changes. */
  async change(): Promise<void> {
    while (await this.wait(MAX_TIMEOUT_MS)) continue;
  }

  end(): void {
    this.#over = true;
    this.#until.abort();
  }
}
