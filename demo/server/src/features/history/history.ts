import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {Levels} from '../levels/index.ts';
import {saveMessages, pruneMessages, type HistoryLimits, type RoomMessage} from './messages.ts';

/** Written in one statement. */
const BATCH = 200;
/** Messages that wait while the database is away; further ones are dropped. */
const WAITING_MAX = 20_000;
const RETRY_MS = 500;
const PRUNE_EVERY_MS = 60_000;

/** SQLSTATE classes of what no repeating mends: the data itself is at fault. */
const BAD_DATA = /^2[123]/;

export interface HistoryOptions {
  readonly db: Kysely<Database>;
  readonly levels: Levels;
  readonly kept: HistoryLimits;
  readonly log: FastifyBaseLogger;
}

/** Writes messages in batches and in order, in the background, and deletes old ones. */
export class History {
  readonly #options: HistoryOptions;
  readonly #waiting: RoomMessage[] = [];
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #pruning: Promise<void> | undefined;
  #prune: NodeJS.Timeout | undefined;
  #full = false;
  #stopped = false;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Starts deleting old messages. */
  start(): void {
    if (this.#stopped || this.#prune) return;
    const prune = () => void (this.#pruning ??= this.#deleteOld().finally(() => (this.#pruning = undefined)));
    prune();
    this.#prune = setInterval(prune, PRUNE_EVERY_MS);
  }

  add(message: RoomMessage): void {
    const full = this.#waiting.length >= WAITING_MAX;
    if (full && !this.#full) this.#options.log.error('history: the database is too slow, messages are lost');
    this.#full = full;
    if (full) return;
    this.#waiting.push(message);
    this.#write();
  }

  /** Resolves once what was added is written, or cannot be. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#prune);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    await this.#writing;
    this.#write();
    await Promise.all([this.#writing, this.#pruning]);
    const {length} = this.#waiting;
    if (length) this.#options.log.error(`history: ${length} messages are lost, the database is unreachable`);
  }

  #write(): void {
    if (this.#writing || this.#retry || !this.#waiting.length) return;
    this.#writing = this.#writeAll().finally(() => (this.#writing = undefined));
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.#save(batch);
      } catch (err) {
        return this.#writeLater(err);
      }
      this.#waiting.splice(0, batch.length);
    }
  }

  /** One that cannot be kept does not take the others with it. */
  async #save(batch: readonly RoomMessage[]): Promise<void> {
    const {db, levels, log} = this.#options;
    try {
      for (const {userId, points} of await saveMessages(db, batch)) levels.remember(userId, points);
    } catch (err) {
      const {code} = err as {code?: unknown};
      if (!(typeof code === 'string' && BAD_DATA.test(code))) throw err;
      if (batch.length === 1) return log.error({err}, 'history: a message cannot be stored, it is dropped');
      for (const message of batch) await this.#save([message]);
    }
  }

  #writeLater(err: unknown): void {
    this.#options.log.warn({err}, `history: messages are not written, trying again in ${RETRY_MS} ms`);
    if (this.#stopped) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#write();
    }, RETRY_MS);
  }

  async #deleteOld(): Promise<void> {
    const {db, kept, log} = this.#options;
    try {
      await pruneMessages(db, kept);
    } catch (err) {
      log.warn({err}, 'history: old messages are not deleted, trying again in a minute');
    }
  }
}
