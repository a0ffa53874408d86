import {sql, type Kysely} from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createShelves(db);
  await createOrder(db);
  await createLotteries(db);
  await createBroadcasts(db);
  await createNumbers(db);
}

async function createShelves(db: Kysely<unknown>): Promise<void> {
  // A sequence never repeats a number, so a response that was cached for a version stays right.
  await sql`create sequence product_versions`.execute(db);
  await db.schema
    .createTable('products')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('product_id', 'text', (column) => column.notNull().check(sql`product_id ~ '^[A-Za-z0-9_-]{1,64}$'`))
    .addColumn('version', 'bigint', (column) => column.notNull().defaultTo(sql`nextval('product_versions')`))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('image', 'text', (column) => column.notNull())
    .addColumn('price', 'bigint', (column) => column.notNull().check(sql`price >= 0`))
    .addColumn('currency', 'text', (column) => column.notNull().check(sql`currency ~ '^[A-Z]{3}$'`))
    .addColumn('stock', 'integer', (column) => column.notNull().check(sql`stock >= 0`))
    .addColumn('href', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull().generatedAlwaysAsIdentity())
    .addPrimaryKeyConstraint('products_pkey', ['room_id', 'product_id'])
    .execute();
  await db.schema.alterTable('rooms').addColumn('featured_product', 'text').execute();
  await db.schema
    .alterTable('rooms')
    .addForeignKeyConstraint('rooms_featured', ['room_id', 'featured_product'], 'products', ['room_id', 'product_id'])
    .execute();
}

/** Penalties and slow mode of rooms. Users are known by their id in Tencent Chat; they need no account on this server. */
async function createOrder(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('deleted', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();

  await db.schema
    .createTable('restraints')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('mute', 'ban')`))
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('restraints_pkey', ['room_id', 'user_id', 'kind'])
    .execute();

  // The last message of each viewer in slow mode. Unlogged: after a crash every viewer may send at once, which is
  // harmless.
  await sql`
    create unlogged table turns (
      room_id text not null,
      user_id text not null,
      random bigint not null,
      at timestamptz not null,
      primary key (room_id, user_id)
    )`.execute(db);
  await db.schema.createIndex('turns_at').on('turns').column('at').execute();

  await db.schema
    .createTable('reports')
    .addColumn('report_id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('reporter_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    // A copy: the message may be deleted before the operator reads the report.
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addUniqueConstraint('reports_once', ['room_id', 'seq', 'reporter_id'])
    .execute();

  await db.schema
    .createTable('follows')
    .addColumn('user_id', 'text', (column) => column.notNull().references('accounts.user_id').onDelete('cascade'))
    .addColumn('host_id', 'text', (column) => column.notNull().references('accounts.user_id').onDelete('cascade'))
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('follows_pkey', ['user_id', 'host_id'])
    .execute();

  // One row, because the list is always replaced as a whole.
  await db.schema
    .createTable('word_list')
    .addColumn('sole', 'boolean', (column) =>
      column
        .primaryKey()
        .defaultTo(true)
        .check(sql`sole`),
    )
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('refused', sql`text[]`, (column) => column.notNull())
    .addColumn('masked', sql`text[]`, (column) => column.notNull())
    .execute();
  await sql`insert into word_list (version, refused, masked) values (0, '{}', '{}')`.execute(db);
}

async function createLotteries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lotteries')
    .addColumn('lottery_id', 'text', (column) => column.primaryKey())
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('keyword', 'text', (column) => column.notNull())
    .addColumn('prize', 'text', (column) => column.notNull())
    .addColumn('winners_wanted', 'integer', (column) => column.notNull().check(sql`winners_wanted > 0`))
    .addColumn('seed', 'text', (column) => column.notNull())
    .addColumn('seed_hash', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('closes_at', 'timestamptz', (column) => column.notNull())
    .addColumn('drawn_at', 'timestamptz')
    .addColumn('entries_hash', 'text')
    // In the order they were drawn.
    .addColumn('winners', sql`text[]`)
    // The last phase that the room got a message about.
    .addColumn('told', 'text', (column) => column.check(sql`told in ('open', 'drawn')`))
    .addCheckConstraint('lotteries_drawn', sql`(drawn_at is null) = (winners is null)`)
    .execute();
  await sql`create unique index lotteries_open on lotteries (room_id) where drawn_at is null`.execute(db);
  await db.schema.createIndex('lotteries_room').on('lotteries').columns(['room_id', 'opened_at']).execute();

  await db.schema
    .createTable('lottery_entries')
    .addColumn('lottery_id', 'text', (column) =>
      column.notNull().references('lotteries.lottery_id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('lottery_entries_pkey', ['lottery_id', 'user_id'])
    .execute();
}

async function createBroadcasts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('broadcasts')
    .addColumn('broadcast_id', 'text', (column) => column.primaryKey())
    .addColumn('serial', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('message', 'jsonb', (column) => column.notNull())
    .addColumn('random', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz')
    // `waiting`: for one call to Tencent. `by room`: sent to each room, because the app has no broadcasts. `said` and `expired` are final.
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .defaultTo('waiting')
        .check(sql`state in ('waiting', 'by room', 'said', 'expired')`),
    )
    .addColumn('leased_until', 'timestamptz')
    .execute();
  await sql`create index broadcasts_due on broadcasts (serial) where state = 'waiting'`.execute(db);

  // Rooms that a broadcast is still to be sent to.
  await db.schema
    .createTable('broadcast_rooms')
    .addColumn('broadcast_id', 'text', (column) =>
      column.notNull().references('broadcasts.broadcast_id').onDelete('cascade'),
    )
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('leased_until', 'timestamptz')
    .addPrimaryKeyConstraint('broadcast_rooms_pkey', ['broadcast_id', 'room_id'])
    .execute();

  // Pace of calls that all processes share: the next one may be made from `open_at` on.
  await db.schema
    .createTable('paces')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('open_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`'-infinity'`))
    .execute();
  await sql`insert into paces (name) values ('broadcast'), ('broadcast by room')`.execute(db);
}

async function createNumbers(db: Kysely<unknown>): Promise<void> {
  // Not in `rooms`: a row of `rooms` is locked while a change is written to Tencent Chat.
  await db.schema
    .createTable('numbers')
    .addColumn('room_id', 'text', (column) => column.primaryKey().references('rooms.room_id').onDelete('cascade'))
    .addColumn('comments', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('refused', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('viewers_now', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('viewers_peak', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('sampled_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`'-infinity'`))
    .execute();
  await sql`
    insert into numbers (room_id, comments) select room_id, count(*) from messages group by room_id`.execute(db);

  // Messages refused in the last minutes, so that a repeated callback counts once.
  await db.schema
    .createTable('refusals')
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('random', 'bigint', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('refusals_pkey', ['room_id', 'user_id', 'random'])
    .execute();
  await db.schema.createIndex('refusals_at').on('refusals').column('at').execute();

  // Viewers in rooms, who get points for their time. `told_at` is the time of the last report by Tencent's clock, ms: older reports are ignored.
  await db.schema
    .createTable('presences')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('told_at', 'bigint', (column) => column.notNull())
    // Points were given up to this time; null once the viewer has left.
    .addColumn('counted_to', 'timestamptz')
    .addPrimaryKeyConstraint('presences_pkey', ['room_id', 'user_id'])
    .execute();
  await sql`create index presences_here on presences (counted_to) where counted_to is not null`.execute(db);
}
