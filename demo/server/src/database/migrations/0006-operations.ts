import {sql, type Kysely} from 'kysely';

/** Retired gifts, and the time at which each callback of Tencent Chat came last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('gifts')
    .addColumn('retired', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await db.schema
    .createTable('callback_sightings')
    .addColumn('command', 'text', (column) => column.primaryKey())
    .addColumn('last_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('callback_sightings').execute();
  await db.schema.alterTable('gifts').dropColumn('retired').execute();
}
