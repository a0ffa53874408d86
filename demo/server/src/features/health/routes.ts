import {sql} from 'kysely';
import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {isOwnGroup, listRooms, type Room, type RoomSync} from '../rooms/index.ts';
import {readGroups} from '../../tencent/groups.ts';
import {ImError} from '../../tencent/im-error.ts';
import {failures} from '../../http/openapi.ts';

/** Time for which the result of a check is used, because any client may request it. */
const KEPT_MS = 1_000;
/** Maximum number of checked rooms: as many as one call to Tencent Chat returns. */
const ROOMS_CHECKED = 50;

export interface HealthContext extends Context {
  readonly roomSync: RoomSync;
}

export function healthRoutes(context: HealthContext): void {
  const {app} = context;
  let examination: Promise<string[]> | undefined;
  let examinedAt = 0;

  app.get(
    '/healthz',
    {
      logLevel: 'warn',
      schema: {
        summary: 'Answers 200 if rooms can be joined, otherwise 503 with the reasons',
        tags: ['server'],
        response: {200: Type.Object({status: Type.Literal('ok')}), ...failures()},
      },
    },
    async () => {
      if (!examination || performance.now() - examinedAt > KEPT_MS) {
        examinedAt = performance.now();
        examination = examine(context);
      }
      const reasons = await examination;
      if (reasons.length) throw new ApiError('UNAVAILABLE', reasons.join('; '), {details: {reasons}});
      return {status: 'ok' as const};
    },
  );
}

/** Reasons why rooms cannot be joined; empty if they can. */
async function examine({db, im, roomSync, settings}: HealthContext): Promise<string[]> {
  let rooms: Room[];
  try {
    await sql`select 1`.execute(db);
    rooms = (await listRooms(db)).slice(0, ROOMS_CHECKED);
  } catch {
    return ['the database does not answer']; // The request that uses the database logs the cause.
  }
  try {
    const groups = await readGroups(
      im,
      rooms.map(({roomId}) => roomId),
    );
    const reasons = rooms.flatMap((room) => {
      const group = groups.get(room.roomId);
      if (!group) return [`room "${room.roomId}" is not in Tencent Chat`];
      return isOwnGroup(group, room, settings) ? [] : [`the group "${room.roomId}" belongs to another user`];
    });
    if (reasons.length) roomSync.wake();
    return reasons;
  } catch (error) {
    if (!(error instanceof ImError)) throw error;
    roomSync.wake();
    const problem = error.failure === 'refused' ? `refuses our calls (${error.errorCode})` : 'does not answer';
    return [`Tencent Chat ${problem}`];
  }
}
