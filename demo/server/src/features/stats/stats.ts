import {sql, type Kysely} from 'kysely';
import {Type, type Static} from 'typebox';
import type {Database} from '../../database/schema.ts';
import {WholeNumber} from '../../http/shapes.ts';

/** Interval at which one process reads a room's number of viewers. Tencent counts once in this time. */
const SAMPLE_EVERY_MS = 10_000;
/** The same for a room on air without known viewers. */
const EMPTY_SAMPLE_EVERY_MS = 60_000;
/** Most rooms in one round: each costs a REST call. */
const SAMPLES_AT_ONCE = 50;

export const StatsShape = Type.Object({
  comments: WholeNumber(),
  likes: WholeNumber(),
  gifts: WholeNumber(),
  giftValue: WholeNumber({description: 'Coins'}),
  viewersNow: WholeNumber(),
  viewersPeak: WholeNumber(),
  refused: WholeNumber({description: 'Messages refused by word filter, slow mode and penalties'}),
  entries: WholeNumber({description: 'Entries in all lotteries of the room'}),
});

/** Totals of the room. */
export async function readStats(db: Kysely<Database>, roomId: string): Promise<Static<typeof StatsShape>> {
  const {rows} = await sql<Static<typeof StatsShape>>`
    select coalesce(comments, 0) as comments, coalesce(refused, 0) as refused,
      coalesce(viewers_now, 0) as "viewersNow", coalesce(viewers_peak, 0) as "viewersPeak",
      coalesce((select total from likes where room_id = room.id), 0) as likes,
      (select coalesce(sum(count), 0) from orders where room_id = room.id)::bigint as gifts,
      (select coalesce(sum(value), 0) from orders where room_id = room.id)::bigint as "giftValue",
      (select count(*) from lottery_entries join lotteries using (lottery_id) where room_id = room.id) as entries
    from (select ${roomId}::text as id) as room left join room_stats on room_stats.room_id = room.id`.execute(db);
  return rows[0]!;
}

/**
 * Claims the rooms whose viewers this process counts now. Rooms with viewers are counted often, other rooms on air more
 * rarely, in case their joins are not reported. Inactive rooms cost nothing.
 */
export async function claimSamples(db: Kysely<Database>, occupiedRooms: readonly string[] = []): Promise<string[]> {
  const {rows} = await sql<{roomId: string}>`
    with watched as (
      select distinct room_id from presences where counted_to is not null
      union
      select room_id from rooms where room_id = any(${occupiedRooms}::text[])
      union
      select room_id from room_stats where viewers_now > 0
    ), due as (
      select room_id from (
        select room_id, ${SAMPLE_EVERY_MS}::integer as every_ms from watched
        union all
        select room_id, ${EMPTY_SAMPLE_EVERY_MS}::integer from rooms
        where status in ('live', 'paused') and room_id not in (select room_id from watched)
      ) as candidates left join room_stats using (room_id)
      where sampled_at is null or sampled_at <= clock_timestamp() - interval '1 ms' * every_ms
      order by sampled_at nulls first, room_id limit ${SAMPLES_AT_ONCE}
    )
    insert into room_stats (room_id, sampled_at)
    select room_id, clock_timestamp() from due order by room_id
    on conflict (room_id) do update set sampled_at = excluded.sampled_at
    where room_stats.sampled_at is null
      or room_stats.sampled_at <= excluded.sampled_at - ${SAMPLE_EVERY_MS}::integer * interval '1 ms'
    returning room_id as "roomId"`.execute(db);
  return rows.map(({roomId}) => roomId);
}

export async function saveSample(db: Kysely<Database>, roomId: string, viewers: number): Promise<void> {
  await db
    .updateTable('room_stats')
    .set({viewers_now: viewers, viewers_peak: sql`greatest(viewers_peak, ${viewers}::integer)`})
    .where('room_id', '=', roomId)
    .execute();
}

/**
 * Deletes receipts of refused messages. Callbacks older than this are refused, so the receipts are no longer needed.
 */
export async function deleteOldRefusals(db: Kysely<Database>): Promise<void> {
  await sql`delete from refusals where at < now() - interval '10 minutes'`.execute(db);
}

/** Viewers in all rooms. */
export async function readViewers(db: Kysely<Database>): Promise<number> {
  const {rows} = await sql<{viewers: number}>`
    select coalesce(sum(viewers_now), 0)::float8 as viewers from room_stats where viewers_now > 0`.execute(db);
  return rows[0]!.viewers;
}
