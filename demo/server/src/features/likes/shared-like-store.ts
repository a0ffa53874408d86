import {sql, type Kysely} from 'kysely';
import type {FastifyBaseLogger} from 'fastify';
import type {Database} from '../../database/schema.ts';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import {RedisUnavailable} from '../../redis/redis-error.ts';
import type {Redis} from '../../redis/redis.ts';
import type {Like, LikeStore} from './like-store.ts';
import {PostgresLikeStore} from './postgres-like-store.ts';
import {RedisLikeStore, type LikeBatch, type UnwrittenLikes} from './redis-like-store.ts';

const WRITE_EVERY_MS = 1_000;
/** Interval at which a process writes the likes that a killed process left in Redis. */
const SWEEP_EVERY_MS = 15_000;

export interface SharedLikeStoreOptions {
  readonly redis: Redis;
  readonly db: Kysely<Database>;
  readonly log: FastifyBaseLogger;
  /** True for rooms of this server. */
  readonly isRoom: (roomId: string) => boolean;
  /** Called with the largest number of likes that may be lost. */
  readonly onLost: (atMost: number) => void;
}

/**
 * Counts likes in Redis, and adds them to the totals in PostgreSQL each second. While Redis is unavailable PostgreSQL
 * counts. Each switch between the two resets the limit per viewer.
 */
export class SharedLikeStore implements LikeStore {
  readonly #options: SharedLikeStoreOptions;
  readonly #redis: RedisLikeStore;
  readonly #postgres: PostgresLikeStore;
  readonly #task: PeriodicTask;
  readonly #reports = new Set<Promise<void>>();
  #sweptAt = -Infinity;

  constructor(options: SharedLikeStoreOptions) {
    const {redis, db, log} = options;
    this.#options = options;
    this.#redis = new RedisLikeStore(redis, (lost) => this.#report(lost));
    this.#postgres = new PostgresLikeStore(db);
    this.#task = new PeriodicTask({
      name: 'likes: totals were not written to the database',
      log,
      work: () => this.#write().then(() => WRITE_EVERY_MS),
    });
  }

  async count(roomId: string, likes: readonly Like[]): Promise<(number | null)[]> {
    if (this.#options.isRoom(roomId)) {
      try {
        return await this.#redis.count(roomId, likes);
      } catch (error) {
        if (!(error instanceof RedisUnavailable)) throw error;
      }
    }
    return this.#postgres.count(roomId, likes);
  }

  add(roomId: string, count: number): Promise<void> {
    return this.#postgres.add(roomId, count);
  }

  tidy(): Promise<void> {
    return this.#postgres.tidy();
  }

  start(): void {
    this.#task.start();
  }

  async stop(): Promise<void> {
    const {log} = this.#options;
    await this.#task.stop();
    await this.#write().catch((err: unknown) => log.error({err}, 'likes: totals were not written to the database'));
    await Promise.all(this.#reports);
    const {unwritten} = this.#redis;
    if (!unwritten) return;
    log.error(
      `likes: ${unwritten} likes were not written to the database before this process ended; another process writes them ` +
        'from Redis, unless Redis loses its data first',
    );
  }

  async #write(): Promise<void> {
    try {
      const isSweep = performance.now() - this.#sweptAt > SWEEP_EVERY_MS;
      const own = this.#redis.unwrittenRooms;
      const all = isSweep ? await this.#redis.likedRooms() : [];
      if (isSweep) this.#sweptAt = performance.now();
      const rooms = [...new Set([...own, ...all])];
      const taken = await Promise.all(rooms.map((roomId) => this.#redis.take(roomId)));
      const batches = taken.filter((batch) => batch !== undefined);
      if (batches.length) {
        await writeBatches(this.#options.db, batches);
        await Promise.all(batches.map((batch) => this.#redis.done(batch)));
      }
      const idle = all.filter((roomId) => taken[rooms.indexOf(roomId)] === undefined);
      await Promise.all(idle.map((roomId) => this.#redis.forgetRoom(roomId)));
    } catch (error) {
      // If PostgreSQL has the batch and Redis does not know it, the batch is written again and adds nothing.
      if (!(error instanceof RedisUnavailable)) throw error;
    }
  }

  /** Logs the likes that were lost with Redis's data. Batches that PostgreSQL has are not lost. */
  #report({roomId, generation, batches}: UnwrittenLikes): void {
    const {db, log, onLost} = this.#options;
    const report = readWritten(db, roomId, generation)
      .catch(() => 0)
      .then((written) => {
        let lost = 0;
        for (const [batch, count] of batches) if (batch > written) lost += count;
        if (!lost) return;
        log.error(
          {roomId},
          `likes: Redis has lost its data, with at most ${lost} likes that were not written to the database`,
        );
        onLost(lost);
      })
      .finally(() => this.#reports.delete(report));
    this.#reports.add(report);
  }
}

/** Adds each batch once, even if several processes write it or one writes it again. */
async function writeBatches(db: Kysely<Database>, batches: readonly LikeBatch[]): Promise<void> {
  await sql`
    insert into likes (room_id, total, generation, batch)
    select room_id, amount, b.generation, b.batch from jsonb_to_recordset(${JSON.stringify(batches)}::jsonb)
      as b("roomId" text, generation text, batch bigint, amount bigint) join rooms on room_id = "roomId"
    order by room_id
    on conflict (room_id) do update
    set total = likes.total + excluded.total, generation = excluded.generation, batch = excluded.batch
    where likes.generation <> excluded.generation or likes.batch < excluded.batch`.execute(db);
}

/** The last batch of the generation that is in PostgreSQL; 0 if there is none. */
async function readWritten(db: Kysely<Database>, roomId: string, generation: string): Promise<number> {
  const row = await db
    .selectFrom('likes')
    .select('batch')
    .where('room_id', '=', roomId)
    .where('generation', '=', generation)
    .executeTakeFirst();
  return row?.batch ?? 0;
}
