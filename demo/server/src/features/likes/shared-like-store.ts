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
/** Likes that a killed process has counted in Redis are written by another within this time. */
const SWEEP_EVERY_MS = 15_000;

export interface SharedLikeStoreOptions {
  readonly redis: Redis;
  readonly db: Kysely<Database>;
  readonly log: FastifyBaseLogger;
  /** True for rooms that are known to be ours. */
  readonly isRoom: (roomId: string) => boolean;
  /** Called with likes that are lost, at most. */
  readonly onLost: (atMost: number) => void;
}

/**
 * Counts likes in Redis, and adds them to the totals in PostgreSQL each second. While Redis is away PostgreSQL counts: sums add up
 * in any order. The limit per viewer begins anew at each change between the two.
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
      name: 'likes: totals are not written to the database',
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
    await this.#write().catch((err: unknown) => log.error({err}, 'likes: totals are not written to the database'));
    await Promise.all(this.#reports);
    const {unwritten} = this.#redis;
    if (unwritten) log.error(`likes: ${unwritten} likes are left in Redis, another process writes them`);
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
      // A batch that Redis does not know to be written is written again, and counts once.
      if (!(error instanceof RedisUnavailable)) throw error;
    }
  }

  /** Likes that were written just before Redis lost its data are no loss. */
  #report({roomId, generation, batches}: UnwrittenLikes): void {
    const {db, log, onLost} = this.#options;
    const report = readWritten(db, roomId, generation)
      .catch(() => 0)
      .then((written) => {
        let lost = 0;
        for (const [batch, count] of batches) if (batch > written) lost += count;
        if (!lost) return;
        log.error({roomId}, `likes: Redis has lost its data, and at most ${lost} likes of the last second with it`);
        onLost(lost);
      })
      .finally(() => this.#reports.delete(report));
    this.#reports.add(report);
  }
}

/** Adds each batch once, by whichever process and however often it is written. */
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

/** The last batch of the generation that PostgreSQL has; 0 if it has none. */
async function readWritten(db: Kysely<Database>, roomId: string, generation: string): Promise<number> {
  const row = await db
    .selectFrom('likes')
    .select('batch')
    .where('room_id', '=', roomId)
    .where('generation', '=', generation)
    .executeTakeFirst();
  return row?.batch ?? 0;
}
