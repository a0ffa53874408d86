/**
 * The embedded PostgreSQL in a process of its own, so that whatever becomes of `npm start` somebody is there to stop it.
 * One that a killed process left running in the folder is taken over.
 */
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {startEmbeddedDatabase} from '../server/database/embedded.ts';

const PREDECESSOR_MS = 10_000;

const stopped = new Promise((resolve) => process.once('SIGTERM', resolve));
process.channel?.ref(); // One that was taken over is no child of ours: nothing else keeps this process.

const folder = process.argv[2];
if (!folder) throw new Error('usage: postgres.ts <folder>');
mkdirSync(folder, {recursive: true});
const keeper = join(folder, 'keeper.pid');

await predecessorGone();
writeFileSync(keeper, String(process.pid));
const database = await startEmbeddedDatabase(folder);
process.send?.({type: 'ready', url: database.url});
await stopped;
await database.stop();
rmSync(keeper, {force: true});
process.exit(0);

/** A keeper whose `npm start` was killed is about to stop the server: until it has, there is none to take over. */
async function predecessorGone(): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_MS;
  while (existsSync(keeper) && isRunning(Number(readFileSync(keeper, 'utf8'))) && Date.now() < deadline) await wait(50);
}

function isRunning(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // No such process.
  }
}
