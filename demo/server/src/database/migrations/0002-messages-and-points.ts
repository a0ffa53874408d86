import {sql, type Kysely} from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // `user_id` is no foreign key: a user of Tencent Chat can send messages without an account on this server.
  await db.schema
    .createTable('messages')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('random', 'bigint', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().check(sql`octet_length(user_id) between 1 and 32`))
    .addColumn('body', 'jsonb', (column) => column.notNull().check(sql`octet_length(body::text) <= 32768`))
    .addPrimaryKeyConstraint('messages_pkey', ['room_id', 'seq'])
    .execute();
  await db.schema.createIndex('messages_time').on('messages').column('time').execute();

  await db.schema
    .createTable('points')
    .addColumn('user_id', 'text', (column) => column.primaryKey().check(sql`octet_length(user_id) between 1 and 32`))
    .addColumn('points', 'bigint', (column) => column.notNull().check(sql`points >= 0`))
    .execute();

  // `features/levels/level.ts` derives the level from the points.
  await db.schema.alterTable('accounts').dropColumn('level').execute();
}
