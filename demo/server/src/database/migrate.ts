import {Migrator, type Kysely, type Migration} from 'kysely';
import * as accountsAndRooms from './migrations/0001-accounts-and-rooms.ts';
import * as messagesAndPoints from './migrations/0002-messages-and-points.ts';
import * as giftsAndLikes from './migrations/0003-gifts-and-likes.ts';
import * as theShow from './migrations/0004-the-show.ts';
import * as replies from './migrations/0005-replies.ts';
import type {Database} from './schema.ts';

/** In order of their names. One that has been released is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-accounts-and-rooms': accountsAndRooms,
  '0002-messages-and-points': messagesAndPoints,
  '0003-gifts-and-likes': giftsAndLikes,
  '0004-the-show': theShow,
  '0005-replies': replies,
};

/** Brings the tables up to date. Of several processes that start at once, one does it and the others wait (an advisory lock of Kysely's). */
export async function migrate(db: Kysely<Database>, upTo?: string): Promise<void> {
  const migrator = new Migrator({db, provider: {getMigrations: () => Promise.resolve(MIGRATIONS)}});
  const {error, results} = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (!error) return;
  const failed = results?.find(({status}) => status === 'Error');
  throw new Error(failed ? `migration ${failed.migrationName} failed` : 'the database could not be migrated', {
    cause: error,
  });
}
