import {sql, type Kysely} from 'kysely';
import {isRecord} from '../../tencent/elements.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import type {Database} from '../../database/schema.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {PRESENCE_POINTS, PRESENCE_S} from '../levels/index.ts';

/** After this time without a break the page was forgotten, or its leave callback was lost. */
const PRESENCE_MAX = "interval '12 hours'";
const MEMBERS_MAX = 100;

/** Somebody came into a room, or left it. */
export interface PresenceChange {
  readonly roomId: string;
  readonly userId: string;
  readonly here: boolean;
  /** Unix milliseconds, by Tencent's clock. */
  readonly at: number;
}

/** Reads joins and leaves from a callback; empty for other callbacks. Never throws. */
export function readPresenceChanges(body: Readonly<Record<string, unknown>>): PresenceChange[] {
  const {CallbackCommand, GroupId: roomId, EventTime, EventType} = body;
  const at = readInteger(EventTime, 1);
  if (typeof roomId !== 'string' || !/^[A-Za-z0-9_-]{1,48}$/.test(roomId) || at === undefined) return [];
  const moved = (members: unknown, here: boolean): PresenceChange[] =>
    (Array.isArray(members) ? members.slice(0, MEMBERS_MAX) : [])
      .map((member: unknown) => (isRecord(member) ? member['Member_Account'] : undefined))
      .filter((userId): userId is string => typeof userId === 'string' && isUserId(userId) && !isMediaId(userId))
      .map((userId) => ({roomId, userId, here, at}));
  switch (CallbackCommand) {
    case 'Group.CallbackAfterNewMemberJoin':
      return moved(body['NewMemberList'], true);
    case 'Group.CallbackAfterMemberExit':
      return moved(body['ExitMemberList'], false);
    case 'Group.CallbackOnMemberStateChange':
      return moved(body['MemberList'], EventType === 'Online');
    default:
      return [];
  }
}

/** Saves who is present. A repeated or outdated report changes nothing. */
export async function savePresenceChanges(db: Kysely<Database>, moves: readonly PresenceChange[]): Promise<void> {
  await sql`
    with told as (
      select distinct on (room_id, "userId") room_id, "userId", here, at
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m("roomId" text, "userId" text, here boolean, at bigint)
      join rooms on room_id = "roomId"
      order by room_id, "userId", at desc
    )
    insert into presences as kept (room_id, user_id, told_at, counted_to)
    select room_id, "userId", at, case when here then now() end from told
    on conflict (room_id, user_id) do update
    set told_at = excluded.told_at,
      counted_to = case when excluded.counted_to is null then null else coalesce(kept.counted_to, excluded.counted_to) end
    where kept.told_at < excluded.told_at`.execute(db);
}

/** Gives points for the time that has passed, once over all processes. Answers those who got some. */
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

/** Deletes viewers whose leave was never reported. */
export async function deleteOldPresences(db: Kysely<Database>): Promise<void> {
  await sql`
    delete from presences where told_at < (extract(epoch from now() - ${sql.raw(PRESENCE_MAX)}) * 1000)::bigint`.execute(
    db,
  );
}
