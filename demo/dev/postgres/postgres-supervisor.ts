/**
 * The embedded PostgreSQL in a process of its own: whatever becomes of the one that wanted it, somebody is there to stop
 * it, and only this one has to be the user it runs as. What PostgreSQL says, this process prints.
 */
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {startCluster} from './cluster.ts';
import {isRunning} from './is-running.ts';

const PREDECESSOR_MS = 10_000;

const stopped = new Promise<void>((resolve) => process.on('SIGTERM', () => resolve()));
process.channel?.ref(); // One that was taken over is no child of ours: nothing else keeps this process.

const folder = process.argv[2];
if (!folder) throw new Error('usage: keeper.ts <folder>');
mkdirSync(folder, {recursive: true});
const keeper = join(folder, 'keeper.pid');

try {
  const alone = await predecessorGone();
  if (alone) writeFileSync(keeper, String(process.pid));
  const cluster = await startCluster(folder, {takeOver: alone});
  process.send?.({type: 'ready', url: cluster.url});
  const lost = await Promise.race([stopped, cluster.ended.then(() => 'lost' as const)]);
  if (lost === 'lost') throw new Error('PostgreSQL ended, and nobody had asked it to.');
  await cluster.stop();
  rmSync(keeper, {force: true});
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

/**
 * A keeper whose parent was killed is about to stop the server: until it has, there is none to take over.
 * @returns false when it stays, so is somebody else's.
 */
async function predecessorGone(): Promise<boolean> {
  const deadline = performance.now() + PREDECESSOR_MS;
  for (;;) {
    const pid = existsSync(keeper) ? Number(readFileSync(keeper, 'utf8')) : 0;
    if (pid === process.pid || !isRunning(pid)) return true;
    if (performance.now() > deadline) return false;
    await wait(50);
  }
}
