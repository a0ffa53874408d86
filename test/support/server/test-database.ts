/** A real PostgreSQL in its own folder, for a test file. */
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {startEmbeddedDatabase} from '../../../demo/dev/postgres/embedded-postgres.ts';

export interface TestDatabase {
  /** Creates an empty database and returns its address. */
  fresh(): Promise<string>;
  /** Ends the server like a crash: connections break, and `fresh` and all addresses fail from then on. */
  close(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'live-room-'));
  chmodSync(folder, 0o755); // If tests run as root, PostgreSQL runs as another user, who needs access.
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
