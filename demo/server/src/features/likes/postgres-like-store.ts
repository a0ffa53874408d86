import {sql, type Kysely} from 'kysely';
import {LIKES_COUNTED_MAX} from '../../../../../src/protocol/limits.ts';
import type {Database} from '../../database/schema.ts';

/** Likes counted per viewer in one window. */
const WINDOW_S = 10;
/** Tencent repeats a callback within seconds, and a sender a message within minutes. Older receipts are deleted. */
const REMEMBERED_S = 600;
/** Of `pg_advisory_xact_lock`: one batch at a time, of all processes. */
const COUNTING = 5_040_001;

/** A message that says how often a viewer liked a room. */
export interface Like {
  readonly roomId: string;
  readonly userId: string;
  /** The sender's own number for it, below 2^32. */
  readonly random: number;
  readonly count: number;
}

/**
 * Counts each message once, and of each viewer no more than the window lets through. Answers how many of each counted,
 * now or when it was counted before; null for rooms that are not ours.
 */
export function countLikes(db: Kysely<Database>, likes: readonly Like[]): Promise<(number | null)[]> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${COUNTING})`.execute(transaction);
    const {rows} = await sql<{counted: number | null}>`
      with said as (
        select * from rows from (jsonb_to_recordset(${JSON.stringify(likes)}::jsonb)
          as ("roomId" text, "userId" text, random bigint, count integer)
        ) with ordinality as l(room_id, user_id, random, count, place)
      ), fresh as (
        select distinct on (room_id, user_id, random) said.* from said join rooms using (room_id)
        where not exists (
          select from like_receipts as r
          where r.room_id = said.room_id and r.user_id = said.user_id and r.random = said.random
        )
        order by room_id, user_id, random, place
      ), lately as (
        select user_id, sum(counted) as used from like_receipts
        where user_id in (select user_id from fresh) and at > statement_timestamp() - ${WINDOW_S} * interval '1 second'
        group by user_id
      ), judged as (
        select fresh.*, greatest(0, least(count, ${LIKES_COUNTED_MAX} - coalesce(used, 0) - coalesce(sum(count) over (
          partition by user_id order by place rows between unbounded preceding and 1 preceding
        ), 0))) as counted
        from fresh left join lately using (user_id)
      ), kept as (
        insert into like_receipts (room_id, user_id, random, counted, at)
        select room_id, user_id, random, counted, statement_timestamp() from judged
      ), totals as (
        insert into likes (room_id, total)
        select room_id, sum(counted) from judged group by room_id having sum(counted) > 0 order by room_id
        on conflict (room_id) do update set total = likes.total + excluded.total
      )
      select coalesce(judged.counted, earlier.counted)::integer as counted from said
      left join judged using (room_id, user_id, random) left join like_receipts as earlier using (room_id, user_id, random)
      order by said.place`.execute(transaction);
    return rows.map(({counted}) => counted);
  });
}

export async function deleteOldReceipts(db: Kysely<Database>): Promise<void> {
  await sql`delete from like_receipts where at < now() - ${REMEMBERED_S} * interval '1 second'`.execute(db);
}

/** How often each room was liked. */
export function readLikeTotals(db: Kysely<Database>): Promise<{roomId: string; total: number}[]> {
  return db
    .selectFrom('rooms')
    .leftJoin('likes', 'likes.room_id', 'rooms.room_id')
    .select(['rooms.room_id as roomId', sql<number>`coalesce(likes.total, 0)`.as('total')])
    .orderBy('rooms.room_id')
    .execute();
}
