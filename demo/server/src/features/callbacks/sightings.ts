import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';

/** Callbacks that the app needs, and what does not work without each. */
export const EXPECTED_CALLBACKS: Readonly<Record<string, string>> = {
  'Group.CallbackBeforeSendMsg': 'no word filter, slow mode, levels, counted likes or lottery entries',
  'Group.CallbackAfterSendMsg': 'no history',
  'Group.CallbackBeforeApplyJoinGroup': 'banned viewers can come back, media accounts can become members',
  'Group.CallbackAfterNewMemberJoin': 'no points for time in a room',
  'Group.CallbackAfterMemberExit': 'viewers who left go on getting points for up to 12 hours',
  'Group.CallbackBeforeCreateGroup': 'any user creates groups, also under the id of a room',
  'Group.CallbackBeforeInviteJoinGroup': 'any user brings others into a room',
  'Group.CallbackAfterGroupInfoChanged': 'changes that a host makes by the SDK stay until the server starts again',
  'Group.CallbackAfterGroupDestroyed': 'a group that its host dismissed stays away until the server starts again',
  'C2C.CallbackBeforeSendMsg': 'no word filter or limits in one-to-one messages',
  'Profile.CallbackPortraitSet': 'viewers rename themselves by the SDK',
};

export async function saveSighting(db: Kysely<Database>, command: string): Promise<void> {
  if (!Object.hasOwn(EXPECTED_CALLBACKS, command)) return;
  await db
    .insertInto('callback_sightings')
    .values({command})
    .onConflict((conflict) => conflict.column('command').doUpdateSet({last_at: sql<Date>`clock_timestamp()`}))
    .execute();
}

/** Seconds since each callback came last. A callback that never came is not in the map. */
export async function readSightings(db: Kysely<Database>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('callback_sightings')
    .select(['command', sql<number>`extract(epoch from clock_timestamp() - last_at)::float8`.as('agoS')])
    .execute();
  return new Map(rows.map(({command, agoS}) => [command, agoS]));
}
