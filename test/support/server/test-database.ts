/** A real PostgreSQL in a folder of its own, for the length of a test file. */
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {startEmbeddedDatabase} from '../../../demo/dev/postgres/embedded-postgres.ts';

export interface TestDatabase {
  /** A new, empty database's address. */
  fresh(): Promise<string>;
  /** Ends the server as a crash would: connections break. `fresh` and all addresses are dead from then on. */
  close(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'live-room-'));
  chmodSync(folder, 0o755); // As root, PostgreSQL runs as another user, who must get in.
  const embedded = await startEmbeddedDatabase(folder);
  let databases = 0;
  return {
    async fresh() {
      const name = `fresh_${++databases}`;
      const client = new pg.Client({connectionString: embedded.url});
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return embedded.url.replace(/[^/]*$/, name);
    },
    async close() {
      await embedded.stop();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}
