/** The business server as a process: settings from the environment, SIGTERM and SIGINT end it in order. */
import {DatabaseError} from './database/database-error.ts';
import {startEmbeddedDatabase, type EmbeddedDatabase} from '../../dev/postgres/embedded-postgres.ts';
import {reasonOf} from './telemetry/logger.ts';
import {readSettings, SettingsError} from './settings/settings.ts';
import {start, type Started} from './start.ts';

/** Where the database lives if `DATABASE_URL` names no other. */
const DATABASE_FOLDER = '.data/server';

/** The end in order takes less; only a fault of ours takes longer. */
const STOP_WITHIN_MS = 9_000;

/** npm and a terminal may send one Ctrl-C twice. */
const SAME_PRESS_MS = 500;

const ending = new AbortController();
let endedAt = 0;
let embedded: EmbeddedDatabase | undefined;
let started: Started | undefined;

/** The first signal ends the process in order. A second one cuts what is being answered. */
function end(): void {
  if (!ending.signal.aborted) {
    endedAt = performance.now();
    ending.abort(new Error('the process was told to end'));
  } else if (performance.now() - endedAt > SAME_PRESS_MS) {
    void started?.stop();
  }
}

async function main(): Promise<void> {
  const {signal} = ending;
  const settings = readSettings(process.env);
  embedded = settings.databaseUrl ? undefined : await startEmbeddedDatabase(DATABASE_FOLDER, signal);
  const databaseUrl = settings.databaseUrl ?? embedded!.url;
  started = await start({...settings, databaseUrl}, {signal});
  process.send?.({type: 'ready', port: started.port});
  await Promise.race([aborted(signal), ...(embedded ? [embedded.lost] : [])]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
}

function report(error: unknown): void {
  if (error instanceof SettingsError || error instanceof DatabaseError) return console.error(error.message);
  console.error((error as Error).stack);
  if ((error as Error).cause) console.error(`caused by: ${reasonOf((error as Error).cause)}`);
}

process.on('SIGTERM', end);
process.on('SIGINT', end);
let code = 0;
try {
  await main();
} catch (error) {
  if (!ending.signal.aborted) {
    report(error);
    code = 1;
  }
}
setTimeout(() => {
  console.error(`the server did not end within ${STOP_WITHIN_MS} ms: what is left is cut`);
  process.exit(code);
}, STOP_WITHIN_MS).unref();
try {
  await started?.stop();
  await embedded?.stop();
} catch (error) {
  report(error);
  code = 1;
}
process.exit(code);
