import type {FastifyBaseLogger} from 'fastify';

/** After a failure. */
const AGAIN_MS = 1_000;

export interface ChoreOptions {
  /** What is not done when it fails, for the log. */
  readonly what: string;
  readonly log: FastifyBaseLogger;
  /** Does what is due, and answers in how many ms something may be due again. */
  readonly work: () => Promise<number>;
}

/** Something to be done again and again, never twice at once. */
export class Chore {
  readonly #options: ChoreOptions;
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wanted = false;
  #running = false;

  constructor(options: ChoreOptions) {
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
        this.#options.log.warn({err}, `${this.#options.what}; trying again in ${AGAIN_MS} ms`);
      }
    }
    if (this.#running) this.#timer = setTimeout(() => this.wake(), nextMs);
  }
}
