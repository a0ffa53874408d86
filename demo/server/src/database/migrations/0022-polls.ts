import {sql, type Kysely} from 'kysely';

/** Polls, and the vote of each viewer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('polls')
    .addColumn('poll_id', 'text', (column) => column.primaryKey())
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('question', 'text', (column) => column.notNull())
    // `[{id, text}]`, in the order of the operator.
    .addColumn('options', 'jsonb', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('closes_at', 'timestamptz', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    // The last phase that the room got a message about.
    .addColumn('announced_phase', 'text', (column) => column.check(sql`announced_phase in ('open', 'closed')`))
    // The counts of the last message, and when it was sent.
    .addColumn('sent_counts', 'jsonb')
    .addColumn('sent_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await sql`create unique index polls_open on polls (room_id) where closed_at is null`.execute(db);
  await db.schema.createIndex('polls_room').on('polls').columns(['room_id', 'opened_at']).execute();

  await db.schema
    .createTable('poll_votes')
    .addColumn('poll_id', 'text', (column) => column.notNull().references('polls.poll_id').onDelete('cascade'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('option_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('poll_votes_pkey', ['poll_id', 'user_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('poll_votes').execute();
  await db.schema.dropTable('polls').execute();
}
