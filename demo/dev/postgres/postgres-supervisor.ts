/**
 * Supervises the embedded PostgreSQL in a process of its own: it stops PostgreSQL when its parent ends in any way, and only this
 * process needs to run as PostgreSQL's user. It prints PostgreSQL's output.
 */
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {startCluster} from './cluster.ts';
import {isRunning} from './is-running.ts';

const PREDECESSOR_MS = 10_000;

const stopped = new Promise<void>((resolve) => process.on('SIGTERM', () => resolve()));
process.channel?.ref(); // Keeps this process alive: a PostgreSQL that was taken over is no child process.

const folder = process.argv[2];
if (!folder) throw new Error('usage: postgres-supervisor.ts <folder>');
mkdirSync(folder, {recursive: true});
const pidFile = join(folder, 'supervisor.pid');

try {
  const alone = await predecessorGone();
  if (alone) writeFileSync(pidFile, String(process.pid));
  const cluster = await startCluster(folder, {takeOver: alone});
  process.send?.({type: 'ready', url: cluster.url});
  const lost = await Promise.race([stopped, cluster.ended.then(() => 'lost' as const)]);
  if (lost === 'lost') throw new Error('PostgreSQL ended unexpectedly.');
  await cluster.stop();
  rmSync(pidFile, {force: true});
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

/**
 * Waits for the supervisor of a killed parent, which is stopping its PostgreSQL.
 * @returns False if it keeps running, because it belongs to another parent.
 */
async function predecessorGone(): Promise<boolean> {
  const deadline = performance.now() + PREDECESSOR_MS;
  for (;;) {
    const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
    if (pid === process.pid || !isRunning(pid)) return true;
    if (performance.now() > deadline) return false;
    await wait(50);
  }
}
