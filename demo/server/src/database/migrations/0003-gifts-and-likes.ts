import {sql, type Kysely} from 'kysely';

/** The largest exact integer of JavaScript. */
const COINS_MAX = sql.lit(Number.MAX_SAFE_INTEGER);

export async function up(db: Kysely<unknown>): Promise<void> {
  await createLedger(db);
  await moveBalances(db);
  await createGifts(db);
  await createLikes(db);
  await createLimits(db);
}

/*
 * Double entry: every transfer takes coins from one wallet and adds as many to another, so the sum of all wallets is always zero.
 * One side of every transfer is a wallet of the house: `$issued` or `$sales`. A row with their balance would be locked by every
 * transfer, so their balance is the sum of the ledger. A viewer's balance is stored, changes by transfers alone, and is never negative.
 */
async function createLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('wallets')
    .addColumn('user_id', 'text', (column) => column.primaryKey().references('accounts.user_id'))
    .addColumn('balance', 'bigint', (column) => column.notNull())
    .addCheckConstraint('wallets_never_below_nought', sql`balance >= 0`)
    .addCheckConstraint('wallets_countable', sql`balance <= ${COINS_MAX}`)
    .execute();

  // Starts at a random number. Tencent Chat (for 5 minutes) and open pages identify orders by number, so the numbers of
  // a new database must differ from those of the previous one.
  await sql`create sequence transfer_ids`.execute(db);
  await sql`select setval('transfer_ids', 1 + floor(random() * 2147483647)::bigint)`.execute(db);

  await db.schema
    .createTable('transfers')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('from_wallet', 'text', (column) => column.notNull())
    .addColumn('to_wallet', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    // Balance after the transfer; null for a wallet of the house.
    .addColumn('from_balance', 'bigint')
    .addColumn('to_balance', 'bigint')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('transfers_amount', sql`amount between 1 and ${COINS_MAX}`)
    .addCheckConstraint('transfers_reason', sql`reason in ('opening', 'operator', 'gift')`)
    .addCheckConstraint(
      'transfers_house',
      sql`(from_wallet in ('$issued', '$sales')) <> (to_wallet in ('$issued', '$sales'))`,
    )
    .execute();

  // The trigger sets the id. An insert with a given id could meet `on conflict do nothing` after it had moved coins.
  await sql`
    create function move_coins() returns trigger language plpgsql as $$
    begin
      new.id := nextval('transfer_ids');
      new.from_balance := null;
      new.to_balance := null;
      if new.from_wallet not like '$%' then
        update wallets set balance = balance - new.amount where user_id = new.from_wallet
        returning balance into new.from_balance;
        if not found then
          raise check_violation using constraint = 'wallets_never_below_nought', message = 'there is no such wallet';
        end if;
      end if;
      if new.to_wallet not like '$%' then
        insert into wallets as wallet (user_id, balance) values (new.to_wallet, new.amount)
        on conflict (user_id) do update set balance = wallet.balance + excluded.balance
        returning balance into new.to_balance;
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger move_coins before insert on transfers for each row execute function move_coins()`.execute(
    db,
  );

  await sql`
    create function forbid_change() returns trigger language plpgsql as $$
    begin
      raise integrity_constraint_violation using message = format('%s of %s: the ledger only grows', tg_op, tg_table_name);
    end $$`.execute(db);
  await sql`
    create trigger only_grows before update or delete or truncate on transfers
    for each statement execute function forbid_change()`.execute(db);
  // `move_coins` changes wallets at trigger depth 1.
  await sql`
    create trigger moved_by_transfers before insert or update or delete on wallets
    for each row when (pg_trigger_depth() < 1) execute function forbid_change()`.execute(db);
  await sql`
    create trigger never_emptied before truncate on wallets for each statement execute function forbid_change()`.execute(
    db,
  );
}

async function moveBalances(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into transfers (from_wallet, to_wallet, amount, reason)
    select '$issued', user_id, balance, 'opening' from accounts where balance > 0 order by user_id`.execute(db);
  await db.schema.alterTable('accounts').dropColumn('balance').execute();
}

async function createGifts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('gifts')
    .addColumn('gift_id', 'text', (column) => column.primaryKey().check(sql`gift_id ~ '^[A-Za-z0-9_-]{1,64}$'`))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 128`))
    .addColumn('icon', 'text', (column) => column.notNull())
    .addColumn('price', 'integer', (column) => column.notNull().check(sql`price > 0`))
    .addColumn('effect', 'text')
    .addColumn('combo', 'boolean', (column) => column.notNull())
    .execute();

  // An order has the number of the transfer that paid for it.
  await db.schema
    .createTable('orders')
    .addColumn('serial', 'bigint', (column) => column.primaryKey().references('transfers.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('gift_id', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull().check(sql`count between 1 and 9999`))
    .addColumn('combo_id', 'text')
    .addColumn('combo_total', 'bigint')
    .addColumn('value', 'bigint', (column) => column.notNull().check(sql`value > 0`))
    .addColumn('balance', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addUniqueConstraint('orders_once', ['user_id', 'idempotency_key'])
    .execute();
  await db.schema.createIndex('orders_room').on('orders').column('room_id').execute();

  await db.schema
    .createTable('combos')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('gift_id', 'text', (column) => column.notNull())
    .addColumn('combo_id', 'text', (column) => column.notNull())
    .addColumn('total', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('combos_pkey', ['user_id', 'room_id', 'gift_id', 'combo_id'])
    .execute();

  await db.schema
    .createTable('outbox')
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('serial', 'bigint', (column) => column.notNull().references('orders.serial'))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    // Until then one process is sending it.
    .addColumn('leased_until', 'timestamptz')
    // Set once Tencent Chat will never accept the message. Setting both to null sends it again.
    .addColumn('parked_at', 'timestamptz')
    .addColumn('refusal', 'text')
    .addPrimaryKeyConstraint('outbox_pkey', ['room_id', 'serial'])
    .execute();

  // The time from which the next message of a room may be sent.
  await db.schema
    .createTable('lanes')
    .addColumn('room_id', 'text', (column) => column.primaryKey())
    .addColumn('open_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`'-infinity'`))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Totals are not in `rooms`: a row of `rooms` is locked while a change is written to Tencent Chat. */
async function createLikes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('likes')
    .addColumn('room_id', 'text', (column) => column.primaryKey().references('rooms.room_id').onDelete('cascade'))
    .addColumn('total', 'bigint', (column) => column.notNull().check(sql`total >= 0`))
    .execute();
  await sql`insert into likes (room_id, total) select room_id, like_total from rooms where like_total > 0`.execute(db);
  await db.schema.alterTable('rooms').dropColumn('like_total').execute();

  // Messages counted in the last minutes.
  await db.schema
    .createTable('like_receipts')
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('random', 'bigint', (column) => column.notNull())
    .addColumn('counted', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('like_receipts_pkey', ['room_id', 'user_id', 'random'])
    .execute();
  await db.schema.createIndex('like_receipts_user').on('like_receipts').columns(['user_id', 'at']).execute();
  await db.schema.createIndex('like_receipts_at').on('like_receipts').column('at').execute();
}

/** Token buckets of viewers. Unlogged: after a crash all buckets are full again, which is harmless. */
async function createLimits(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table limits (
      user_id text not null,
      call text not null,
      left_over double precision not null,
      granted integer not null,
      at timestamptz not null,
      primary key (user_id, call)
    )`.execute(db);
}
