import {Migrator, type Kysely, type Migration} from 'kysely';
import * as accountsAndRooms from './migrations/0001-accounts-and-rooms.ts';
import * as messagesAndPoints from './migrations/0002-messages-and-points.ts';
import type {Database} from './schema.ts';

/** In order of their names. One that has been released is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-accounts-and-rooms': accountsAndRooms,
  '0002-messages-and-points': messagesAndPoints,
};

/** Brings the tables up to date. Of several processes that start at once, one does it and the others wait (an advisory lock of Kysely's). */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({db, provider: {getMigrations: () => Promise.resolve(MIGRATIONS)}});
  const {error, results} = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find(({status}) => status === 'Error');
  throw new Error(failed ? `migration ${failed.migrationName} failed` : 'the database could not be migrated', {
    cause: error,
  });
}
