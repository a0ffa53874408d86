import {setTimeout as wait} from 'node:timers/promises';
import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {CounterWriter} from '../../tencent/counter-writer.ts';
import {readCounter} from '../../tencent/counters.ts';
import {ImError, NO_GROUP} from '../../tencent/im-error.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {markPublished, readUnpublishedTotals, readWatchedTotals, type LikeTotal} from './published-totals.ts';

/** The group counter that has a room's total. */
const COUNTER = 'like';
const EVERY_MS = 1_000;
/** Calls at once: Tencent takes 200 a second. */
const AT_ONCE = 20;
/** Counters of watched rooms that are read each second, in turn. */
const CHECKED_AT_ONCE = 20;
/** Key of the advisory lock. The process that holds it publishes. */
const PUBLISHER_LOCK = 5_040_002;
/** Interval of warnings about failures, in ms. */
const WARN_EVERY_MS = 60_000;

/**
 * Writes each room's total into its group counter, at most once a second and only after a change. Reads the counters of watched
 * rooms in turn and repairs them: any member of a group can set its counters. One process of all publishes: the one whose database
 * connection holds the advisory lock.
 */
export class LikePublisher {
  readonly #db: Kysely<Database>;
  readonly #im: RestClient;
  readonly #log: FastifyBaseLogger;
  readonly #ended = new AbortController();
  readonly #counter: CounterWriter;
  /** Rooms whose counter cannot be read. */
  readonly #unreadable = new Set<string>();
  /** The room whose counter was read last. */
  #checkedTo = '';
  #running: Promise<void> | undefined;
  #warnedAt = -Infinity;

  constructor(db: Kysely<Database>, im: RestClient, log: FastifyBaseLogger) {
    this.#db = db;
    this.#im = im;
    this.#log = log;
    this.#counter = new CounterWriter({im, log, key: COUNTER, without: 'pages read totals only when they join'});
  }

  start(): void {
    if (!this.#ended.signal.aborted) this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      try {
        await this.#db.connection().execute((connection) => this.#publishAlone(connection));
      } catch (err) {
        this.#warn(err, 'likes: this process could not publish totals; trying again');
      }
      await this.#pause();
    }
  }

  /** Returns at once where another process publishes. */
  async #publishAlone(connection: Kysely<Database>): Promise<void> {
    const {rows} = await sql<{mine: boolean}>`select pg_try_advisory_lock(${PUBLISHER_LOCK}) as mine`.execute(
      connection,
    );
    if (!rows[0]!.mine) return;
    try {
      while (!this.#ended.signal.aborted) {
        await this.#checkCounters(connection);
        await this.#publish(connection);
        await this.#pause();
      }
    } finally {
      await sql`select pg_advisory_unlock(${PUBLISHER_LOCK})`.execute(connection);
    }
  }

  async #publish(connection: Kysely<Database>): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined && !this.#ended.signal.aborted;) {
      const totals = await readUnpublishedTotals(connection, {after, limit: AT_ONCE});
      await Promise.all(totals.map((total) => this.#write(connection, total)));
      after = totals.length < AT_ONCE ? undefined : totals.at(-1)!.roomId;
    }
  }

  async #checkCounters(connection: Kysely<Database>): Promise<void> {
    const totals = await readWatchedTotals(connection, {after: this.#checkedTo, limit: CHECKED_AT_ONCE});
    this.#checkedTo = totals.length < CHECKED_AT_ONCE ? '' : totals.at(-1)!.roomId;
    const readable = totals.filter(
      ({roomId, isPublished}) => isPublished && !this.#counter.isRefused(roomId) && !this.#unreadable.has(roomId),
    );
    await Promise.all(readable.map((total) => this.#checkCounter(connection, total)));
  }

  async #checkCounter(connection: Kysely<Database>, total: LikeTotal): Promise<void> {
    try {
      const value = await readCounter(this.#im, total.roomId, COUNTER);
      if (value !== undefined && value !== total.total) await this.#write(connection, total);
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      // A missing feature is logged when a counter is written.
      if (!err.passing && err.errorCode !== NO_GROUP) this.#unreadable.add(total.roomId);
    }
  }

  async #write(connection: Kysely<Database>, {roomId, total}: LikeTotal): Promise<void> {
    if (await this.#counter.write(roomId, total)) await markPublished(connection, {roomId, total});
  }

  #warn(err: unknown, message: string): void {
    if (this.#ended.signal.aborted || performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    this.#log.warn({err}, message);
  }

  async #pause(): Promise<void> {
    await wait(EVERY_MS, undefined, {signal: this.#ended.signal}).catch(() => undefined); // Stopped: the loops check the signal.
  }
}
