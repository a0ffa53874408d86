import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {violatedConstraint} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';

/** @throws ApiError NOT_FOUND if the host has no account */
export async function follow(db: Kysely<Database>, userId: string, hostId: string): Promise<void> {
  try {
    await db
      .insertInto('follows')
      .values({user_id: userId, host_id: hostId})
      .onConflict((conflict) => conflict.columns(['user_id', 'host_id']).doNothing())
      .execute();
  } catch (error) {
    if (!violatedConstraint(error)) throw error;
    throw new ApiError('NOT_FOUND', `there is no host "${hostId}"`);
  }
}

export async function unfollow(db: Kysely<Database>, userId: string, hostId: string): Promise<void> {
  await db.deleteFrom('follows').where('user_id', '=', userId).where('host_id', '=', hostId).execute();
}

export async function isFollowing(db: Kysely<Database>, userId: string, hostId: string): Promise<boolean> {
  const row = await db
    .selectFrom('follows')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('host_id', '=', hostId)
    .executeTakeFirst();
  return row !== undefined;
}
