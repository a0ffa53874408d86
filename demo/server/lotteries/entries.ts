import {sql, type Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';

/**
 * Enters the viewer, once, if it is still open. The lottery is held meanwhile: a draw waits for it, and an entry that
 * waited for a draw finds it drawn.
 */
export async function enterLottery(db: Kysely<Database>, lotteryId: string, userId: string): Promise<void> {
  await sql`
    insert into lottery_entries (lottery_id, user_id)
    select lottery_id, ${userId} from lotteries
    where lottery_id = ${lotteryId} and drawn_at is null and closes_at > clock_timestamp() for share
    on conflict do nothing`.execute(db);
}
