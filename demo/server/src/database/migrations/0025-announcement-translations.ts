import {sql, type Kysely} from 'kysely';

/** Texts in other languages: questions of polls and prizes of lotteries. A poll's options have theirs beside their text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table polls add column translations jsonb not null default '{}'`.execute(db);
  await sql`alter table lotteries add column translations jsonb not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table polls drop column translations`.execute(db);
  await sql`alter table lotteries drop column translations`.execute(db);
}
