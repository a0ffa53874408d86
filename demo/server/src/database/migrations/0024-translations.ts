import {sql, type Kysely} from 'kysely';

/** Texts in other languages: names of gifts, titles of products, titles and notices of rooms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gifts add column translations jsonb not null default '{}'`.execute(db);
  await sql`alter table products add column translations jsonb not null default '{}'`.execute(db);
  await sql`
    alter table rooms add column title_translations jsonb not null default '{}',
      add column notice_translations jsonb not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gifts drop column translations`.execute(db);
  await sql`alter table products drop column translations`.execute(db);
  await sql`alter table rooms drop column title_translations, drop column notice_translations`.execute(db);
}
