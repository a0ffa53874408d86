import {randomBytes} from 'node:crypto';
import {sql, type Kysely, type RawBuilder} from 'kysely';
import {announceChange} from '../../database/changes.ts';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database} from '../../database/schema.ts';
import type {PollOption, PollPhase} from '../../database/tables/polls.ts';
import {violatedConstraint} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';
import type {Translations} from '../../http/translations.ts';
import type {PollResponse} from './poll-shape.ts';

/** Time for which a room shows its last closed poll. */
const SHOWN_S = 120;
/** Time after which a message about a phase is no longer sent. */
const ANNOUNCED_WITHIN_S = 600;

export interface NewPoll {
  readonly question: string;
  readonly translations: Translations<'question'> | undefined;
  readonly options: readonly Omit<PollOption, 'id'>[];
  readonly seconds: number;
}

/** A poll with a message to send. */
export interface DuePoll {
  readonly roomId: string;
  readonly poll: PollResponse;
}

const COUNTS = sql<Record<string, number>>`(
  select jsonb_object_agg(choice ->> 'id', coalesce(counted.votes, 0))
  from jsonb_array_elements(polls.options) as choice
  left join (
    select option_id, count(*) as votes from poll_votes where poll_votes.poll_id = polls.poll_id group by option_id
  ) as counted on counted.option_id = choice ->> 'id'
)`;

const PUBLIC_POLL = sql<PollResponse>`
  jsonb_build_object(
    'pollId', polls.poll_id,
    'phase', case when polls.closed_at is null then 'open' else 'closed' end,
    'question', polls.question,
    'options', polls.options,
    'closesAt', floor(extract(epoch from polls.closes_at))::bigint,
    'counts', ${COUNTS},
    'total', (select count(*) from poll_votes where poll_votes.poll_id = polls.poll_id)
  ) || jsonb_strip_nulls(jsonb_build_object('translations', nullif(polls.translations, '{}')))`;

/** The room's open poll, or one closed recently; else null. For use in a query of `rooms`. */
export const CURRENT_POLL: RawBuilder<PollResponse | null> = sql<PollResponse | null>`(
  select ${PUBLIC_POLL} from polls where polls.room_id = rooms.room_id
  and (polls.closed_at is null or polls.closed_at > now() - ${SHOWN_S}::integer * interval '1 s')
  order by polls.opened_at desc limit 1
)`;

/** @throws ApiError CONFLICT if a poll is open in the room, NOT_FOUND if there is no such room */
export async function openPoll(
  db: Kysely<Database>,
  roomId: string,
  {question, translations = {}, options, seconds}: NewPoll,
): Promise<PollResponse> {
  const pollId = `p_${randomBytes(9).toString('hex')}`;
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('polls')
        .values({
          poll_id: pollId,
          room_id: roomId,
          question,
          translations: JSON.stringify(translations),
          options: JSON.stringify(options.map((option, index) => ({id: String(index + 1), ...option}))),
          closes_at: sql<Date>`to_timestamp(${DATABASE_NOW_S} + ${seconds}::integer)`,
        })
        .execute();
      await announceChange(transaction, roomId);
    });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'polls_open') throw new ApiError('CONFLICT', `a poll is open in room "${roomId}"`);
    if (constraint) throw new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
    throw error;
  }
  return requirePoll(db, pollId);
}

/** @throws ApiError NOT_FOUND */
export async function requirePoll(db: Kysely<Database>, pollId: string): Promise<PollResponse> {
  const row = await db
    .selectFrom('polls')
    .select(PUBLIC_POLL.as('poll'))
    .where('poll_id', '=', pollId)
    .executeTakeFirst();
  if (!row) throw new ApiError('NOT_FOUND', `there is no poll "${pollId}"`);
  return row.poll;
}

