import type {Kysely} from 'kysely';

/**
 * After Redis loses its data, its batches of likes are numbered from 1 again. `generation` distinguishes the two
 * series.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('likes')
    .addColumn('generation', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('likes').dropColumn('generation').execute();
}
