import {sql, type Kysely} from 'kysely';

/** Old and new names of tables. */
const TABLES = [
  ['restraints', 'penalties'],
  ['numbers', 'room_stats'],
  ['lanes', 'outbox_pacing'],
] as const;

/** Renames tables after their content. The data does not change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [before, after] of TABLES) await rename(db, before, after);
  await sql`alter index numbers_with_viewers rename to room_stats_with_viewers`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter index room_stats_with_viewers rename to numbers_with_viewers`.execute(db);
  for (const [before, after] of TABLES) await rename(db, after, before);
}

async function rename(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  await db.schema.alterTable(from).renameTo(to).execute();
  await sql`alter index ${sql.ref(`${from}_pkey`)} rename to ${sql.ref(`${to}_pkey`)}`.execute(db);
}
