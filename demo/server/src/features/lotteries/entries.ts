import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

/** Removes the viewer's entry from the open lottery of the room. */
export async function withdrawEntry(db: Kysely<Database>, roomId: string, userId: string): Promise<void> {
  await sql`
    delete from lottery_entries using lotteries
    where lotteries.lottery_id = lottery_entries.lottery_id and lotteries.room_id = ${roomId}
      and lotteries.drawn_at is null and lottery_entries.user_id = ${userId}`.execute(db);
}

/**
 * Enters the viewer once, if the lottery is open. The lottery's row is locked during this: a draw waits for the entry,
 * and an entry that waited for a draw is not made.
 */
export async function enterLottery(db: Kysely<Database>, lotteryId: string, userId: string): Promise<void> {
  await sql`
    insert into lottery_entries (lottery_id, user_id)
    select lottery_id, ${userId} from lotteries
    where lottery_id = ${lotteryId} and drawn_at is null and closes_at > clock_timestamp() for share
    on conflict do nothing`.execute(db);
}
