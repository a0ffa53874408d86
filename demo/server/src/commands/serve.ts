import {collectDefaultMetrics} from 'prom-client';
import {readSettings, SettingsError} from '../settings/settings.ts';
import {start, type Started} from '../start.ts';
import {startTracing} from '../telemetry/tracing.ts';
import {report} from './report.ts';

/** The process exits after this time in any case. */
const STOP_WITHIN_MS = 9_000;

/** A second signal within this time is ignored: npm and the terminal may both send one for a single Ctrl-C. */
const SAME_PRESS_MS = 500;

/** A PostgreSQL that is started for this process. */
export interface OwnDatabase {
  readonly url: string;
  /** Rejects when the database ends by itself. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Starts a database if `DATABASE_URL` is not set. */
  readonly ownDatabase?: (signal: AbortSignal) => Promise<OwnDatabase>;
  /** False applies no migrations: `migrate up` is run separately. */
  readonly migrate?: boolean;
}

/**
 * Runs the server until SIGTERM or SIGINT, with settings from the environment. The first signal stops it gracefully; a second one
 * also ends requests that are under way.
 * @returns The exit code of the process.
 */
export async function serve(
  environment: NodeJS.ProcessEnv,
  {ownDatabase, migrate = true}: ServeOptions = {},
): Promise<number> {
  const ending = new AbortController();
  const {signal} = ending;
  let endedAt = 0;
  let own: OwnDatabase | undefined;
  let started: Started | undefined;
  let code = 0;

  const end = (): void => {
    if (!signal.aborted) {
      endedAt = performance.now();
      ending.abort(new Error('the process received a signal to end'));
    } else if (performance.now() - endedAt > SAME_PRESS_MS) {
      void started?.stop();
    }
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);

  collectDefaultMetrics();
  const tracing = await startTracing(environment);
  try {
    const settings = readSettings(environment);
    if (settings.databaseUrl === undefined) own = await ownDatabase?.(signal);
    const databaseUrl = settings.databaseUrl ?? own?.url;
    if (databaseUrl === undefined) throw new SettingsError(['DATABASE_URL is missing']);
    started = await start({...settings, databaseUrl}, {signal, migrate});
    process.send?.({type: 'ready', port: started.port});
    await Promise.race([aborted(signal), ...(own ? [own.lost] : [])]);
  } catch (error) {
    if (!signal.aborted) code = report(error);
  }
  setTimeout(() => {
    console.error(`the server did not end within ${STOP_WITHIN_MS} ms: the process exits now`);
    process.exit(code);
  }, STOP_WITHIN_MS).unref();
  try {
    await started?.stop();
    await own?.stop();
    await tracing.stop();
  } catch (error) {
    code = report(error);
  }
  return code;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
}
