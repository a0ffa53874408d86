import type {Kysely} from 'kysely';

/** After a loss of Redis's data its batches of likes are numbered from 1 again; `generation` tells the two series apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('likes')
    .addColumn('generation', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('likes').dropColumn('generation').execute();
}
