import type {FastifyBaseLogger} from 'fastify';

/** After a failure. */
const AGAIN_MS = 1_000;

export interface PeriodicTaskOptions {
  /** Begins the log line of a failure. */
  readonly name: string;
  readonly log: FastifyBaseLogger;
  /** Does the work that is due, and returns the milliseconds until the next run. */
  readonly work: () => Promise<number>;
}

/** Work that is done again and again, never twice at once. */
export class PeriodicTask {
  readonly #options: PeriodicTaskOptions;
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wanted = false;
  #running = false;

  constructor(options: PeriodicTaskOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.wake();
  }

  /** There is something to do now. */
  wake(): void {
    if (!this.#running) return;
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    await this.#working;
  }

  async #work(): Promise<void> {
    let nextMs = AGAIN_MS;
    while (this.#wanted && this.#running) {
      this.#wanted = false;
      try {
        nextMs = await this.#options.work();
      } catch (err) {
        nextMs = AGAIN_MS;
        this.#options.log.warn({err}, `${this.#options.name}; trying again in ${AGAIN_MS} ms`);
      }
    }
    if (this.#running) this.#timer = setTimeout(() => this.wake(), nextMs);
  }
}
