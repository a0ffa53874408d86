import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

/** The longest interval that an operator can set. */
export const SLOW_MODE_MAX_S = 3_600;

export interface SlowModeTurn {
  readonly roomId: string;
  readonly userId: string;
  /** The message's own number: asked twice about one message, the answer is the same. */
  readonly random: number;
}

/** In slow mode: takes the viewer's turn and answers 0, or the seconds that are left until the next. */
export async function takeSlowModeTurn(db: Kysely<Database>, turn: SlowModeTurn, everyS: number): Promise<number> {
  const {roomId, userId, random} = turn;
  const {rows} = await sql<{left: number}>`
    with taken as (
      insert into turns as kept (room_id, user_id, random, at)
      values (${roomId}, ${userId}, ${random}, clock_timestamp())
      on conflict (room_id, user_id) do update set random = excluded.random, at = excluded.at
      where kept.at + ${everyS}::integer * interval '1 s' <= excluded.at
      returning at
    )
    select case when exists (select from taken) or random = ${random} then 0
      else ceil(extract(epoch from at - clock_timestamp()) + ${everyS}::integer) end::integer as left
    from (select random, at from turns where room_id = ${roomId} and user_id = ${userId}) as before`.execute(db);
  return Math.max(0, rows[0]?.left ?? 0);
}

export async function deleteOldTurns(db: Kysely<Database>): Promise<void> {
  await sql`delete from turns where at < now() - ${SLOW_MODE_MAX_S}::integer * interval '1 s'`.execute(db);
}
