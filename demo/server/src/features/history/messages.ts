import {sql, type Kysely} from 'kysely';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database} from '../../database/schema.ts';
import type {MessageElement} from '../../tencent/elements.ts';
import type {Quote} from '../../tencent/quote.ts';
import {COMMENT_POINTS} from '../levels/index.ts';

/** A message as the after-send callback reported it. */
export interface SentMessage {
  readonly roomId: string;
  readonly seq: number;
  readonly random: number;
  /** Unix seconds. */
  readonly time: number;
  readonly userId: string;
  readonly body: readonly MessageElement[];
  /** The comment that the message replies to. */
  readonly quote?: Quote | undefined;
  /** True if the sender marked it as a question. */
  readonly question?: boolean;
}

/** A message of a room's history, with the sender's present nick, avatar and points. */
export interface StoredMessage extends Omit<SentMessage, 'roomId' | 'quote'> {
  readonly quote: Quote | null;
  /** Empty if this server has no name for the user; Tencent Chat may have one. */
  readonly nick: string;
  readonly avatar: string;
  readonly points: number;
  /** True if the sender follows the room's host. */
  readonly follows: boolean;
}

/** Part of a history: messages `before` or `after` a sequence number, exclusive. Without both: the newest messages. */
export interface MessageRange {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Limits of a room's history. */
export interface HistoryLimits {
  readonly messages: number;
  readonly seconds: number;
}

/**
 * Stores messages and gives their senders points. A stored message and messages of unknown rooms are ignored. Returns the
 * new points of the senders who gained some.
 */
export async function saveMessages(
  db: Kysely<Database>,
  messages: readonly SentMessage[],
): Promise<{userId: string; points: number}[]> {
  const {rows} = await sql<{userId: string; points: number}>`
    with sent as (
      select * from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
        as m("roomId" text, seq bigint, random bigint, "time" bigint, "userId" text, body jsonb, quote jsonb, question boolean)
    ), kept as (
      insert into messages (room_id, seq, random, "time", user_id, body, quote, question)
      select room_id, seq, random, "time", "userId", body, quote, case when question then 'open' end from sent join rooms on room_id = "roomId"
      order by room_id, seq
      on conflict do nothing
      returning room_id, user_id
    ), counted as (
      insert into room_stats (room_id, comments) select room_id, count(*) from kept group by room_id order by room_id
      on conflict (room_id) do update set comments = room_stats.comments + excluded.comments
    )
    insert into points (user_id, points)
    select user_id, count(*) * ${COMMENT_POINTS} from kept group by user_id order by user_id
    on conflict (user_id) do update set points = points.points + excluded.points
    returning user_id as "userId", points`.execute(db);
  return rows;
}

/** Reads a page, oldest first. `more` is true if the history has further messages in that direction. */
export async function readMessages(
  db: Kysely<Database>,
  roomId: string,
  {before, after, limit}: MessageRange,
): Promise<{messages: StoredMessage[]; more: boolean}> {
  const forward = after !== undefined;
  const found = await db
    .selectFrom('messages')
    .leftJoin('messages as quoted', (join) =>
      join
        .onRef('quoted.room_id', '=', 'messages.room_id')
        .on(sql<boolean>`quoted.seq = (messages.quote ->> 'seq')::bigint`),
    )
    .leftJoin('accounts', 'accounts.user_id', 'messages.user_id')
    .leftJoin('points', 'points.user_id', 'messages.user_id')
    .innerJoin('rooms', 'rooms.room_id', 'messages.room_id')
    .leftJoin('follows', (join) =>
      join.onRef('follows.user_id', '=', 'messages.user_id').onRef('follows.host_id', '=', 'rooms.host_id'),
    )
    .select([
      'messages.seq',
      'messages.random',
      'messages.time',
      'messages.user_id as userId',
      'messages.body',
      sql<Quote | null>`case when quoted.deleted then messages.quote - 'text' else messages.quote end`.as('quote'),
      sql<boolean>`messages.question is not null`.as('question'),
      sql<string>`coalesce(accounts.nick, '')`.as('nick'),
      sql<string>`coalesce(accounts.avatar, '')`.as('avatar'),
      sql<number>`coalesce(points.points, 0)`.as('points'),
      sql<boolean>`follows.user_id is not null`.as('follows'),
    ])
    .where('messages.room_id', '=', roomId)
    .where('messages.deleted', '=', false)
    .$if(forward, (query) => query.where('messages.seq', '>', after!))
    .$if(before !== undefined, (query) => query.where('messages.seq', '<', before!))
    .orderBy('messages.seq', forward ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
  const page = found.slice(0, limit);
  return {messages: forward ? page : page.reverse(), more: found.length > limit};
}

export interface DeletedMessage {
  readonly userId: string;
}

/** Deletes a message; a repeated callback does not restore it. Returns undefined if there is no such message. */
export async function deleteMessage(
  db: Kysely<Database>,
  roomId: string,
  seq: number,
): Promise<DeletedMessage | undefined> {
  return db
    .updateTable('messages')
    .set({deleted: true, body: '[]', quote: null})
    .where('room_id', '=', roomId)
    .where('seq', '=', seq)
    .where('deleted', '=', false)
    .returning('user_id as userId')
    .executeTakeFirst();
}

/** Deletes messages beyond the limits. */
export async function pruneMessages(db: Kysely<Database>, {messages, seconds}: HistoryLimits): Promise<void> {
  await sql`
    delete from messages using (
      select room_id, (
        select seq from messages where messages.room_id = rooms.room_id order by seq desc offset ${messages} limit 1
      ) as last from rooms
    ) as old where messages.room_id = old.room_id and messages.seq <= old.last`.execute(db);
  await db
    .deleteFrom('messages')
    .where('time', '<', sql<number>`${DATABASE_NOW_S} - ${seconds}::integer`)
    .execute();
}
