import {Migrator, type Kysely, type Migration, type MigrationResultSet} from 'kysely';
import * as accountsAndRooms from './migrations/0001-accounts-and-rooms.ts';
import * as messagesAndPoints from './migrations/0002-messages-and-points.ts';
import * as giftsAndLikes from './migrations/0003-gifts-and-likes.ts';
import * as theShow from './migrations/0004-the-show.ts';
import * as replies from './migrations/0005-replies.ts';
import * as operations from './migrations/0006-operations.ts';
import * as likesByRoom from './migrations/0007-likes-by-room.ts';
import * as roomsAtRest from './migrations/0009-rooms-at-rest.ts';
import * as tableNames from './migrations/0010-table-names.ts';
import * as likesInRedis from './migrations/0011-likes-in-redis.ts';
import * as plainNames from './migrations/0012-plain-names.ts';
import * as columnNames from './migrations/0013-column-names.ts';
import * as likesByIndex from './migrations/0014-likes-by-index.ts';
import * as shelf from './migrations/0015-shelf.ts';
import * as measurement from './migrations/0020-measurement.ts';
import * as scheduleAndPin from './migrations/0021-schedule-and-pin.ts';
import * as polls from './migrations/0022-polls.ts';
import * as questions from './migrations/0023-questions.ts';
import * as translations from './migrations/0024-translations.ts';
import * as announcementTranslations from './migrations/0025-announcement-translations.ts';
import * as heat from './migrations/0026-heat.ts';
import type {Database} from './schema.ts';

/** Applied in the order of their names. The statements of a released migration are never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-accounts-and-rooms': accountsAndRooms,
  '0002-messages-and-points': messagesAndPoints,
  '0003-gifts-and-likes': giftsAndLikes,
  '0004-the-show': theShow,
  '0005-replies': replies,
  '0006-operations': operations,
  '0007-likes-by-room': likesByRoom,
  '0009-rooms-at-rest': roomsAtRest,
  '0010-table-names': tableNames,
  '0011-likes-in-redis': likesInRedis,
  '0012-plain-names': plainNames,
  '0013-column-names': columnNames,
  '0014-likes-by-index': likesByIndex,
  '0015-shelf': shelf,
  '0020-measurement': measurement,
  '0021-schedule-and-pin': scheduleAndPin,
  '0022-polls': polls,
  '0023-questions': questions,
  '0024-translations': translations,
  '0025-announcement-translations': announcementTranslations,
  '0026-heat': heat,
};

export interface MigrationState {
  readonly name: string;
  /** Undefined while it is pending. */
  readonly executedAt: Date | undefined;
}

/** Brings the tables up to date. If several processes start at once, one migrates and the others wait (Kysely's advisory lock). */
export async function migrate(db: Kysely<Database>, upTo?: string): Promise<readonly string[]> {
  const migrator = migratorOf(db);
  return namesOf(await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo)));
}

/**
 * Undoes the last migration that was applied.
 * @returns Its name; undefined if none was applied.
 * @throws if the migration has no `down`.
 */
export async function migrateDown(db: Kysely<Database>): Promise<string | undefined> {
  const last = (await migrationStates(db)).findLast(({executedAt}) => executedAt)?.name;
  if (last === undefined) return undefined;
  if (!MIGRATIONS[last]?.down)
    throw new Error(`migration ${last} cannot be undone: its tables and their data would be lost`);
  return namesOf(await migratorOf(db).migrateDown())[0];
}

export async function migrationStates(db: Kysely<Database>): Promise<MigrationState[]> {
  const migrations = await migratorOf(db).getMigrations();
  return migrations.map(({name, executedAt}) => ({name, executedAt}));
}

/** Names of the migrations that are not applied. */
export async function pendingMigrations(db: Kysely<Database>): Promise<string[]> {
  return (await migrationStates(db)).filter(({executedAt}) => !executedAt).map(({name}) => name);
}

function migratorOf(db: Kysely<Database>): Migrator {
  return new Migrator({db, provider: {getMigrations: () => Promise.resolve(MIGRATIONS)}});
}

function namesOf({error, results}: MigrationResultSet): string[] {
  if (!error) return (results ?? []).map(({migrationName}) => migrationName);
  const failed = results?.find(({status}) => status === 'Error');
  throw new Error(failed ? `migration ${failed.migrationName} failed` : 'the database could not be migrated', {
    cause: error,
  });
}
