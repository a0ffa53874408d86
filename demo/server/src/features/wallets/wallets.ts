import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {violatedConstraint} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';

/** Coins of the viewer; 0 without a wallet. */
export async function readBalance(db: Kysely<Database>, userId: string): Promise<number> {
  const row = await db.selectFrom('wallets').select('balance').where('user_id', '=', userId).executeTakeFirst();
  return row?.balance ?? 0;
}

/**
 * Gives the viewer coins, or takes some back. Returns the new balance.
 * @throws ApiError NOT_FOUND, INSUFFICIENT_BALANCE, INVALID
 */
export async function changeBalance(db: Kysely<Database>, userId: string, amount: number): Promise<number> {
  const [from, to] = amount > 0 ? ['$issued', userId] : [userId, '$issued'];
  try {
    const {rows} = await sql<{balance: number}>`
      insert into transfers (from_wallet, to_wallet, amount, reason)
      values (${from}, ${to}, ${Math.abs(amount)}, 'operator')
      returning coalesce(from_balance, to_balance) as balance`.execute(db);
    return rows[0]!.balance;
  } catch (error) {
    switch (violatedConstraint(error)) {
      case 'wallets_user_id_fkey':
        throw new ApiError('NOT_FOUND', `there is no viewer "${userId}"`);
      case 'wallet_not_negative':
        throw new ApiError('INSUFFICIENT_BALANCE', 'the balance is lower than the amount');
      case 'wallets_countable':
        throw new ApiError('INVALID', 'the balance would exceed the largest exact number');
      default:
        throw error;
    }
  }
}
