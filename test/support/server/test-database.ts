/**
 * Databases for tests. In the server project one PostgreSQL serves all files. `database-setup.ts` starts it once.
 * Benches, and tests that end their PostgreSQL, have their own.
 */
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {startEmbeddedDatabase} from '../../../demo/dev/postgres/embedded-postgres.ts';
import {connect} from '../../../demo/server/src/database/connect.ts';
import {migrate} from '../../../demo/server/src/database/migrate.ts';

export interface TestDatabase {
  /** Creates a database with all tables and no rows, and returns its address. */
  fresh(): Promise<string>;
  /** Creates a database without tables, and returns its address. */
  empty(): Promise<string>;
  /**
   * Ends a PostgreSQL of its own like a crash: connections break, and all addresses fail. Does nothing to the shared
   * one.
   */
  close(): Promise<void>;
}

/** Address of the PostgreSQL that all files share, in the environment of their processes. */
export const SHARED_POSTGRES = 'TEST_POSTGRES_URL';

const TEMPLATE = 'with_tables';
let databases = 0;

/** Uses the shared PostgreSQL if there is one, and starts its own otherwise. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const shared = process.env[SHARED_POSTGRES];
  return shared ? databasesAt(shared, () => Promise.resolve()) : startOwnDatabase();
}

/** A real PostgreSQL in its own folder. It does not wait for the disk, so it loses data if the machine fails. */
export async function startOwnDatabase(): Promise<TestDatabase & {readonly url: string}> {
  const folder = mkdtempSync(join(tmpdir(), 'live-room-'));
  chmodSync(folder, 0o755); // If tests run as root, PostgreSQL runs as another user, which needs access.
  const embedded = await startEmbeddedDatabase(folder);
  await execute(embedded.url, 'alter system set fsync = off', 'select pg_reload_conf()', `create database ${TEMPLATE}`);
  const {db, close} = connect({url: withName(embedded.url, TEMPLATE)}, () => undefined);
  await migrate(db);
  await close();
  const stop = async () => {
    await embedded.stop();
    rmSync(folder, {recursive: true, force: true});
  };
  return {url: embedded.url, ...databasesAt(embedded.url, stop)};
}

function databasesAt(url: string, close: () => Promise<void>): TestDatabase {
  const create = async (template: string) => {
    const name = `test_${process.pid}_${++databases}`;
    await execute(url, `create database ${name} template ${template}`);
    return withName(url, name);
  };
  return {fresh: () => create(TEMPLATE), empty: () => create('template1'), close};
}

export async function execute(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({connectionString: url});
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function withName(url: string, name: string): string {
  return url.replace(/[^/]*$/, name);
}
