import {sql, type Kysely} from 'kysely';

/** Renames columns after their content. The data does not change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await renameState(db, 'said', 'sent');
  await sql`alter table paces rename to broadcast_pacing`.execute(db);
  await sql`alter index paces_pkey rename to broadcast_pacing_pkey`.execute(db);
  await db.schema.alterTable('lotteries').renameColumn('told', 'announced_phase').execute();
  await sql`alter table lotteries rename constraint lotteries_told_check to lotteries_announced_phase_check`.execute(
    db,
  );
  await db.schema.alterTable('presences').renameColumn('told_at', 'reported_at').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('presences').renameColumn('reported_at', 'told_at').execute();
  await sql`alter table lotteries rename constraint lotteries_announced_phase_check to lotteries_told_check`.execute(
    db,
  );
  await db.schema.alterTable('lotteries').renameColumn('announced_phase', 'told').execute();
  await sql`alter index broadcast_pacing_pkey rename to paces_pkey`.execute(db);
  await sql`alter table broadcast_pacing rename to paces`.execute(db);
  await renameState(db, 'sent', 'said');
}

/** The final state of a broadcast that was delivered. */
async function renameState(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  await sql`alter table broadcasts drop constraint broadcasts_state_check`.execute(db);
  await sql`update broadcasts set state = ${to} where state = ${from}`.execute(db);
  await sql`
    alter table broadcasts add constraint broadcasts_state_check
    check (state in ('waiting', 'by room', ${sql.lit(to)}, 'expired'))`.execute(db);
}
