import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {Translations} from '../../http/translations.ts';

/** Messages a second in a room. Tencent delivers 40, and viewers send messages too. */
const PER_SECOND = 30;
export const PACE_MS = 1_000 / PER_SECOND;

/**
 * Lease of a claimed message: longer than sending takes. After it another process may claim the message, because the
 * first one has ended.
 */
const LEASE_MS = 8_000;

const FIRST_BACK_OFF_MS = 250;
const LAST_BACK_OFF_MS = 10_000;
const LAST_POSTPONEMENT_MS = 300_000;

/** Maximum number of rooms in one claim. Each room gives one message. */
const ROOMS_A_CLAIM = 32;

/** An order whose message this process has claimed, with what the message contains. */
export interface ClaimedOrder {
  readonly serial: number;
  readonly roomId: string;
  /** Number of claims of the message, including this one. */
  readonly attempts: number;
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
  readonly points: number;
  readonly giftId: string;
  readonly name: string;
  readonly translations: Translations<'name'>;
  readonly icon: string;
  readonly effect: string | null;
  readonly count: number;
  readonly comboId: string | null;
  readonly comboTotal: number | null;
  readonly value: number;
}

/** Identifies a message. */
export type OutboxKey = Pick<ClaimedOrder, 'roomId' | 'serial'>;

/**
 * Claims the oldest message of each room whose pace allows one, and sets the time of the room's next. Exactly one process gets a
 * message; times are by the database's clock. The query steps through the index from room to room, so that rooms without messages
 * and long queues cost nothing.
 */
export async function claimMessages(db: Kysely<Database>, atMost: number): Promise<ClaimedOrder[]> {
  const {rows} = await sql<ClaimedOrder>`
    with recursive waiting as (
      (select room_id from outbox order by room_id limit 1)
      union all
      select (select outbox.room_id from outbox where outbox.room_id > waiting.room_id order by room_id limit 1)
      from waiting where waiting.room_id is not null
    ), due as materialized (
      select outbox_pacing.room_id, serial from waiting join outbox_pacing using (room_id) cross join lateral (
        select serial from outbox
        where outbox.room_id = outbox_pacing.room_id and parked_at is null
          and (leased_until is null or leased_until <= clock_timestamp())
        order by serial limit 1
      ) as first
      where open_at <= clock_timestamp()
      order by open_at limit ${Math.min(atMost, ROOMS_A_CLAIM)}
      for update of outbox_pacing skip locked
    ), paced as (
      update outbox_pacing set open_at = clock_timestamp() + ${PACE_MS} * interval '1 millisecond'
      from due where outbox_pacing.room_id = due.room_id
    ), claimed as (
      update outbox set attempts = attempts + 1, leased_until = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
      from due
      where outbox.room_id = due.room_id and outbox.serial = due.serial
        and (leased_until is null or leased_until <= clock_timestamp())
      returning outbox.serial, outbox.attempts
    )
    select serial, room_id as "roomId", attempts, orders.user_id as "userId", accounts.nick, accounts.avatar,
      coalesce(points, 0) as points, gift_id as "giftId", gifts.name,
      gifts.translations, icon, effect, count, combo_id as "comboId",
      combo_total as "comboTotal", value
    from claimed join orders using (serial) join gifts using (gift_id)
    join accounts on accounts.user_id = orders.user_id left join points on points.user_id = orders.user_id`.execute(db);
  return rows;
}

/** Removes a message that was sent. */
export async function removeMessage(db: Kysely<Database>, {roomId, serial}: OutboxKey): Promise<void> {
  await sql`
    with sent as (delete from outbox where room_id = ${roomId} and serial = ${serial})
    update outbox_pacing set failures = 0 where room_id = ${roomId} and failures > 0`.execute(db);
}

/**
 * Releases the message and delays the room's next one, longer after each failure, because sending fails for the whole
 * room.
 */
export async function backOff(db: Kysely<Database>, {roomId, serial}: OutboxKey): Promise<void> {
  await sql`
    with released as (
      update outbox set leased_until = null where room_id = ${roomId} and serial = ${serial}
    )
    update outbox_pacing set failures = failures + 1, open_at = greatest(open_at, clock_timestamp() + interval '1 millisecond' *
      least(${FIRST_BACK_OFF_MS} * power(2, least(failures, 20)), ${LAST_BACK_OFF_MS}))
    where room_id = ${roomId}`.execute(db);
}

/**
 * Delays this message, longer after each attempt, because sending fails for it alone. The room's other messages are
 * sent.
 */
export async function postpone(db: Kysely<Database>, {roomId, serial}: OutboxKey): Promise<void> {
  await sql`
    update outbox set leased_until = clock_timestamp() + interval '1 millisecond' *
      least(1000 * power(2, least(attempts, 20)), ${LAST_POSTPONEMENT_MS})
    where room_id = ${roomId} and serial = ${serial}`.execute(db);
}

/** Gives up a message that Tencent Chat will never accept. */
export async function park(db: Kysely<Database>, {roomId, serial}: OutboxKey, refusal: string): Promise<void> {
  await sql`
    update outbox set parked_at = now(), leased_until = null, refusal = ${refusal}
    where room_id = ${roomId} and serial = ${serial}`.execute(db);
}

/** Releases messages that this process claimed, so that other processes send them at once. */
export async function releaseMessages(db: Kysely<Database>, keys: readonly OutboxKey[]): Promise<void> {
  if (!keys.length) return;
  await sql`
    update outbox set leased_until = null from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
      as claimed("roomId" text, serial bigint)
    where outbox.room_id = claimed."roomId" and outbox.serial = claimed.serial`.execute(db);
}

export interface OutboxState {
  readonly waiting: number;
  readonly parked: number;
  /** Age of the oldest waiting message; 0 if none waits. */
  readonly oldestS: number;
}

export async function readOutboxState(db: Kysely<Database>): Promise<OutboxState> {
  const {rows} = await sql<OutboxState>`
    select count(*) filter (where parked_at is null)::integer as waiting,
      count(*) filter (where parked_at is not null)::integer as parked,
      coalesce(extract(epoch from now() - min(created_at) filter (where parked_at is null)), 0)::float8 as "oldestS"
    from outbox join orders using (serial)`.execute(db);
  return rows[0]!;
}
