import {setTimeout as wait} from 'node:timers/promises';
import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {readCounter, setCounter} from '../../tencent/counters.ts';
import {ImError, NO_GROUP} from '../../tencent/im-error.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {readLikeTotals} from './postgres-like-store.ts';

/** The group counter that has a room's total. */
const COUNTER = 'like';
const EVERY_MS = 1_000;
/** Calls at once: Tencent takes 200 a second. */
const AT_ONCE = 20;
/** Counters that are looked at each time, in turn: each once a second in an app of so many rooms. */
const CHECKED_AT_ONCE = 20;
/** Of `pg_try_advisory_lock`: who holds it publishes. */
const PUBLISHING = 5_040_002;
/** Interval of warnings about failures, in ms. */
const WARN_EVERY_MS = 60_000;

interface Total {
  readonly roomId: string;
  readonly total: number;
}

/**
 * Writes each room's total into its group counter, at most once a second and only what has changed, here or there. Of all processes on the
 * database one does: the one whose connection holds the lock, for as long as there is the connection.
 */
export class LikePublisher {
  readonly #db: Kysely<Database>;
  readonly #im: RestClient;
  readonly #log: FastifyBaseLogger;
  readonly #ended = new AbortController();
  /** Rooms whose counter Tencent does not keep: the app's edition has none. */
  readonly #refused = new Set<string>();
  /** Rooms whose counter cannot be read. */
  readonly #unreadable = new Set<string>();
  #nextCheck = 0;
  #running: Promise<void> | undefined;
  #warnedAt = -Infinity;

  constructor(db: Kysely<Database>, im: RestClient, log: FastifyBaseLogger) {
    this.#db = db;
    this.#im = im;
    this.#log = log;
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
        this.#warn(err, 'likes: totals are not published by this process, trying again');
      }
      await this.#pause();
    }
  }

  /** Returns at once where another process publishes. */
  async #publishAlone(connection: Kysely<Database>): Promise<void> {
    const {rows} = await sql<{mine: boolean}>`select pg_try_advisory_lock(${PUBLISHING}) as mine`.execute(connection);
    if (!rows[0]!.mine) return;
    const published = new Map<string, number>();
    try {
      while (!this.#ended.signal.aborted) {
        await this.#publish(connection, published);
        await this.#pause();
      }
    } finally {
      await sql`select pg_advisory_unlock(${PUBLISHING})`.execute(connection);
    }
  }

  async #publish(connection: Kysely<Database>, published: Map<string, number>): Promise<void> {
    const rooms = (await readLikeTotals(connection)).filter(({roomId}) => !this.#refused.has(roomId));
    // A counter that was never set is 0.
    const isPublished = ({roomId, total}: Total) => (published.get(roomId) ?? 0) === total;
    await this.#forgetChanged(rooms.filter(isPublished), published);
    const changed = rooms.filter((room) => !isPublished(room));
    for (let from = 0; from < changed.length && !this.#ended.signal.aborted; from += AT_ONCE) {
      await Promise.all(
        changed.slice(from, from + AT_ONCE).map(async ({roomId, total}) => {
          if (await this.#write(roomId, total)) published.set(roomId, total);
        }),
      );
    }
  }

  /** Forgets what was published of counters that are something else now. Any member of a group can set its counters. */
  async #forgetChanged(rooms: readonly Total[], published: Map<string, number>): Promise<void> {
    const readable = rooms.filter(({roomId}) => !this.#unreadable.has(roomId));
    const from = this.#nextCheck < readable.length ? this.#nextCheck : 0;
    this.#nextCheck = from + CHECKED_AT_ONCE;
    await Promise.all(
      readable.slice(from, from + CHECKED_AT_ONCE).map(async ({roomId, total}) => {
        try {
          const value = await readCounter(this.#im, roomId, COUNTER);
          if (value !== undefined && value !== total) published.set(roomId, value);
        } catch (err) {
          if (!(err instanceof ImError)) throw err;
          // An app without counters is named when one is written.
          if (!err.passing && err.errorCode !== NO_GROUP) this.#unreadable.add(roomId);
        }
      }),
    );
  }

  /** True if Tencent Chat accepted it. */
  async #write(roomId: string, total: number): Promise<boolean> {
    try {
      await setCounter(this.#im, roomId, COUNTER, total);
      return true;
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      if (err.passing || err.errorCode === NO_GROUP) this.#warn(err, 'likes: a total is not published, trying again');
      else this.#giveUp(roomId, err);
      return false;
    }
  }

  #giveUp(roomId: string, err: ImError): void {
    if (!this.#refused.size) {
      this.#log.warn({err, roomId}, 'likes: this app keeps no group counters, pages learn totals on joining alone');
    }
    this.#refused.add(roomId);
  }

  #warn(err: unknown, message: string): void {
    if (this.#ended.signal.aborted || performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    this.#log.warn({err}, message);
  }

  async #pause(): Promise<void> {
    await wait(EVERY_MS, undefined, {signal: this.#ended.signal}).catch(() => undefined); // Ended: its loop sees it.
  }
}
