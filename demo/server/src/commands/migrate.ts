import {migrate, migrateDown, migrationStates} from '../database/migrate.ts';
import type {Settings} from '../settings/settings.ts';
import {withDatabase} from './with-database.ts';

export const MIGRATE_ACTIONS = ['up', 'down', 'status'] as const;
export type MigrateAction = (typeof MIGRATE_ACTIONS)[number];

/** Applies pending migrations, undoes the last one, or lists them. */
export function runMigrate(settings: Settings, action: MigrateAction): Promise<void> {
  return withDatabase(settings, async (db) => {
    if (action === 'status') {
      for (const {name, executedAt} of await migrationStates(db)) {
        console.log(`${executedAt ? `applied  ${executedAt.toISOString()}` : `pending  ${' '.repeat(24)}`}  ${name}`);
      }
    } else if (action === 'up') {
      const names = await migrate(db);
      console.log(names.length ? `applied: ${names.join(', ')}` : 'the tables are up to date');
    } else {
      const name = await migrateDown(db);
      console.log(name ? `undone: ${name}` : 'there is no migration to undo');
    }
  });
}
