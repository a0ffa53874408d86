import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import type {Database} from './schema.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Counts of coins and likes stay far below 2^53, so bigint is a number here. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Connected {
  readonly db: Kysely<Database>;
  /** Waits for what is under way, then ends the connections. */
  close(): Promise<void>;
}

/** @param onLost Hears of a connection that broke, perhaps twice; the pool replaces it by itself. */
export function connect(databaseUrl: string, onLost: (error: Error) => void): Connected {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types,
  });
  pool.on('error', onLost);
  // One that breaks in use fails the query that uses it; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  const db = new Kysely<Database>({dialect: new PostgresDialect({pool})});
  return {db, close: () => db.destroy()};
}
