import {sql, type Kysely} from 'kysely';
import {LIKES_COUNTED_MAX} from '../../../../../src/protocol/limits.ts';
import type {Database} from '../../database/schema.ts';
import {REMEMBERED_S, WINDOW_S, type Like, type LikeStore} from './like-store.ts';

/** Receipts deleted in one statement. */
const TIDIED_AT_ONCE = 20_000;

/** Counts likes in PostgreSQL. An advisory lock of the room makes its batches wait for each other. */
export class PostgresLikeStore implements LikeStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async count(roomId: string, likes: readonly Like[]): Promise<(number | null)[]> {
    const {rows} = await sql<{place: number; counted: number | null}>`
      select * from count_likes(${roomId}, ${JSON.stringify(likes)}::jsonb, ${LIKES_COUNTED_MAX}::integer, ${WINDOW_S}::integer)`.execute(
      this.#db,
    );
    const counts = new Map(rows.map(({place, counted}) => [place, counted]));
    return likes.map((_like, index) => counts.get(index + 1) ?? null);
  }

  async add(roomId: string, count: number): Promise<void> {
    await sql`
      insert into likes (room_id, total) select room_id, ${count}::bigint from rooms where room_id = ${roomId}
      on conflict (room_id) do update set total = likes.total + excluded.total`.execute(this.#db);
  }

  /** Several processes may tidy at once: each skips rows that another one is deleting. */
  async tidy(): Promise<void> {
    for (let deleted = TIDIED_AT_ONCE; deleted >= TIDIED_AT_ONCE;) {
      const {numAffectedRows} = await sql`
        delete from like_receipts where ctid = any(array(
          select ctid from like_receipts where at < now() - ${REMEMBERED_S} * interval '1 second'
          limit ${TIDIED_AT_ONCE} for update skip locked
        ))`.execute(this.#db);
      deleted = Number(numAffectedRows ?? 0);
    }
  }
}
