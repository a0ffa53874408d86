/** Starts the PostgreSQL that all files of a project share, and ends it after them. */
import {execute, SHARED_POSTGRES, startOwnDatabase} from './test-database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const database = await startOwnDatabase();
  // An autovacuum worker in the template makes copies of it fail on a busy machine, and checks each of hundreds of
  // databases in turn.
  await execute(database.url, 'alter system set autovacuum = off', 'select pg_reload_conf()');
  process.env[SHARED_POSTGRES] = database.url;
  return () => {
    delete process.env[SHARED_POSTGRES];
    return database.close();
  };
}
