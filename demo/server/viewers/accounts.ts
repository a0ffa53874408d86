import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';

/** Someone as the server keeps them. */
export interface Account {
  readonly userId: string;
  /** Empty where only Tencent Chat, or nobody, knows one. */
  readonly nick: string;
  /** As kept: an address, or a path of the demo's platform, or empty. */
  readonly avatar: string;
  readonly balance: number;
}

/** What is known of one before they have an account. */
export interface NewAccount {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
  readonly balance: number;
}

export async function findAccount(db: Kysely<Database>, userId: string): Promise<Account | undefined> {
  return db.selectFrom('accounts').select(COLUMNS).where('user_id', '=', userId).executeTakeFirst();
}

/** Opens the accounts; those that exist stay as they are. */
export async function openAccounts(db: Kysely<Database>, accounts: readonly NewAccount[]): Promise<void> {
  if (!accounts.length) return;
  await db
    .insertInto('accounts')
    .values(accounts.map(({userId, nick, avatar, balance}) => ({user_id: userId, nick, avatar, balance})))
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute();
}

/** Opens the account, or gives the one there is the name and picture in `change`, and answers what it now is. */
export async function openOrChangeAccount(
  db: Kysely<Database>,
  account: NewAccount,
  change: {readonly nick?: string | undefined; readonly avatar?: string | undefined},
): Promise<Account> {
  const {userId, nick, avatar, balance} = account;
  return db
    .insertInto('accounts')
    .values({user_id: userId, nick, avatar, balance})
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet((row) => ({
        nick: change.nick ?? row.ref('accounts.nick'),
        avatar: change.avatar ?? row.ref('accounts.avatar'),
      })),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

const COLUMNS = ['accounts.user_id as userId', 'accounts.nick', 'accounts.avatar', 'accounts.balance'] as const;
