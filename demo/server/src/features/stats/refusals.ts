import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

interface Refused {
  readonly roomId: string;
  readonly userId: string;
  readonly random: number;
}

const BATCH = 500;
const WAITING_MAX = 5_000;

/** Counts refused messages in the background, in batches. A repeated message counts once. */
export class Refusals {
  readonly #db: Kysely<Database>;
  readonly #log: FastifyBaseLogger;
  #waiting: Refused[] = [];
  #writing: Promise<void> | undefined;

  constructor(db: Kysely<Database>, log: FastifyBaseLogger) {
    this.#db = db;
    this.#log = log;
  }

  add({roomId, userId, random}: Refused): void {
    if (this.#waiting.length >= WAITING_MAX) return;
    this.#waiting.push({roomId, userId, random});
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  async settle(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length) {
      const batch = this.#waiting.splice(0, BATCH);
      await countRefusals(this.#db, batch).catch((err: unknown) =>
        this.#log.warn({err}, 'stats: refused messages were not counted'),
      );
    }
  }
}

async function countRefusals(db: Kysely<Database>, refused: readonly Refused[]): Promise<void> {
  await sql`
    with refused as (
      select distinct * from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb)
        as r("roomId" text, "userId" text, random bigint)
    ), kept as (
      insert into refusals (room_id, user_id, random)
      select room_id, "userId", random from refused join rooms on room_id = "roomId" order by 1, 2, 3
      on conflict do nothing
      returning room_id
    )
    insert into room_stats (room_id, refused) select room_id, count(*) from kept group by room_id order by room_id
    on conflict (room_id) do update set refused = room_stats.refused + excluded.refused`.execute(db);
}
