import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {countLikes, deleteOldReceipts, type Like} from './count-likes.ts';

/** Counted in one statement. */
const BATCH = 200;
/** Waiting for a database that is away; what comes then does not count. */
const WAITING_MAX = 20_000;
const RETRY_MS = 500;
const FORGET_EVERY_MS = 60_000;

interface Waiting {
  readonly like: Like;
  readonly counted: (count: number | undefined) => void;
}

/** Counts likes many at a time: while one batch is being counted the next gathers. */
export class Likes {
  readonly #db: Kysely<Database>;
  readonly #log: FastifyBaseLogger;
  #waiting: Waiting[] = [];
  #counting: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #forget: NodeJS.Timeout | undefined;
  #forgetting: Promise<void> | undefined;
  #stopped = false;

  constructor(db: Kysely<Database>, log: FastifyBaseLogger) {
    this.#db = db;
    this.#log = log;
  }

  /** Like messages that are not counted yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Begins to let go of what it need not know any more. */
  start(): void {
    if (this.#stopped || this.#forget) return;
    this.#forget = setInterval(() => {
      this.#forgetting ??= deleteOldReceipts(this.#db)
        .catch((err: unknown) => this.#log.warn({err}, 'old likes are still remembered'))
        .finally(() => (this.#forgetting = undefined));
    }, FORGET_EVERY_MS);
  }

  /** How many of the likes count; undefined if that is not known within so many ms. They are counted all the same. */
  async countWithin(patienceMs: number, like: Like): Promise<number | undefined> {
    if (this.#waiting.length >= WAITING_MAX) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patienceMs, undefined)));
    const counted = new Promise<number | undefined>((resolve) => this.#waiting.push({like, counted: resolve}));
    this.#count();
    return Promise.race([counted, late]).finally(() => clearTimeout(timer));
  }

  /** Resolves once what was said is counted, or cannot be. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#forget);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    await this.#counting;
    this.#count();
    await Promise.all([this.#counting, this.#forgetting]);
    const {length} = this.#waiting;
    if (length) this.#log.error(`${length} like messages do not count: the database is away`);
  }

  #count(): void {
    if (this.#counting || this.#retry || !this.#waiting.length) return;
    this.#counting = this.#countAll().finally(() => (this.#counting = undefined));
  }

  async #countAll(): Promise<void> {
    while (this.#waiting.length) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        const counts = await countLikes(
          this.#db,
          batch.map(({like}) => like),
        );
        batch.forEach(({counted}, index) => counted(counts[index] ?? undefined));
      } catch (err) {
        return this.#countLater(err);
      }
      this.#waiting.splice(0, batch.length);
    }
  }

  #countLater(err: unknown): void {
    this.#log.warn({err}, `likes are not counted; trying again in ${RETRY_MS} ms`);
    if (this.#stopped) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#count();
    }, RETRY_MS);
  }
}
