/**
 * Starts business servers as separate processes, with a PostgreSQL, the local cloud and optionally a Redis, and calls
 * them.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {sql, type Kysely} from 'kysely';
import {connect} from '../../demo/server/src/database/connect.ts';
import type {Database} from '../../demo/server/src/database/schema.ts';
import type {Settings} from '../../demo/server/src/settings/settings.ts';
import {startCloud, type CloudServer} from '../../test/support/chat/chat-emulator.ts';
import {callback} from '../../test/support/server/callbacks.ts';
import {RedisProcess} from '../../test/support/server/redis-process.ts';
import {serverEnvironment, ServerProcess} from '../../test/support/server/server-process.ts';
import {startOwnDatabase} from '../../test/support/server/test-database.ts';
import {parentOf} from './processes.ts';

export interface ServerSetup {
  readonly cloud: CloudServer;
  readonly processes: readonly ServerProcess[];
  readonly urls: readonly string[];
  readonly db: Kysely<Database>;
  readonly redis: RedisProcess | undefined;
  readonly postgresPid: number;
  close(): Promise<void>;
}

export async function setUpServers(processCount: number, withRedis: boolean): Promise<ServerSetup> {
  const [cloud, database, redis] = await Promise.all([
    startCloud(),
    startOwnDatabase(),
    withRedis ? RedisProcess.start() : undefined,
  ]);
  const databaseUrl = await database.fresh();
  const environment = {
    ...serverEnvironment(cloud, databaseUrl),
    LOG_LEVEL: 'warn',
    ...(redis && {REDIS_URL: redis.url}),
  };
  const observer = connect({url: databaseUrl}, () => undefined);
  const processes: ServerProcess[] = [];
  const urls: string[] = [];
  for (let n = 0; n < processCount; n++) {
    const server = new ServerProcess(environment);
    urls.push(`http://localhost:${await server.ready}`);
    processes.push(server);
  }
  for (const url of urls) while ((await fetch(`${url}/healthz`)).status !== 200) await wait(100);
  const {rows} = await sql<{pid: number}>`select pg_backend_pid() as pid`.execute(observer.db);
  return {
    cloud,
    postgresPid: parentOf(rows[0]!.pid),
    processes,
    urls,
    db: observer.db,
    redis,
    async close() {
      for (const server of processes) await server.end('SIGTERM');
      await observer.close();
      redis?.close();
      await cloud.close();
      await database.close();
    },
  };
}

export async function callServer(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
}

export async function postCallback(url: string, settings: Settings, body: object): Promise<void> {
  const call = async (method: string, path: string, {body: sent}: {body?: unknown} = {}) => ({
    status: 200,
    headers: new Headers(),
    body: (await callServer(url, method, path, sent)) as never,
  });
  await callback({call, settings} as Parameters<typeof callback>[0], body);
}
