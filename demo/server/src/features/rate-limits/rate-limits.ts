import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';

/** Limits for one viewer: calls a second in the long run, and calls at once. Tapping by hand does not reach them. */
export const LIMITS = {
  gifts: {perSecond: 20, atOnce: 100},
  wallet: {perSecond: 10, atOnce: 100},
  follows: {perSecond: 1, atOnce: 20},
  reports: {perSecond: 0.2, atOnce: 10},
  /** One-to-one messages of viewers, and of those who answer many: hosts, operators and the service. */
  private: {perSecond: 1, atOnce: 10},
  answers: {perSecond: 10, atOnce: 100},
} as const;

export type LimitedCall = keyof typeof LIMITS;

interface Waiting {
  readonly userId: string;
  readonly call: LimitedCall;
  readonly decide: (granted: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Counts calls in the database, so that several processes hold to one limit. While one count is on its way the calls that
 * come wait for the next, which takes them all.
 */
export class RateLimits {
  readonly #db: Kysely<Database>;
  #waiting: Waiting[] = [];
  #counting = false;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** @throws ApiError TOO_FAST */
  async take(userId: string, call: LimitedCall): Promise<void> {
    const retryAfterS = await this.wait(userId, call);
    if (!retryAfterS) return;
    throw new ApiError('TOO_FAST', 'too many calls of this viewer; wait a moment', {retryAfterS});
  }

  /** Takes one call and answers 0, or the seconds until the next is granted. */
  async wait(userId: string, call: LimitedCall): Promise<number> {
    const granted = await new Promise<boolean>((decide, fail) => {
      this.#waiting.push({userId, call, decide, fail});
      void this.#count();
    });
    return granted ? 0 : Math.ceil(1 / LIMITS[call].perSecond);
  }

  async #count(): Promise<void> {
    if (this.#counting) return;
    this.#counting = true;
    while (this.#waiting.length) {
      const calls = new Map<string, Waiting[]>();
      for (const one of this.#waiting) {
        const name = `${one.userId} ${one.call}`;
        calls.set(name, [...(calls.get(name) ?? []), one]);
      }
      this.#waiting = [];
      try {
        const granted = await countCalls(this.#db, [...calls.values()]);
        for (const [name, waiting] of calls) {
          waiting.forEach(({decide}, index) => decide(index < (granted.get(name) ?? 0)));
        }
      } catch (error) {
        for (const waiting of calls.values()) for (const {fail} of waiting) fail(error);
      }
    }
    this.#counting = false;
  }
}

/** How many of each viewer's calls are granted, by `user call`. */
async function countCalls(
  db: Kysely<Database>,
  calls: readonly (readonly Pick<Waiting, 'userId' | 'call'>[])[],
): Promise<Map<string, number>> {
  const asked = calls.map((same) => ({...LIMITS[same[0]!.call], ...same[0]!, asked: same.length}));
  const {rows} = await sql<{user_id: string; call: LimitedCall; granted: number}>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a("userId" text, call text, asked integer, "perSecond" double precision, "atOnce" double precision)
      order by "userId", call
    )
    insert into limits as kept (user_id, call, left_over, granted, at)
    select "userId", call, "atOnce" - least(asked, "atOnce"), least(asked, "atOnce"), clock_timestamp() from asked
    on conflict (user_id, call) do update set (left_over, granted, at) = (
      select available - least(asked, floor(available)), least(asked, floor(available)), excluded.at
      from asked, lateral (
        select least("atOnce", kept.left_over + "perSecond" * extract(epoch from excluded.at - kept.at)) as available
      ) as now
      where "userId" = kept.user_id and asked.call = kept.call
    )
    returning user_id, call, granted`.execute(db);
  return new Map(rows.map(({user_id, call, granted}) => [`${user_id} ${call}`, granted]));
}