/** Id of the option that the viewer voted for. Undefined without a vote. */
export async function voteOf(db: Kysely<Database>, pollId: string, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('poll_votes')
    .select('option_id')
    .where('poll_id', '=', pollId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.option_id;
}

/** The room of the poll. @throws ApiError NOT_FOUND */
export async function requirePollRoom(db: Kysely<Database>, pollId: string): Promise<string> {
  const row = await db.selectFrom('polls').select('room_id').where('poll_id', '=', pollId).executeTakeFirst();
  if (!row) throw new ApiError('NOT_FOUND', `there is no poll "${pollId}"`);
  return row.room_id;
}

/**
 * Stores the viewer's vote in place of an earlier one. The poll's row is locked during this: closing waits for the
 * vote, and a vote that waited for the closing is not stored. @throws ApiError CONFLICT if the poll is closed; INVALID
 * for an unknown option
 */
export async function vote(db: Kysely<Database>, pollId: string, userId: string, optionId: string): Promise<void> {
  const {rows} = await sql<{known: boolean; stored: boolean}>`
    with open_poll as (
      select poll_id, options from polls
      where poll_id = ${pollId} and closed_at is null and closes_at > clock_timestamp() for key share
    ), stored as (
      insert into poll_votes (poll_id, user_id, option_id)
      select poll_id, ${userId}, ${optionId} from open_poll
      where options @> jsonb_build_array(jsonb_build_object('id', ${optionId}::text))
      on conflict (poll_id, user_id) do update set option_id = excluded.option_id
      returning 1
    )
    select exists (select from open_poll) as known, exists (select from stored) as stored`.execute(db);
  const [{known, stored}] = rows as [{known: boolean; stored: boolean}];
  if (!known) throw new ApiError('CONFLICT', `the poll "${pollId}" is closed`);
  if (!stored) throw new ApiError('INVALID', `the poll "${pollId}" has no option "${optionId}"`);
}

/** Closes the poll unless it is closed. Waits for votes under way. */
export async function closePoll(db: Kysely<Database>, pollId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const open = await transaction
      .selectFrom('polls')
      .select('room_id')
      .where('poll_id', '=', pollId)
      .where('closed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!open) return;
    await transaction
      .updateTable('polls')
      .set({closed_at: sql`clock_timestamp()`, closes_at: sql`least(closes_at, clock_timestamp())`})
      .where('poll_id', '=', pollId)
      .execute();
    await announceChange(transaction, open.room_id);
  });
}

/** Ids of open polls whose closing time has passed. */
export async function duePolls(db: Kysely<Database>): Promise<string[]> {
  const due = await db
    .selectFrom('polls')
    .select('poll_id')
    .where('closed_at', 'is', null)
    .where('closes_at', '<=', sql<Date>`clock_timestamp()`)
    .execute();
  return due.map(({poll_id}) => poll_id);
}

/** Milliseconds until the next poll closes; undefined if none is open. */
export async function nextClosingMs(db: Kysely<Database>): Promise<number | undefined> {
  const {ms} = await db
    .selectFrom('polls')
    .select(sql<number | null>`(extract(epoch from min(closes_at) - clock_timestamp()) * 1000)::float8`.as('ms'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return ms ?? undefined;
}

/** Polls whose current phase was not announced in the room yet. */
export function unannouncedPolls(db: Kysely<Database>): Promise<DuePoll[]> {
  return db
    .selectFrom('polls')
    .select(['room_id as roomId', PUBLIC_POLL.as('poll')])
    .where(sql<boolean>`announced_phase is distinct from case when closed_at is null then 'open' else 'closed' end`)
    .where(sql<boolean>`coalesce(closed_at, opened_at) > now() - ${ANNOUNCED_WITHIN_S}::integer * interval '1 s'`)
    .execute();
}

export async function markAnnounced(db: Kysely<Database>, pollId: string, phase: PollPhase): Promise<void> {
  await db
    .updateTable('polls')
    .set({announced_phase: phase})
    .where('poll_id', '=', pollId)
    .where(sql<boolean>`announced_phase is distinct from 'closed'`)
    .execute();
}

/**
 * Claims the open polls whose counts have changed and whose last message was sent at least this long ago. Each poll is
 * claimed by one process.
 */
export async function claimResults(db: Kysely<Database>, intervalMs: number): Promise<DuePoll[]> {
  const {rows} = await sql<DuePoll>`
    with waiting as (
      select poll_id from polls
      where closed_at is null and announced_phase = 'open'
        and sent_at <= clock_timestamp() - ${intervalMs}::float8 * interval '1 ms'
      for no key update skip locked
    ), counted as (
      select polls.poll_id, ${COUNTS} as counts from polls join waiting using (poll_id)
    ), claimed as (
      update polls set sent_at = clock_timestamp(), sent_counts = counts from counted
      where polls.poll_id = counted.poll_id and sent_counts is distinct from counts
        and (sent_counts is not null or exists (select from poll_votes where poll_votes.poll_id = polls.poll_id))
      returning polls.poll_id
    )
    select polls.room_id as "roomId", ${PUBLIC_POLL} as poll from polls join claimed using (poll_id)`.execute(db);
  return rows;
}
