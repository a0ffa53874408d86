import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

export interface LikeTotal {
  readonly roomId: string;
  readonly total: number;
}

/** A page of rooms in the order of their ids: at most `limit` rooms after the room `after`. */
export interface RoomPage {
  readonly after: string;
  readonly limit: number;
}

/** Rooms whose total differs from the published one. */
export async function readUnpublishedTotals(db: Kysely<Database>, {after, limit}: RoomPage): Promise<LikeTotal[]> {
  return db
    .selectFrom('likes')
    .select(['room_id as roomId', 'total'])
    .whereRef('total', '<>', 'published')
    .where('room_id', '>', after)
    .orderBy('room_id')
    .limit(limit)
    .execute();
}

/** Saves which total of a room was published. */
export async function markPublished(db: Kysely<Database>, {roomId, total}: LikeTotal): Promise<void> {
  await db.updateTable('likes').set({published: total}).where('room_id', '=', roomId).execute();
}

/** Rooms on air or with viewers. */
export async function readWatchedTotals(
  db: Kysely<Database>,
  {after, limit}: RoomPage,
): Promise<(LikeTotal & {readonly isPublished: boolean})[]> {
  const {rows} = await sql<LikeTotal & {isPublished: boolean}>`
    with watched as (
      (select room_id from rooms where status in ('live', 'paused') and room_id > ${after} order by room_id limit ${limit})
      union
      (select room_id from room_stats where viewers_now > 0 and room_id > ${after} order by room_id limit ${limit})
    )
    select room_id as "roomId", coalesce(total, 0) as total, total is not distinct from published as "isPublished"
    from watched left join likes using (room_id)
    order by room_id limit ${limit}`.execute(db);
  return rows;
}
