import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';
import type {Batch} from './track-shape.ts';

/** Maximum age of an event that counts. A page may have been offline or asleep. */
const EVENT_AGE_S = 3_600;
const CLOCK_TOLERANCE_S = 120;
/** Time for which batches are stored. It is longer than the age of events that count. */
const BATCHES_KEPT_S = 2 * EVENT_AGE_S;
const CLEAN_EVERY_MS = 60_000;
/** Maximum number of batches in one transaction, and of batches that wait for one. */
const TRANSACTION_MAX = 500;
const WAITING_MAX = 20_000;

interface WaitingBatch {
  readonly batch: Batch;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (reason: unknown) => void;
}

interface Count {
  readonly roomId: string;
  readonly minute: number;
  readonly name: string;
  readonly productId: string;
  count: number;
}

/**
 * Counts the events of batches. Batches that arrive during a transaction are counted together in the next one, because all viewers of
 * a room add to the same few rows.
 */
export class TrackCounter {
  readonly #db: Kysely<Database>;
  #waiting: WaitingBatch[] = [];
  #counting: Promise<void> | undefined;
  #cleanedAt = -Infinity;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Resolves once the batch is stored; with false if it was counted before. @throws ApiError UNAVAILABLE if too many wait */
  add(batch: Batch): Promise<boolean> {
    if (this.#waiting.length >= WAITING_MAX) {
      throw new ApiError('UNAVAILABLE', 'too many batches wait; this one is not counted');
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({batch, resolve, reject});
      this.#counting ??= this.#countAll().finally(() => (this.#counting = undefined));
    });
  }

  /** Resolves when no batch waits. */
  async settle(): Promise<void> {
    await this.#counting;
  }

  async #countAll(): Promise<void> {
    while (this.#waiting.length) {
      const batches = this.#waiting.splice(0, TRANSACTION_MAX);
      try {
        const fresh = await this.#count(batches.map(({batch}) => batch));
        for (const {batch, resolve} of batches) resolve(fresh.has(batch));
      } catch (error) {
        for (const {reject} of batches) reject(error);
      }
    }
  }

  /** Returns the batches that are new. */
  async #count(batches: readonly Batch[]): Promise<ReadonlySet<Batch>> {
    const byId = new Map(batches.map((batch) => [batch.batchId, batch]));
    return this.#db.transaction().execute(async (transaction) => {
      await this.#deleteOld(transaction);
      const {rows} = await sql<{batchId: string}>`
        insert into track_batches (batch_id) select unnest(${[...byId.keys()].sort()}::text[])
        on conflict do nothing returning batch_id as "batchId"`.execute(transaction);
      const fresh = new Set(rows.map(({batchId}) => byId.get(batchId)!));
      const counts = countsOf(fresh, Date.now() / 1_000);
      if (counts.length) {
        // Sorted in the same order in all processes, so that two transactions never wait for each other.
        await sql`
          insert into track_counts (room_id, minute, name, product_id, count)
          select "roomId", minute, name, "productId", count
          from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
            as ("roomId" text, minute integer, name text, "productId" text, count bigint)
          where exists (select from rooms where room_id = "roomId")
            and ("productId" = '' or exists (
              select from products where room_id = "roomId" and product_id = "productId"
            ))
          order by 1, 2, 3, 4
          on conflict (room_id, minute, name, product_id) do update set count = track_counts.count + excluded.count`.execute(
          transaction,
        );
      }
      return fresh;
    });
  }

  async #deleteOld(db: Kysely<Database>): Promise<void> {
    if (performance.now() - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = performance.now();
    await sql`
      delete from track_batches where batch_id = any(array(
        select batch_id from track_batches where at < clock_timestamp() - ${BATCHES_KEPT_S}::integer * interval '1 s'
        for update skip locked
      ))`.execute(db);
  }
}

/** A batch belongs to one viewer, for whom an event counts once in a minute, but each gift counts. */
function countsOf(batches: Iterable<Batch>, nowS: number): Count[] {
  const counts = new Map<string, Count>();
  for (const {roomId, events} of batches) {
    const seen = new Set<string>();
    for (const event of events) {
      if (event.name === 'purchased' || event.at > nowS + CLOCK_TOLERANCE_S || event.at < nowS - EVENT_AGE_S) continue;
      const productId = 'productId' in event ? event.productId : '';
      const minute = Math.floor(event.at / 60);
      const key = `${event.name} ${productId} ${minute}`;
      if (seen.has(key) && event.name !== 'gift') continue;
      seen.add(key);
      const roomKey = `${roomId} ${key}`;
      const known = counts.get(roomKey);
      if (known) known.count += 1;
      else counts.set(roomKey, {roomId, minute, name: event.name, productId, count: 1});
    }
  }
  return [...counts.values()];
}
