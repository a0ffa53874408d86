import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

/** The longest interval that an operator can set. */
export const SLOW_MODE_MAX_S = 3_600;

export interface SlowModeTurn {
  readonly roomId: string;
  readonly userId: string;
  /** `Random` of the message: a repeated callback about one message gets the same result. */
  readonly random: number;
}

/** Takes the viewer's turn in slow mode and returns 0, or returns the seconds until the next turn. */
export async function takeSlowModeTurn(db: Kysely<Database>, turn: SlowModeTurn, everyS: number): Promise<number> {
  const {roomId, userId, random} = turn;
  const {rows} = await sql<{left: number}>`
    with taken as (
      insert into slow_mode_turns as kept (room_id, user_id, random, at)
      values (${roomId}, ${userId}, ${random}, clock_timestamp())
      on conflict (room_id, user_id) do update set random = excluded.random, at = excluded.at
      where kept.at + ${everyS}::integer * interval '1 s' <= excluded.at
      returning at
    )
    select case when exists (select from taken) or random = ${random} then 0
      else ceil(extract(epoch from at - clock_timestamp()) + ${everyS}::integer) end::integer as left
    from (select random, at from slow_mode_turns where room_id = ${roomId} and user_id = ${userId}) as before`.execute(
    db,
  );
  return Math.max(0, rows[0]?.left ?? 0);
}

export async function deleteOldTurns(db: Kysely<Database>): Promise<void> {
  await sql`delete from slow_mode_turns where at < now() - ${SLOW_MODE_MAX_S}::integer * interval '1 s'`.execute(db);
}
