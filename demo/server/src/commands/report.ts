import {DatabaseError} from '../database/database-error.ts';
import {RedisError} from '../redis/redis-error.ts';
import {SettingsError} from '../settings/settings.ts';
import {reasonOf} from '../telemetry/logger.ts';

/** Prints why a command failed. @returns The exit code. */
export function report(error: unknown): number {
  if (error instanceof SettingsError || error instanceof DatabaseError || error instanceof RedisError) {
    console.error(error.message);
  } else {
    console.error((error as Error).stack);
    if ((error as Error).cause) console.error(`caused by: ${reasonOf((error as Error).cause)}`);
  }
  return 1;
}
