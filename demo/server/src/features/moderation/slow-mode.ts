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

/**
 * Maximum number of statements for one turn. A further one is needed if another message took the turn during the
 * previous one.
 */
const TRIES = 5;

/** Takes the viewer's turn in slow mode and returns 0, or returns the seconds until the next turn. */
export async function takeSlowModeTurn(db: Kysely<Database>, turn: SlowModeTurn, everyS: number): Promise<number> {
  const {roomId, userId, random} = turn;
  for (let tried = 0; tried < TRIES; tried++) {
    const {rows} = await sql<{taken: boolean; random: number | null; left: number | null}>`
      with taken as (
        insert into slow_mode_turns as kept (room_id, user_id, random, at)
        values (${roomId}, ${userId}, ${random}, clock_timestamp())
        on conflict (room_id, user_id) do update set random = excluded.random, at = excluded.at
        where kept.at + ${everyS}::integer * interval '1 s' <= excluded.at
        returning at
      )
      select exists (select from taken) as taken, before.random,
        ceil(extract(epoch from before.at - clock_timestamp()) + ${everyS}::integer)::integer as left
      from (select) as one
        left join slow_mode_turns as before on before.room_id = ${roomId} and before.user_id = ${userId}`.execute(db);
    const [row] = rows;
    if (row!.taken || row!.random === random) return 0;
    // The statement sees the table as it was at its start. Without a turn, or with an ended one, another message was
    // faster.
    if (row!.left !== null && row!.left > 0) return row!.left;
  }
  return everyS;
}

export async function deleteOldTurns(db: Kysely<Database>): Promise<void> {
  await sql`delete from slow_mode_turns where at < now() - ${SLOW_MODE_MAX_S}::integer * interval '1 s'`.execute(db);
}
