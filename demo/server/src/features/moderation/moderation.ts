import type {FastifyBaseLogger} from 'fastify';
import type {ModerationContext} from './routes.ts';
import {announceChange} from '../../database/changes.ts';
import {databaseNowS} from '../../database/clock.ts';
import {ApiError} from '../../http/errors.ts';
import {withdrawEntry} from '../lotteries/index.ts';
import {deleteMessage, type DeletedMessage} from '../history/index.ts';
import {lockRoom, requireRoom, updateMutedAll, updateSlowMode, type Room} from '../rooms/index.ts';
import {changeGroup} from '../../tencent/groups.ts';
import {ImError} from '../../tencent/im-error.ts';
import {ban, forbidSpeaking, FOR_EVER_S, isMissing, notify} from '../../tencent/members.ts';
import {recallMessage, sendComment} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {savePenalty, type Penalty} from './penalties.ts';

/*
 * As in `rooms/run-room.ts`, a change of the operator is written to the database and to Tencent Chat, or to neither. The
 * viewers concerned get a notification; a lost one does no harm, since the server enforces the change.
 */

export interface PenaltyRequest {
  readonly userId: string;
  /** 0 lifts it. */
  readonly seconds: number;
  readonly reason?: string | undefined;
}

/** Keeps a viewer from speaking for a while. @throws ApiError NOT_FOUND; ImError */
export async function muteViewer(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  order: PenaltyRequest,
): Promise<void> {
  const {db, im} = services;
  const restraint = penaltyOf('mute', order, await databaseNowS(db));
  await applyPenalty(services, roomId, restraint, () => forbidSpeaking(im, roomId, order.userId, order.seconds));
  await notifyMuted(im, log, roomId, restraint);
}

/**
 * Puts a viewer out for a while. Where the edition has no bans they stay to watch, and may not speak.
 * @throws ApiError NOT_FOUND; ImError
 */
export async function banViewer(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  order: PenaltyRequest,
): Promise<void> {
  const {db, im} = services;
  const {userId, seconds, reason = ''} = order;
  const restraint = penaltyOf('ban', order, await databaseNowS(db));
  let muted = false;
  await applyPenalty(services, roomId, restraint, async () => {
    try {
      await ban(im, roomId, userId, {seconds, reason});
    } catch (err) {
      if (!isMissing(err)) throw err;
      log.warn(
        {err, roomId},
        'moderation: the app has no bans (edition, or switch in the console), the viewer is muted instead',
      );
      await forbidSpeaking(im, roomId, userId, seconds);
      muted = true;
    }
  });
  if (muted) await notifyMuted(im, log, roomId, restraint);
}

/** @throws ApiError NOT_FOUND; ImError */
export async function setSlowMode(
  services: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  seconds: number,
): Promise<Room> {
  const {db, im, rules} = services;
  const room = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await announceChange(transaction, roomId);
    return updateSlowMode(transaction, roomId, seconds);
  });
  await rules.refresh([roomId]);
  await sendNotice(im, log, roomId, {type: 'slow', seconds});
  return room;
}

/** @throws ApiError NOT_FOUND; ImError */
export async function setMutedAll({db, im, rules}: ModerationContext, roomId: string, on: boolean): Promise<Room> {
  const room = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await announceChange(transaction, roomId);
    const changed = await updateMutedAll(transaction, roomId, on);
    await changeGroup(im, roomId, {mutedAll: on});
    return changed;
  });
  await rules.refresh([roomId]);
  return room;
}

/** Takes a line back: out of the room, and out of its history. @throws ApiError NOT_FOUND; ImError */
export async function deleteComment(
  {db, im}: ModerationContext,
  log: FastifyBaseLogger,
  roomId: string,
  seq: number,
): Promise<void> {
  let everybody = false;
  const deleted: DeletedMessage = await db.transaction().execute(async (transaction) => {
    const message = await deleteMessage(transaction, roomId, seq);
    if (!message) throw new ApiError('NOT_FOUND', `there is no line ${seq} in room "${roomId}"`);
    try {
      await recallMessage(im, roomId, seq);
    } catch (err) {
      if (!(err instanceof ImError && err.failure === 'refused')) throw err;
      // The message is too old, or this edition cannot recall messages of an AVChatRoom: pages get a notification instead.
      log.warn({err, roomId}, 'moderation: a message was not recalled, the room gets a notification');
      everybody = true;
    }
    return message;
  });
  await sendNotice(im, log, roomId, {type: 'revoked', seq}, everybody ? undefined : [deleted.userId]);
}

/** Says a comment as the service. @throws ApiError NOT_FOUND; ImError */
export async function sendServiceComment(
  {db, im, settings}: ModerationContext,
  roomId: string,
  text: string,
): Promise<void> {
  await requireRoom(db, roomId);
  await sendComment(im, roomId, settings.imService, text);
}

async function applyPenalty(
  {db, rules}: ModerationContext,
  roomId: string,
  restraint: Penalty,
  inTencentChat: () => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await savePenalty(transaction, roomId, restraint);
    if (restraint.kind === 'ban' && restraint.until > 0) await withdrawEntry(transaction, roomId, restraint.userId);
    await announceChange(transaction, roomId);
    await inTencentChat();
  });
  await rules.refresh([roomId]);
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
  return sendNotice(im, log, roomId, {type: 'muted', until, ...(reason && {reason})}, [userId]);
}

async function sendNotice(
  im: RestClient,
  log: FastifyBaseLogger,
  roomId: string,
  notice: Parameters<typeof notify>[2],
  userIds?: readonly string[],
): Promise<void> {
  try {
    await notify(im, roomId, notice, userIds);
  } catch (err) {
    if (!(err instanceof ImError)) throw err;
    log.warn({err, roomId}, `moderation: notification "${notice.type}" was not sent, the change holds`);
  }
}
