import {sql, type Kysely} from 'kysely';

/** Comments that their sender marked as questions, and the state of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('question', 'text', (column) => column.check(sql`question in ('open', 'answering', 'answered')`))
    .execute();
  await sql`create index messages_questions on messages (room_id, seq) where question is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('messages').dropColumn('question').execute();
}
