/** The business server as a process: settings from the environment, SIGTERM and SIGINT end it in order. */
import {DatabaseError} from './database/database-error.ts';
import {startEmbeddedDatabase} from './database/embedded.ts';
import {readSettings, SettingsError} from './settings.ts';
import {start} from './start.ts';

/** Where the database lives if `DATABASE_URL` names no other. */
const DATABASE_FOLDER = '.data/server';

/** Whatever hangs is cut off by then. */
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const embedded = settings.databaseUrl ? undefined : await startEmbeddedDatabase(DATABASE_FOLDER);
  const databaseUrl = settings.databaseUrl ?? embedded!.url;
  const started = await start({...settings, databaseUrl}).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void started
      .stop()
      .then(() => embedded?.stop())
      .then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.send?.({type: 'ready', port: started.port});
}

function fail(error: unknown): void {
  const {message, stack} = error as Error;
  console.error(error instanceof SettingsError || error instanceof DatabaseError ? message : stack);
  process.exit(1);
}

main().catch(fail);
