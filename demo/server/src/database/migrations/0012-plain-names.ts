import {sql, type Kysely} from 'kysely';

/** Old and new names of tables. */
const TABLES = [
  ['limits', 'rate_limits'],
  ['turns', 'slow_mode_turns'],
] as const;

const OLD_BALANCE_CHECK = 'wallets_never_below_nought';
const BALANCE_CHECK = 'wallet_not_negative';

/** Renames tables, columns and constraints after their content. The data does not change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [before, after] of TABLES) await rename(db, before, after);
  await sql`alter index turns_at rename to slow_mode_turns_at`.execute(db);
  await db.schema.alterTable('messages').renameColumn('reply', 'quote').execute();
  await sql`alter table orders rename constraint orders_once to orders_idempotency_key`.execute(db);
  await renameBalanceCheck(db, OLD_BALANCE_CHECK, BALANCE_CHECK);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await renameBalanceCheck(db, BALANCE_CHECK, OLD_BALANCE_CHECK);
  await sql`alter table orders rename constraint orders_idempotency_key to orders_once`.execute(db);
  await db.schema.alterTable('messages').renameColumn('quote', 'reply').execute();
  await sql`alter index slow_mode_turns_at rename to turns_at`.execute(db);
  for (const [before, after] of TABLES) await rename(db, after, before);
}

async function rename(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  await db.schema.alterTable(from).renameTo(to).execute();
  await sql`alter index ${sql.ref(`${from}_pkey`)} rename to ${sql.ref(`${to}_pkey`)}`.execute(db);
}

/** The trigger function of `transfers` raises the violation itself if a wallet is missing. */
async function renameBalanceCheck(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  await sql`alter table wallets rename constraint ${sql.ref(from)} to ${sql.ref(to)}`.execute(db);
  await sql`
    create or replace function move_coins() returns trigger language plpgsql as $$
    begin
      new.id := nextval('transfer_ids');
      new.from_balance := null;
      new.to_balance := null;
      if new.from_wallet not like '$%' then
        update wallets set balance = balance - new.amount where user_id = new.from_wallet
        returning balance into new.from_balance;
        if not found then
          raise check_violation using constraint = ${sql.lit(to)}, message = 'there is no such wallet';
        end if;
      end if;
      if new.to_wallet not like '$%' then
        insert into wallets as wallet (user_id, balance) values (new.to_wallet, new.amount)
        on conflict (user_id) do update set balance = wallet.balance + excluded.balance
        returning balance into new.to_balance;
      end if;
      return new;
    end $$`.execute(db);
}
