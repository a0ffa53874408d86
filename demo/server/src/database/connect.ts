import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import type {Database} from './schema.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** The same limit while the server starts, because connections take longer on a machine that boots. */
const START_CONNECT_TIMEOUT_MS = 30_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Counts of coins and likes stay far below 2^53, so bigint is a number here. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Connected {
  readonly db: Kysely<Database>;
  /** Connections in use and idle connections, and requests that wait for one. */
  poolState(): ReadonlyMap<string, number>;
  /** Ends the start. After it a request waits at most 5 s for a connection instead of 30 s. */
  endStart(): void;
  /** Waits for statements under way, then ends the connections. */
  close(): Promise<void>;
}

/** Address of the database, and how its certificate is verified. */
export interface DatabaseAddress {
  readonly url: string;
  /** PEM certificates of the authority that signed the database's certificate. Default: those of the system. */
  readonly ca?: string | undefined;
}

/** Options for the driver. With a CA the connection uses TLS, and the certificate must name the host. */
export function connectionConfig({url, ca}: DatabaseAddress): pg.ClientConfig {
  if (ca === undefined) return {connectionString: url};
  const address = new URL(url);
  address.searchParams.delete('sslmode'); // It would override the `ssl` option below.
  return {connectionString: address.href, ssl: {ca, servername: address.hostname}};
}

/** @param onLost Called for a broken connection, perhaps twice. The pool replaces the connection. */
export function connect(address: DatabaseAddress, onLost: (error: Error) => void): Connected {
  const pool = new pg.Pool({
    ...connectionConfig(address),
    max: CONNECTIONS,
    connectionTimeoutMillis: START_CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types,
  });
  pool.on('error', onLost);
  // A connection that breaks during a query fails the query. Without a listener its `error` event would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  const db = new Kysely<Database>({dialect: new PostgresDialect({pool})});
  const poolState = () =>
    new Map([
      ['used', pool.totalCount - pool.idleCount],
      ['idle', pool.idleCount],
      ['waiting', pool.waitingCount],
    ]);
  const endStart = () => void (pool.options.connectionTimeoutMillis = CONNECT_TIMEOUT_MS);
  return {db, poolState, endStart, close: () => db.destroy()};
}
