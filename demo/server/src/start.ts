import {lookup} from 'node:dns/promises';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import type {App} from './http/app.ts';
import {Connections} from './http/connections.ts';
import {connect} from './database/connect.ts';
import {DatabaseError} from './database/database-error.ts';
import {migrate} from './database/migrate.ts';
import {isUnavailable} from './database/unavailable.ts';
import {type LogSink, reasonOf} from './telemetry/logger.ts';
import {Metrics} from './telemetry/metrics.ts';
import {Redis} from './redis/redis.ts';
import {seed} from './seed/seed.ts';
import {buildServer} from './server.ts';
import type {Settings} from './settings/settings.ts';
import {RestClient} from './tencent/rest-client.ts';

/** Time for the stores to close when the process ends. */
const STORES_END_MS = 1_000;

export interface Started {
  readonly port: number;
  /** Finishes requests under way, accepts no new ones, and closes everything. A second call ends requests at once. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly logTo?: LogSink;
  /** Cancels a running start: it rejects with the signal's reason and leaves nothing open. */
  readonly signal?: AbortSignal;
  /** False applies no migrations. */
  readonly migrate?: boolean;
}

/**
 * Prepares the database, builds the server and listens. If a step fails, closes everything that was opened.
 * @throws DatabaseError if the database cannot be used; RedisError if Redis refuses the connection.
 */
export async function start(
  settings: Settings & {readonly databaseUrl: string},
  {logTo, signal, migrate: migrating = true}: StartOptions = {},
): Promise<Started> {
  const {sdkAppId, secretKey, imAdmin, imRestUrl, restCallsPerSecond, databaseUrl, listenHost, port} = settings;
  const metrics = new Metrics();
  const im = new RestClient({
    key: {sdkAppId, secretKey},
    admin: imAdmin,
    baseUrl: imRestUrl,
    callsPerSecond: restCallsPerSecond,
    onResponse: (command, code, seconds) => metrics.countRestCall(command, code, seconds),
  });
  const connections = new Connections();
  let lost = (_error: Error): void => undefined;
  const database = connect({url: databaseUrl, ca: settings.databaseCa}, (error) => lost(error));
  const {db} = database;
  metrics.addGauge({
    name: 'database_connections',
    help: 'Connections of the pool by state; waiting are requests without one',
    label: 'state',
    read: () => database.poolState(),
  });
  const redis = settings.redis && new Redis(settings.redis);
  if (redis) {
    metrics.addGauge({
      name: 'redis_up',
      help: '1 if Redis answers; else PostgreSQL counts likes, each process has its own rate limits, and joins and leaves wait',
      read: () => Number(redis.isUp),
    });
  }
  metrics.addGauge({
    name: 'rest_calls_waiting',
    help: 'REST calls that wait for their turn under the limit of Tencent Chat, by purpose',
    label: 'purpose',
    read: () => im.waitingCalls(),
  });
  let app: App | undefined;
  let stopped: Promise<void> | undefined;
  const stopOnce = async () => {
    await app?.close();
    im.close();
    await Promise.race([Promise.all([database.close(), redis?.close()]), wait(STORES_END_MS, undefined, {ref: false})]);
  };
  const stop = () => {
    if (stopped) void connections.end();
    return (stopped ??= stopOnce());
  };
  try {
    await unlessAborted(signal, Promise.all([requireDatabase(prepare), redis?.connect()]));
    const built = await unlessAborted(
      signal,
      requireDatabase(() => buildServer(settings, {db, redis, im, connections, metrics, ...(logTo && {logTo})})),
    );
    app = built;
    redis?.logTo(built.log);
    lost = (err) => built.log.warn({err}, 'database: a connection was lost');
    database.endStart();
    await unlessAborted(signal, built.listen({host: listenHost, port}));
    const {port: listening} = built.server.address() as AddressInfo;
    if (listenHost === 'localhost') await listenAtBoth(built, connections, listening);
    return {port: listening, stop};
  } catch (error) {
    await stop();
    throw error;
  }

  async function prepare(): Promise<void> {
    if (migrating) await migrate(db);
    await seed(db, settings);
  }

  /** Runs a step of the start. @throws DatabaseError if the database does not respond */
  async function requireDatabase<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new DatabaseError(`The database at ${placeOf(databaseUrl)} cannot be used: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }
}

/** Listens at the other address of `localhost` too: it may mean 127.0.0.1 or ::1, and one may be missing. */
async function listenAtBoth({server}: App, connections: Connections, port: number): Promise<void> {
  const {address} = server.address() as AddressInfo;
  for (const other of await lookup('localhost', {all: true})) {
    if (other.address === address) continue;
    await connections.listenAlso(server, {host: other.address, port}).catch(() => undefined); // The first address is enough.
  }
}

function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    // The reason is an error of this server.
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, {once: true});
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Host, port and name of the database, without user and password. */
function placeOf(databaseUrl: string): string {
  const {host, pathname} = new URL(databaseUrl);
  return host + pathname;
}
