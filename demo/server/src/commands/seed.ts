import {migrate} from '../database/migrate.ts';
import {seed} from '../seed/seed.ts';
import {SettingsError, type Settings} from '../settings/settings.ts';
import {withDatabase} from './with-database.ts';

/** Inserts the hosts, rooms, gifts and products of the demo. Existing rows are not changed. */
export async function runSeed(settings: Settings): Promise<void> {
  if (settings.viewers.from !== 'demo') {
    throw new SettingsError(['VIEWERS must be demo for `seed`: its rooms and gifts are examples']);
  }
  await withDatabase(settings, async (db) => {
    await migrate(db);
    await seed(db, settings);
  });
  console.log('the demo is in the database');
}
