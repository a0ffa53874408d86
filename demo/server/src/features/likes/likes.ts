import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {countLikes, deleteOldReceipts, type Like} from './count-likes.ts';

/** Counted in one statement. */
const BATCH = 200;
/** Likes that wait while the database is away; further ones are dropped. */
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

  /** Starts deleting old receipts. */
  start(): void {
    if (this.#stopped || this.#forget) return;
    this.#forget = setInterval(() => {
      this.#forgetting ??= deleteOldReceipts(this.#db)
        .catch((err: unknown) => this.#log.warn({err}, 'likes: old receipts are not deleted, trying again in a minute'))
        .finally(() => (this.#forgetting = undefined));
    }, FORGET_EVERY_MS);
  }

  /** Returns the number of likes that count; undefined if that takes longer than the given time. The likes are counted in any case. */
  async countWithin(patienceMs: number, like: Like): Promise<number | undefined> {
    if (this.#waiting.length >= WAITING_MAX) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patienceMs, undefined)));
    const counted = new Promise<number | undefined>((resolve) => this.#waiting.push({like, counted: resolve}));
    this.#count();
    return Promise.race([counted, late]).finally(() => clearTimeout(timer));
  }

  /** Resolves when the likes that came are counted, or cannot be. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#forget);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    await this.#counting;
    this.#count();
    await Promise.all([this.#counting, this.#forgetting]);
    const {length} = this.#waiting;
    if (length) this.#log.error(`likes: ${length} like messages are lost, the database is unreachable`);
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
    this.#log.warn({err}, `likes: counting failed, trying again in ${RETRY_MS} ms`);
    if (this.#stopped) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#count();
    }, RETRY_MS);
  }
}
