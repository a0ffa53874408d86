import {sql, type Kysely} from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('user_id', 'text', (column) => column.primaryKey().check(sql`user_id ~ '^[A-Za-z0-9_-]{1,32}$'`))
    .addColumn('nick', 'text', (column) => column.notNull())
    .addColumn('avatar', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) =>
      column
        .notNull()
        .defaultTo(1)
        .check(sql`level >= 0`),
    )
    .addColumn('balance', 'bigint', (column) =>
      column
        .notNull()
        .defaultTo(0)
        .check(sql`balance >= 0`),
    )
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();

  // A sequence never repeats a number, even if the transaction that took it is rolled back.
  await sql`create sequence room_versions`.execute(db);

  await db.schema
    .createTable('rooms')
    .addColumn('room_id', 'text', (column) => column.primaryKey().check(sql`room_id ~ '^[A-Za-z0-9_-]{1,48}$'`))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('host_id', 'text', (column) => column.notNull().references('accounts.user_id'))
    .addColumn('operators', sql`text[]`, (column) => column.notNull().defaultTo(sql`'{}'`))
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .defaultTo('upcoming')
        .check(sql`status in ('upcoming', 'live', 'paused', 'ended')`),
    )
    .addColumn('status_version', 'bigint', (column) => column.notNull().defaultTo(sql`nextval('room_versions')`))
    .addColumn('notice', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('like_total', 'bigint', (column) =>
      column
        .notNull()
        .defaultTo(0)
        .check(sql`like_total >= 0`),
    )
    .addColumn('slow_mode', 'integer', (column) =>
      column
        .notNull()
        .defaultTo(0)
        .check(sql`slow_mode >= 0`),
    )
    .addColumn('muted_all', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('stream_url', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
