import type {FastifyBaseLogger} from 'fastify';

/** Pause after a failure. */
const AGAIN_MS = 1_000;

export interface PeriodicTaskOptions {
  /** Start of the log line of a failure. */
  readonly name: string;
  readonly log: FastifyBaseLogger;
  /** Does the due work and returns the milliseconds until the next run. */
  readonly work: () => Promise<number>;
}

/** Runs a function periodically, never twice at once. */
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

  /** Runs the work now. */
  wake(): void {
    if (!this.#running) return;
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** Resolves when no work is under way. */
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
