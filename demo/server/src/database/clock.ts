import {sql, type Kysely, type RawBuilder} from 'kysely';
import type {Database} from './schema.ts';

/**
 * Unix seconds by the database's clock, which all processes share. Stored times that are compared later come from it, never from a
 * process's own clock.
 */
export const DATABASE_NOW_S: RawBuilder<number> = sql<number>`floor(extract(epoch from clock_timestamp()))::float8`;

export async function databaseNowS(db: Kysely<Database>): Promise<number> {
  const {rows} = await sql<{now: number}>`select ${DATABASE_NOW_S} as now`.execute(db);
  return rows[0]!.now;
}

/** True if the database answers a query within this time. Never rejects. */
export async function isReachable(db: Kysely<Database>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, withinMs, false)));
  const answered = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const reachable = await Promise.race([answered, late]);
  clearTimeout(timer);
  return reachable;
}
