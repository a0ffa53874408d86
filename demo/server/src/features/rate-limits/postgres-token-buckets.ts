import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {BucketRequest, TokenBuckets} from '../../redis/token-buckets.ts';

export class PostgresTokenBuckets implements TokenBuckets {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async take(requests: readonly BucketRequest[]): Promise<number[]> {
    const {rows} = await sql<{user_id: string; call: string; granted: number}>`
      with requests as (
        select * from jsonb_to_recordset(${JSON.stringify(requests)}::jsonb)
          as a(caller text, call text, requested integer, "perSecond" double precision, "atOnce" double precision)
        order by caller, call
      )
      insert into rate_limits as kept (user_id, call, left_over, granted, at)
      select caller, call, "atOnce" - least(requested, "atOnce"), least(requested, "atOnce"), clock_timestamp() from requests
      on conflict (user_id, call) do update set (left_over, granted, at) = (
        select available - least(requested, floor(available)), least(requested, floor(available)), excluded.at
        from requests, lateral (
          select least("atOnce", kept.left_over + "perSecond" * extract(epoch from excluded.at - kept.at)) as available
        ) as now
        where caller = kept.user_id and requests.call = kept.call
      )
      returning user_id, call, granted`.execute(this.#db);
    const granted = new Map(rows.map(({user_id, call, granted}) => [`${user_id} ${call}`, granted]));
    return requests.map(({caller, call}) => granted.get(`${caller} ${call}`) ?? 0);
  }
}
