import type {FastifyBaseLogger} from 'fastify';
import type {ModerationContext} from './context.ts';
import {announceChange} from '../../database/changes.ts';
import {databaseNowS} from '../../database/clock.ts';
import {ApiError} from '../../http/errors.ts';
import {withdrawEntry} from '../lotteries/index.ts';
import {deleteMessage, type DeletedMessage} from '../history/index.ts';
import {unpinComment} from '../pins/index.ts';
import {lockRoom, requireRoom, updateMutedAll, updateSlowMode, type Room} from '../rooms/index.ts';
import {changeGroup} from '../../tencent/groups.ts';
import {ImError} from '../../tencent/im-error.ts';
import {ban, forbidSpeaking, FOR_EVER_S, isMissing, sendNotification} from '../../tencent/members.ts';
import {recallMessage, sendComment} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {savePenalty, type Penalty} from './penalties.ts';

/* An operator's change is written to the database and to Tencent Chat, or to neither, as in `rooms/run-room.ts`. The
   viewers concerned get a notification. If it is lost, the server still enforces the change. */

export interface PenaltyRequest {
  readonly userId: string;
  /** 0 lifts the penalty. */
  readonly seconds: number;
  readonly reason?: string | undefined;
}

/** Mutes a viewer in a room. @throws ApiError NOT_FOUND; ImError */
export async function muteViewer(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  request: PenaltyRequest,
): Promise<void> {
  const {db, im} = services;
  const penalty = penaltyOf('mute', request, await databaseNowS(db));
  await applyPenalty(services, roomId, penalty, () => forbidSpeaking(im, roomId, request.userId, request.seconds));
  await notifyMuted(im, log, roomId, penalty);
}

/**
 * Bans a viewer from a room. If the app's edition has no bans, the viewer is muted instead and can still watch. @throws
 * ApiError NOT_FOUND; ImError
 */
export async function banViewer(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  request: PenaltyRequest,
): Promise<void> {
  const {db, im} = services;
  const {userId, seconds, reason = ''} = request;
  const penalty = penaltyOf('ban', request, await databaseNowS(db));
  let isMutedInstead = false;
  await applyPenalty(services, roomId, penalty, async () => {
    try {
      await ban(im, roomId, userId, {seconds, reason});
    } catch (err) {
      if (!isMissing(err)) throw err;
      log.warn(
        {err, roomId},
        'moderation: the app has no bans (edition, or switch in the console); the viewer is muted instead',
      );
      await forbidSpeaking(im, roomId, userId, seconds);
      isMutedInstead = true;
    }
  });
  if (isMutedInstead) await notifyMuted(im, log, roomId, penalty);
}

/** @throws ApiError NOT_FOUND; ImError */
export async function setSlowMode(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  seconds: number,
): Promise<Room> {
  const {db, im, roomRules} = services;
  const room = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await announceChange(transaction, roomId);
    return updateSlowMode(transaction, roomId, seconds);
  });
  await roomRules.refresh([roomId]);
  await sendViewerNotification(im, log, roomId, {type: 'slow', seconds});
  return room;
}

/** @throws ApiError NOT_FOUND; ImError */
export async function setMutedAll({db, im, roomRules}: ModerationContext, roomId: string, on: boolean): Promise<Room> {
  const room = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await announceChange(transaction, roomId);
    const changed = await updateMutedAll(transaction, roomId, on);
    await changeGroup(im, roomId, {mutedAll: on});
    return changed;
  });
  await roomRules.refresh([roomId]);
  return room;
}

/** Deletes a comment from the room and from its history. @throws ApiError NOT_FOUND; ImError */
export async function deleteComment(
  {db, im}: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  seq: number,
): Promise<void> {
  let toEverybody = false;
  const deleted: DeletedMessage = await db.transaction().execute(async (transaction) => {
    const message = await deleteMessage(transaction, roomId, seq);
    if (!message) throw new ApiError('NOT_FOUND', `there is no message ${seq} in room "${roomId}"`);
    await unpinComment(transaction, {im, log}, roomId, seq);
    try {
      await recallMessage(im, roomId, seq);
    } catch (err) {
      if (!(err instanceof ImError && err.failure === 'refused')) throw err;
      // The message is too old, or the edition cannot recall messages of an AVChatRoom. Clients get a notification
      // instead.
      log.warn({err, roomId}, 'moderation: a message was not recalled; the room gets a notification');
      toEverybody = true;
    }
    return message;
  });
  await sendViewerNotification(im, log, roomId, {type: 'revoked', seq}, toEverybody ? undefined : [deleted.userId]);
}

/** Sends a comment from the service account. @throws ApiError NOT_FOUND; ImError */
export async function sendServiceComment(
  {db, im, settings}: ModerationContext,
  roomId: string,
  text: string,
): Promise<void> {
  await requireRoom(db, roomId);
  await sendComment(im, roomId, settings.imService, text);
}

async function applyPenalty(
  {db, roomRules}: ModerationContext,
  roomId: string,
  penalty: Penalty,
  applyInTencentChat: () => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await savePenalty(transaction, roomId, penalty);
    if (penalty.kind === 'ban' && penalty.until > 0) await withdrawEntry(transaction, roomId, penalty.userId);
    await announceChange(transaction, roomId);
    await applyInTencentChat();
  });
  await roomRules.refresh([roomId]);
}

function penaltyOf(kind: Penalty['kind'], {userId, seconds, reason = ''}: PenaltyRequest, nowS: number): Penalty {
  return {kind, userId, until: seconds && nowS + Math.min(seconds, FOR_EVER_S), reason};
}

function notifyMuted(
  im: RestClient,
  log: FastifyBaseLogger,
  roomId: string,
  {userId, until, reason}: Penalty,
): Promise<void> {
  return sendViewerNotification(im, log, roomId, {type: 'muted', until, ...(reason && {reason})}, [userId]);
}

async function sendViewerNotification(
  im: RestClient,
  log: FastifyBaseLogger,
  roomId: string,
  notification: Parameters<typeof sendNotification>[2],
  userIds?: readonly string[],
): Promise<void> {
  try {
    await sendNotification(im, roomId, notification, userIds);
  } catch (err) {
    if (!(err instanceof ImError)) throw err;
    log.warn({err, roomId}, `moderation: notification "${notification.type}" was not sent; the change is in force`);
  }
}
