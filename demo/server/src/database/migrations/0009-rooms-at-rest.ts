import {sql, type Kysely} from 'kysely';

/** Indexes with which jobs find the rooms that need work, so that inactive rooms cost nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The total that was last written to the group counter in Tencent Chat.
  await db.schema
    .alterTable('likes')
    .addColumn('published', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`create index likes_unpublished on likes (room_id) where total <> published`.execute(db);
  await sql`create index rooms_on_air on rooms (room_id) where status in ('live', 'paused')`.execute(db);
  await sql`create index numbers_with_viewers on numbers (room_id) where viewers_now > 0`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index numbers_with_viewers, rooms_on_air, likes_unpublished`.execute(db);
  await db.schema.alterTable('likes').dropColumn('published').execute();
}
