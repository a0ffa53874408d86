/** Comments a second at which everything else is as lively as it ought to be. */
const ORDINARY = 2;
/** In a storm of comments people do not give more than this many times as much, nor less than that in a whisper. */
const LIVELIEST = 1.5;
const LEAST_LIVELY = 0.25;
const FOR_EVER_MS = 2 ** 31 - 1;

/** How lively the company is: one pace for all it does. Whoever waits is woken when it changes, and goes by the new one. */
export class Pace {
  #rate = 0;
  #over = false;
  #until = new AbortController();

  /** Comments a second, all together; 0 is silence. */
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

  /** How often other things happen, as a multiple of the ordinary. */
  get liveliness(): number {
    return Math.min(LIVELIEST, Math.max(LEAST_LIVELY, this.#rate / ORDINARY));
  }

  get over(): boolean {
    return this.#over;
  }

  /** Aborted when the pace changes, or all is over. */
  get signal(): AbortSignal {
    return this.#until.signal;
  }

  /** Resolves with whether so much time has passed at an unchanged pace. */
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

  /** Resolves when it is no longer what it is. */
  async change(): Promise<void> {
    while (await this.wait(FOR_EVER_MS)) continue;
  }

  end(): void {
    this.#over = true;
    this.#until.abort();
  }
}
