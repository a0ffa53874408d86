import {BANNED, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import type {Settings} from '../../settings/settings.ts';
import {secondsLeft, type RoomRulesCache} from '../room-rules/index.ts';
import {AV_CHAT_ROOM} from '../../tencent/groups.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {ALLOWED, refusal, REST_PLATFORM, type CallbackResponse} from './callback-response.ts';

/**
 * The answer to `Group.CallbackBeforeCreateGroup` (https://trtc.io/document/34368): every group of the app is made by REST.
 * A client's group could have the id of a room that is not open yet, and its owner could do everything in that room.
 */
export function respondBeforeCreate(platform: unknown): CallbackResponse {
  return platform === REST_PLATFORM ? ALLOWED : refusal(REFUSED, 'only the server creates groups');
}

/** The answer to `Group.CallbackBeforeInviteJoinGroup` (https://trtc.io/document/34371): viewers come by themselves. */
export function respondBeforeInvite(platform: unknown): CallbackResponse {
  return platform === REST_PLATFORM ? ALLOWED : refusal(REFUSED, 'nobody is invited into a room');
}

/**
 * The answer to `Group.CallbackBeforeApplyJoinGroup` (https://trtc.io/document/34370). Only members change a group's
 * counters, so an account that is made for one tab's media is never a member.
 */
export function respondBeforeJoin(
  body: Readonly<Record<string, unknown>>,
  rules: RoomRulesCache,
  own: Pick<Settings, 'imAdmin' | 'imService'>,
): CallbackResponse {
  const {GroupId: roomId, Requestor_Account: userId, Type: type} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refusal(REFUSED, 'no user');
  if (isMediaId(userId)) return refusal(REFUSED, 'this account only watches');
  if (userId === own.imAdmin || userId === own.imService) return ALLOWED;
  if (typeof type === 'string' && type !== AV_CHAT_ROOM) return refusal(REFUSED, 'this is not a room');
  const room = typeof roomId === 'string' ? rules.of(roomId) : undefined;
  const left = room ? secondsLeft(room.banned, userId) : 0;
  return left > 0 ? refusal(BANNED, String(left)) : ALLOWED;
}
