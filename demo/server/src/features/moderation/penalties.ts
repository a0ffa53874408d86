import type {Kysely} from 'kysely';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database, PenaltyKind} from '../../database/schema.ts';

/** A mute or a ban of a user in one room. */
export interface Penalty {
  readonly kind: PenaltyKind;
  readonly userId: string;
  /** Unix seconds; 0 lifts the penalty. */
  readonly until: number;
  readonly reason: string;
}

export async function savePenalty(
  db: Kysely<Database>,
  roomId: string,
  {kind, userId, until, reason}: Penalty,
): Promise<void> {
  if (until === 0) {
    await db
      .deleteFrom('penalties')
      .where('room_id', '=', roomId)
      .where('user_id', '=', userId)
      .where('kind', '=', kind)
      .execute();
    return;
  }
  await db
    .insertInto('penalties')
    .values({room_id: roomId, user_id: userId, kind, until, reason})
    .onConflict((conflict) => conflict.columns(['room_id', 'user_id', 'kind']).doUpdateSet({until, reason}))
    .execute();
}

/** End of the user's mute or ban in the room, whichever is later, in Unix seconds; undefined if there is none. */
export async function penaltyEnd(db: Kysely<Database>, roomId: string, userId: string): Promise<number | undefined> {
  const {until} = await db
    .selectFrom('penalties')
    .select((row) => row.fn.max('until').as('until'))
    .where('room_id', '=', roomId)
    .where('user_id', '=', userId)
    .where('until', '>', DATABASE_NOW_S)
    .executeTakeFirstOrThrow();
  return until ?? undefined;
}
