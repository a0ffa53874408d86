import {sql, type Kysely} from 'kysely';

/** Start and end of a show, the content of its room before and after it, and the pinned comment or text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('rooms')
    .addColumn('starts_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('poster', 'text')
    .addColumn('trailer_url', 'text')
    .addColumn('next_room_id', 'text', (column) => column.references('rooms.room_id').onDelete('set null'))
    .addColumn('pin', 'jsonb')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms drop column starts_at, drop column ended_at, drop column poster, drop column trailer_url,
      drop column next_room_id, drop column pin`.execute(db);
}
