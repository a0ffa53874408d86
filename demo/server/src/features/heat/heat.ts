import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

/*
 * heat = 10 for each viewer + 5 for each comment + 1 for each 10 likes + 1 for each coin of gifts, at most 1,000,000,000.
 * Comments, likes and coins lose half of their weight every two minutes.
 */
const COMMENT_HEAT = 5;
const LIKE_HEAT = 0.1;
const HALF_LIFE_S = 120;
/** Gifts that are older have lost 999 of 1,000 parts. */
const GIFTS_S = 10 * HALF_LIFE_S;
/** The limit of activity and of coins; `heat` has the same. */
const HEAT_MAX = 1_000_000_000;

/** Interval in which one process of all computes a room's heat. */
const EVERY_MS = 5_000;

export interface RoomHeat {
  readonly roomId: string;
  readonly heat: number;
  /** The heat that the room's group counter has. */
  readonly published: number;
}

/**
 * Computes the heat of rooms that are due and returns it: rooms on air, with viewers, or whose heat is not gone yet. Rooms at rest
 * cost nothing. A room is due for one process alone.
 *
 * @param limit Most rooms; those whose heat is the oldest come first.
 */
export async function computeHeat(db: Kysely<Database>, limit: number): Promise<RoomHeat[]> {
  const {rows} = await sql<RoomHeat>`
    with watched as (
      select room_id from rooms where status in ('live', 'paused')
      union
      select room_id from room_stats where viewers_now > 0
      union
      select room_id from room_heat where heat > 0 or heat <> published
    ), due as (
      select room_id from watched left join room_heat using (room_id)
      where counted_at is null or counted_at <= clock_timestamp() - ${EVERY_MS}::integer * interval '1 ms'
      order by counted_at nulls first, room_id limit ${limit}
    )
    insert into room_heat as kept (room_id, comments, likes, viewers, activity, coins, counted_at)
    select room_id, coalesce(comments, 0), coalesce(total, 0), coalesce(viewers_now, 0), 0, least(${HEAT_MAX}::float8, (
        select coalesce(sum(value * ${decay(sql`created_at`)}), 0) from orders
        where orders.room_id = due.room_id and created_at > now() - ${GIFTS_S}::integer * interval '1 s'
      )), clock_timestamp()
    from due left join room_stats using (room_id) left join likes using (room_id) order by room_id
    on conflict (room_id) do update set
      comments = excluded.comments, likes = excluded.likes, viewers = excluded.viewers, coins = excluded.coins,
      counted_at = excluded.counted_at,
      activity = least(${HEAT_MAX}::float8, kept.activity * ${decay(sql`kept.counted_at`)}
        + ${COMMENT_HEAT}::float8 * greatest(0, excluded.comments - kept.comments)
        + ${LIKE_HEAT}::float8 * greatest(0, excluded.likes - kept.likes))
    where kept.counted_at <= excluded.counted_at - ${EVERY_MS}::integer * interval '1 ms'
    returning room_id as "roomId", heat, published`.execute(db);
  return rows;
}

/** Saves which heat the room's group counter has. */
export async function markHeatPublished(db: Kysely<Database>, {roomId, heat}: RoomHeat): Promise<void> {
  await db.updateTable('room_heat').set({published: heat}).where('room_id', '=', roomId).execute();
}

/** The share of its weight that something of this time still has. PostgreSQL refuses powers that are too small to be written. */
function decay(since: ReturnType<typeof sql>) {
  return sql`power(0.5, least(60, greatest(0, extract(epoch from now() - ${since})::float8) / ${HALF_LIFE_S}::float8))`;
}
