import type {Kysely} from 'kysely';
import {connect} from '../database/connect.ts';
import {DatabaseError} from '../database/database-error.ts';
import type {Database} from '../database/schema.ts';
import {isUnavailable} from '../database/unavailable.ts';
import {SettingsError, type Settings} from '../settings/settings.ts';
import {reasonOf} from '../telemetry/logger.ts';

/**
 * Connects to the database at `databaseUrl`, calls `work`, and closes the connection.
 * @throws SettingsError without `DATABASE_URL`; DatabaseError if the database cannot be reached.
 */
export async function withDatabase<T>(
  {databaseUrl, databaseCa}: Pick<Settings, 'databaseUrl' | 'databaseCa'>,
  work: (db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined) throw new SettingsError(['DATABASE_URL is missing']);
  const database = connect({url: databaseUrl, ca: databaseCa}, () => undefined);
  try {
    return await work(database.db);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const {host, pathname} = new URL(databaseUrl);
    throw new DatabaseError(`The database at ${host}${pathname} cannot be used: ${reasonOf(error)}`, {cause: error});
  } finally {
    await database.close();
  }
}
