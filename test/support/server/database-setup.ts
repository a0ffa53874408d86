/** Starts the PostgreSQL that all files of a project share, and ends it after them. */
import {SHARED_POSTGRES, startOwnDatabase} from './test-database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const database = await startOwnDatabase();
  process.env[SHARED_POSTGRES] = database.url;
  return () => {
    delete process.env[SHARED_POSTGRES];
    return database.close();
  };
}
