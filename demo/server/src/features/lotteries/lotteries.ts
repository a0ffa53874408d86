import {randomBytes} from 'node:crypto';
import {sql, type Kysely, type RawBuilder} from 'kysely';
import {announceChange} from '../../database/changes.ts';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database, LotteryPhase} from '../../database/schema.ts';
import {violatedConstraint} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';
import {draw, entryOf, sha256, sortedEntries} from './draw.ts';
import type {Translations} from '../../http/translations.ts';
import type {LotteryResponse} from './lottery-shape.ts';

/** Time for which a room shows its last drawn lottery. */
const SHOWN_S = 600;

export interface NewLottery {
  readonly keyword: string;
  readonly seconds: number;
  readonly prize: string;
  readonly translations: Translations<'prize'> | undefined;
  readonly winners: number;
}

/** A lottery whose current phase was not announced in the room yet. */
export interface UnannouncedLottery {
  readonly roomId: string;
  readonly lottery: LotteryResponse;
}

/** The public part of a `lotteries` row. The seed is secret until the draw. */
const PUBLIC_LOTTERY = sql<LotteryResponse>`
  jsonb_strip_nulls(jsonb_build_object(
    'lotteryId', lotteries.lottery_id,
    'phase', case when lotteries.drawn_at is null then 'open' else 'drawn' end,
    'keyword', lotteries.keyword,
    'prize', lotteries.prize,
    'translations', nullif(lotteries.translations, '{}'),
    'closesAt', floor(extract(epoch from lotteries.closes_at))::bigint,
    'seedHash', lotteries.seed_hash,
    'seed', case when lotteries.drawn_at is not null then lotteries.seed end,
    'entriesHash', lotteries.entries_hash,
    'winners', case when lotteries.drawn_at is not null then (
      select coalesce(jsonb_agg(
        jsonb_build_object('userId', winner.user_id, 'nick', coalesce(nullif(accounts.nick, ''), winner.user_id))
        order by place), '[]')
      from unnest(lotteries.winners) with ordinality as winner (user_id, place)
      left join accounts on accounts.user_id = winner.user_id
    ) end
  ))`;

/** The room's open lottery, or one drawn recently; else null. For use in a query of `rooms`. */
export const CURRENT_LOTTERY: RawBuilder<LotteryResponse | null> = sql<LotteryResponse | null>`(
  select ${PUBLIC_LOTTERY} from lotteries where lotteries.room_id = rooms.room_id
  and (lotteries.drawn_at is null or lotteries.drawn_at > now() - ${SHOWN_S}::integer * interval '1 s')
  order by lotteries.opened_at desc limit 1
)`;

/** @throws ApiError CONFLICT if a lottery is open in the room, NOT_FOUND if there is no such room */
export async function openLottery(
  db: Kysely<Database>,
  roomId: string,
  {keyword, seconds, prize, translations = {}, winners}: NewLottery,
): Promise<LotteryResponse> {
  const lotteryId = `l_${randomBytes(9).toString('hex')}`;
  const seed = randomBytes(32).toString('hex');
  let closesAt: number;
  try {
    closesAt = await db.transaction().execute(async (transaction) => {
      const {at} = await transaction
        .insertInto('lotteries')
        .values({
          lottery_id: lotteryId,
          room_id: roomId,
          keyword,
          prize,
          translations: JSON.stringify(translations),
          winners_wanted: winners,
          seed,
          seed_hash: sha256(seed),
          closes_at: sql<Date>`to_timestamp(${DATABASE_NOW_S} + ${seconds}::integer)`,
        })
        .returning(sql<number>`extract(epoch from closes_at)::float8`.as('at'))
        .executeTakeFirstOrThrow();
      await announceChange(transaction, roomId);
      return at;
    });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'lotteries_open') throw new ApiError('CONFLICT', `a lottery is open in room "${roomId}"`);
    if (constraint) throw new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
    throw error;
  }
  return {lotteryId, phase: 'open', keyword, prize, closesAt, seedHash: sha256(seed)};
}

/** @throws ApiError NOT_FOUND */
export async function requireLottery(db: Kysely<Database>, lotteryId: string): Promise<LotteryResponse> {
  const row = await db
    .selectFrom('lotteries')
    .select(PUBLIC_LOTTERY.as('lottery'))
    .where('lottery_id', '=', lotteryId)
    .executeTakeFirst();
  if (!row) throw new ApiError('NOT_FOUND', `there is no lottery "${lotteryId}"`);
  return row.lottery;
}

/** The hashed and sorted entries, as they are published. */
export async function readEntries(db: Kysely<Database>, lotteryId: string): Promise<string[]> {
  return sortedEntries((await enteredIn(db, lotteryId)).map((userId) => entryOf(lotteryId, userId)));
}

/** Draws the lottery unless it is drawn. Of several concurrent calls one draws, and the others wait for it. */
export function drawLottery(db: Kysely<Database>, lotteryId: string): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const open = await transaction
      .selectFrom('lotteries')
      .select(['room_id', 'seed', 'winners_wanted'])
      .where('lottery_id', '=', lotteryId)
      .where('drawn_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!open) return;
    const {winners, entriesHash} = draw(
      lotteryId,
      open.seed,
      await enteredIn(transaction, lotteryId),
      open.winners_wanted,
    );
    await transaction
      .updateTable('lotteries')
      .set({
        drawn_at: sql`clock_timestamp()`,
        closes_at: sql`least(closes_at, clock_timestamp())`,
        entries_hash: entriesHash,
        winners: [...winners],
      })
      .where('lottery_id', '=', lotteryId)
      .execute();
    await announceChange(transaction, open.room_id);
  });
}

/** Ids of open lotteries whose closing time has passed. */
export async function dueLotteries(db: Kysely<Database>): Promise<string[]> {
  const due = await db
    .selectFrom('lotteries')
    .select('lottery_id')
    .where('drawn_at', 'is', null)
    .where('closes_at', '<=', sql<Date>`clock_timestamp()`)
    .execute();
  return due.map(({lottery_id}) => lottery_id);
}

/** Milliseconds until the next lottery closes; undefined if none is open. */
export async function nextClosingMs(db: Kysely<Database>): Promise<number | undefined> {
  const {ms} = await db
    .selectFrom('lotteries')
    .select(sql<number | null>`(extract(epoch from min(closes_at) - clock_timestamp()) * 1000)::float8`.as('ms'))
    .where('drawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return ms ?? undefined;
}

export async function unannouncedLotteries(db: Kysely<Database>): Promise<UnannouncedLottery[]> {
  const rows = await db
    .selectFrom('lotteries')
    .select(['room_id as roomId', PUBLIC_LOTTERY.as('lottery')])
    .where(sql<boolean>`announced_phase is distinct from case when drawn_at is null then 'open' else 'drawn' end`)
    .where(sql<boolean>`coalesce(drawn_at, opened_at) > now() - ${SHOWN_S}::integer * interval '1 s'`)
    .execute();
  return rows;
}

export async function markAnnounced(db: Kysely<Database>, lotteryId: string, phase: LotteryPhase): Promise<void> {
  await db
    .updateTable('lotteries')
    .set({announced_phase: phase})
    .where('lottery_id', '=', lotteryId)
    .where(sql<boolean>`announced_phase is distinct from 'drawn'`)
    .execute();
}

async function enteredIn(db: Kysely<Database>, lotteryId: string): Promise<string[]> {
  const rows = await db.selectFrom('lottery_entries').select('user_id').where('lottery_id', '=', lotteryId).execute();
  return rows.map(({user_id}) => user_id);
}
