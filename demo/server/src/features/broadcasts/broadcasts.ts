import {randomBytes, randomInt} from 'node:crypto';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {Translations} from '../../http/translations.ts';

/** After this time another process sends the broadcast: the one that claimed it has died. */
const LEASE_S = 30;

export interface NewBroadcast {
  readonly text: string;
  readonly level?: 'info' | 'warning' | 'urgent' | undefined;
  readonly href?: string | undefined;
  /** Unix seconds. */
  readonly expiresAt?: number | undefined;
  readonly translations?: Translations<'text'> | undefined;
}

/** A broadcast that this process claimed and sends now. */
export interface DueBroadcast {
  readonly broadcastId: string;
  readonly random: number;
  readonly message: {readonly v: 1; readonly type: string} & Record<string, unknown>;
}

export interface DueInRoom extends DueBroadcast {
  readonly roomId: string;
}

/** Stores a broadcast and returns its id. */
export async function addBroadcast(
  db: Kysely<Database>,
  {text, level = 'info', href, expiresAt, translations}: NewBroadcast,
): Promise<string> {
  const broadcastId = `b_${randomBytes(9).toString('hex')}`;
  const message = {v: 1, type: 'broadcast', broadcastId, text, level, href, expiresAt, translations};
  await db
    .insertInto('broadcasts')
    .values({
      broadcast_id: broadcastId,
      message: JSON.stringify(message),
      random: randomInt(2 ** 32),
      expires_at: expiresAt === undefined ? null : new Date(expiresAt * 1_000),
    })
    .execute();
  return broadcastId;
}

/** Marks broadcasts that expired before they were sent. */
export async function dropExpired(db: Kysely<Database>): Promise<void> {
  await db
    .updateTable('broadcasts')
    .set({state: 'expired'})
    .where('state', 'in', ['waiting', 'by room'])
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .execute();
}

/**
 * Claims the next broadcast if the common pace of all processes allows one; else returns undefined. The row of the pace is locked
 * during the claim, so that no other process claims at the same time.
 */
export async function claimBroadcast(db: Kysely<Database>, everyMs: number): Promise<DueBroadcast | undefined> {
  const {rows} = await sql<DueBroadcast>`
    with pace as (
      select from broadcast_pacing where name = 'broadcast' and open_at <= clock_timestamp() for update skip locked
    ), due as (
      select broadcast_id from broadcasts
      where exists (select from pace) and state = 'waiting'
      and (leased_until is null or leased_until < clock_timestamp())
      order by serial limit 1 for update skip locked
    ), taken as (
      update broadcasts set leased_until = clock_timestamp() + ${LEASE_S}::integer * interval '1 s'
      from due where broadcasts.broadcast_id = due.broadcast_id
      returning broadcasts.broadcast_id, random, message
    ), paced as (
      update broadcast_pacing set open_at = clock_timestamp() + ${everyMs}::integer * interval '1 ms'
      where name = 'broadcast' and exists (select from taken)
    )
    select broadcast_id as "broadcastId", random, message from taken`.execute(db);
  return rows[0];
}

/** Claims rooms for broadcasts that are sent room by room, within their pace. */
export async function claimRooms(
  db: Kysely<Database>,
  {rooms, everyMs}: {readonly rooms: number; readonly everyMs: number},
): Promise<DueInRoom[]> {
  const {rows} = await sql<DueInRoom>`
    with pace as (
      select from broadcast_pacing where name = 'broadcast by room' and open_at <= clock_timestamp() for update skip locked
    ), due as (
      select broadcast_id, room_id from broadcast_rooms join broadcasts using (broadcast_id)
      where exists (select from pace) and state = 'by room'
      and (broadcast_rooms.leased_until is null or broadcast_rooms.leased_until < clock_timestamp())
      order by serial, room_id limit ${rooms} for update of broadcast_rooms skip locked
    ), taken as (
      update broadcast_rooms set leased_until = clock_timestamp() + ${LEASE_S}::integer * interval '1 s'
      from due where broadcast_rooms.broadcast_id = due.broadcast_id and broadcast_rooms.room_id = due.room_id
      returning broadcast_rooms.broadcast_id, broadcast_rooms.room_id
    ), paced as (
      update broadcast_pacing set open_at = clock_timestamp() + ${everyMs}::integer * interval '1 ms'
      where name = 'broadcast by room' and exists (select from taken)
    )
    select broadcast_id as "broadcastId", room_id as "roomId", random, message
    from taken join broadcasts using (broadcast_id)`.execute(db);
  return rows;
}

export async function markSent(db: Kysely<Database>, broadcastId: string): Promise<void> {
  await db.updateTable('broadcasts').set({state: 'sent'}).where('broadcast_id', '=', broadcastId).execute();
}

/** Releases the broadcast for another attempt. */
export async function retryBroadcast(db: Kysely<Database>, broadcastId: string): Promise<void> {
  await db.updateTable('broadcasts').set({leased_until: null}).where('broadcast_id', '=', broadcastId).execute();
}

/** Queues the broadcast for each room that has not ended. */
export async function sendByRoom(db: Kysely<Database>, broadcastId: string): Promise<void> {
  await sql`
    with changed as (
      update broadcasts set state = 'by room' where broadcast_id = ${broadcastId} and state = 'waiting'
      returning broadcast_id
    )
    insert into broadcast_rooms (broadcast_id, room_id)
    select broadcast_id, room_id from changed, rooms where status <> 'ended'
    on conflict do nothing`.execute(db);
}

/** Removes a room that got the broadcast or cannot get it. After the last room the broadcast counts as sent. */
export async function roomDone(db: Kysely<Database>, {broadcastId, roomId}: DueInRoom): Promise<void> {
  await db
    .deleteFrom('broadcast_rooms')
    .where('broadcast_id', '=', broadcastId)
    .where('room_id', '=', roomId)
    .execute();
  await sql`
    update broadcasts set state = 'sent' where broadcast_id = ${broadcastId} and state = 'by room'
    and not exists (select from broadcast_rooms where broadcast_id = ${broadcastId})`.execute(db);
}

export async function retryRoom(db: Kysely<Database>, {broadcastId, roomId}: DueInRoom): Promise<void> {
  await db
    .updateTable('broadcast_rooms')
    .set({leased_until: null})
    .where('broadcast_id', '=', broadcastId)
    .where('room_id', '=', roomId)
    .execute();
}

/** True if a broadcast waits. */
export async function hasPending(db: Kysely<Database>): Promise<boolean> {
  const row = await db
    .selectFrom('broadcasts')
    .select('broadcast_id')
    .where('state', 'in', ['waiting', 'by room'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
