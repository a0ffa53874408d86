import {sql, type Kysely} from 'kysely';
import {isRecord} from '../../tencent/elements.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import type {Database} from '../../database/schema.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {PRESENCE_POINTS, PRESENCE_S} from '../levels/index.ts';

/** A viewer whose join is older than this has left: the leave callback was lost, or the page was left open. */
const PRESENCE_MAX = "interval '12 hours'";
const MEMBERS_MAX = 100;

/** A viewer's join or leave. */
export interface PresenceChange {
  readonly roomId: string;
  readonly userId: string;
  /** True for a join. */
  readonly joined: boolean;
  /** Unix milliseconds, by Tencent's clock. */
  readonly at: number;
}

/** Reads joins and leaves from a callback; empty for other callbacks. Never throws. */
export function readPresenceChanges(body: Readonly<Record<string, unknown>>): PresenceChange[] {
  const {CallbackCommand, GroupId: roomId, EventTime, EventType} = body;
  const at = readInteger(EventTime, 1);
  if (typeof roomId !== 'string' || !/^[A-Za-z0-9_-]{1,48}$/.test(roomId) || at === undefined) return [];
  const changesOf = (members: unknown, joined: boolean): PresenceChange[] =>
    (Array.isArray(members) ? members.slice(0, MEMBERS_MAX) : [])
      .map((member: unknown) => (isRecord(member) ? member['Member_Account'] : undefined))
      .filter((userId): userId is string => typeof userId === 'string' && isUserId(userId) && !isMediaId(userId))
      .map((userId) => ({roomId, userId, joined, at}));
  switch (CallbackCommand) {
    case 'Group.CallbackAfterNewMemberJoin':
      return changesOf(body['NewMemberList'], true);
    case 'Group.CallbackAfterMemberExit':
      return changesOf(body['ExitMemberList'], false);
    case 'Group.CallbackOnMemberStateChange':
      return changesOf(body['MemberList'], EventType === 'Online');
    default:
      return [];
  }
}

/** Stores joins and leaves. A repeated or outdated report changes nothing. */
export async function savePresenceChanges(db: Kysely<Database>, changes: readonly PresenceChange[]): Promise<void> {
  await sql`
    with reported as (
      select distinct on (room_id, "userId") room_id, "userId", joined, at
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as m("roomId" text, "userId" text, joined boolean, at bigint)
      join rooms on room_id = "roomId"
      order by room_id, "userId", at desc
    )
    insert into presences as kept (room_id, user_id, reported_at, counted_to)
    select room_id, "userId", at, case when joined then now() end from reported
    on conflict (room_id, user_id) do update
    set reported_at = excluded.reported_at,
      counted_to = case when excluded.counted_to is null then null else coalesce(kept.counted_to, excluded.counted_to) end
    where kept.reported_at < excluded.reported_at`.execute(db);
}

/** Gives viewers points for their time in rooms, once over all processes. Returns the new points of those who got some. */
export async function awardPresencePoints(db: Kysely<Database>): Promise<{userId: string; points: number}[]> {
  const {rows} = await sql<{userId: string; points: number}>`
    with due as (
      select room_id, user_id, floor(extract(epoch from now() - counted_to) / ${PRESENCE_S}::integer)::integer as times
      from presences
      where counted_to <= now() - ${PRESENCE_S}::integer * interval '1 s'
      for update skip locked
    ), counted as (
      update presences set counted_to = counted_to + due.times * ${PRESENCE_S}::integer * interval '1 s'
      from due where presences.room_id = due.room_id and presences.user_id = due.user_id
      returning presences.user_id, due.times
    )
    insert into points (user_id, points)
    select user_id, sum(times) * ${PRESENCE_POINTS}::integer from counted group by user_id order by user_id
    on conflict (user_id) do update set points = points.points + excluded.points
    returning user_id as "userId", points`.execute(db);
  return rows;
}

/** Deletes presences that are too old to be true. */
export async function deleteOldPresences(db: Kysely<Database>): Promise<void> {
  await sql`
    delete from presences where reported_at < (extract(epoch from now() - ${sql.raw(PRESENCE_MAX)}) * 1000)::bigint`.execute(
    db,
  );
}
