import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {Levels} from '../levels/index.ts';
import {saveMessages, pruneMessages, type HistoryLimits, type SentMessage} from './messages.ts';

/** Most messages in one statement. */
const BATCH = 200;
/** Most messages that wait while the database is away; further ones are lost. */
const WAITING_MAX = 20_000;
const RETRY_MS = 500;
const PRUNE_EVERY_MS = 60_000;

/** SQLSTATE classes 21 to 23: the data is invalid, so repeating the statement does not help. */
const BAD_DATA = /^2[123]/;

export interface HistoryOptions {
  readonly db: Kysely<Database>;
  readonly levels: Levels;
  readonly kept: HistoryLimits;
  readonly log: FastifyBaseLogger;
}

/** Stores messages in the background, in batches and in order, and deletes old ones. */
export class History {
  readonly #options: HistoryOptions;
  readonly #waiting: SentMessage[] = [];
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

  add(message: SentMessage): void {
    const full = this.#waiting.length >= WAITING_MAX;
    if (full && !this.#full) this.#options.log.error('history: the database is too slow; messages are lost');
    this.#full = full;
    if (full) return;
    this.#waiting.push(message);
    this.#write();
  }

  /** Resolves once all added messages are stored, or cannot be. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#prune);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    await this.#writing;
    this.#write();
    await Promise.all([this.#writing, this.#pruning]);
    const {length} = this.#waiting;
    if (length) this.#options.log.error(`history: the database is unreachable; ${length} messages are lost`);
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

  /** Stores a batch. If one message is invalid, stores the others one by one. */
  async #save(batch: readonly SentMessage[]): Promise<void> {
    const {db, levels, log} = this.#options;
    try {
      for (const {userId, points} of await saveMessages(db, batch)) levels.remember(userId, points);
    } catch (err) {
      const {code} = err as {code?: unknown};
      if (!(typeof code === 'string' && BAD_DATA.test(code))) throw err;
      if (batch.length === 1) return log.error({err}, 'history: a message is invalid and was not stored');
      for (const message of batch) await this.#save([message]);
    }
  }

  #writeLater(err: unknown): void {
    this.#options.log.warn({err}, `history: messages were not stored; trying again in ${RETRY_MS} ms`);
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
      log.warn({err}, 'history: old messages were not deleted; trying again in a minute');
    }
  }
}
