import type {Kysely} from 'kysely';

/** Batches of likes that are counted in Redis have numbers of their own after each loss of its data: a generation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('likes')
    .addColumn('generation', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('likes').dropColumn('generation').execute();
}
