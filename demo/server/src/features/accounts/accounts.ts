import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {readBalance} from '../wallets/index.ts';

/** An account as stored, with its balance. */
export interface Account {
  readonly userId: string;
  /** Empty if this server has no name for the user; Tencent Chat may have one. */
  readonly nick: string;
  /** As stored: an address, a path of the demo's platform, or empty. */
  readonly avatar: string;
  readonly balance: number;
}

/** The data of a new account. */
export interface NewAccount {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
}

export async function findAccount(db: Kysely<Database>, userId: string): Promise<Account | undefined> {
  return db
    .selectFrom('accounts')
    .leftJoin('wallets', 'wallets.user_id', 'accounts.user_id')
    .select([
      'accounts.user_id as userId',
      'accounts.nick',
      'accounts.avatar',
      sql<number>`coalesce(wallets.balance, 0)`.as('balance'),
    ])
    .where('accounts.user_id', '=', userId)
    .executeTakeFirst();
}

/** Inserts accounts; existing ones are not changed. */
export async function openAccounts(db: Kysely<Database>, accounts: readonly NewAccount[]): Promise<void> {
  if (!accounts.length) return;
  await db
    .insertInto('accounts')
    .values(accounts.map(({userId, nick, avatar}) => ({user_id: userId, nick, avatar})))
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute();
}

export interface AccountChange {
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
  /** Coins for a new account. */
  readonly opening?: number;
}

/** Opens the account, or applies `change` to the existing one. Returns the account. */
export async function openOrChangeAccount(
  db: Kysely<Database>,
  {userId, nick, avatar}: NewAccount,
  {opening = 0, ...change}: AccountChange,
): Promise<Account> {
  const {rows} = await sql<Omit<Account, 'balance'> & {readonly granted: number | null}>`
    with opened as (
      insert into accounts (user_id, nick, avatar) values (${userId}, ${nick}, ${avatar})
      on conflict (user_id) do update set
        nick = coalesce(${change.nick ?? null}, accounts.nick),
        avatar = coalesce(${change.avatar ?? null}, accounts.avatar)
      returning user_id, accounts.nick, accounts.avatar, xmax = 0 as is_new
    ), granted as (
      insert into transfers (from_wallet, to_wallet, amount, reason)
      select '$issued', user_id, ${opening}::bigint, 'opening' from opened where is_new and ${opening}::bigint > 0
      returning to_balance
    )
    select user_id as "userId", nick, avatar, to_balance as granted from opened left join granted on true`.execute(db);
  const {granted, ...account} = rows[0]!;
  // A new query: a concurrent second call waited above for the first, and must see the coins that the first one granted.
  return {...account, balance: granted ?? (await readBalance(db, userId))};
}
