import {BANNED, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import type {Settings} from '../../settings/settings.ts';
import {secondsLeft, type RoomRulesCache} from '../room-rules/index.ts';
import {AV_CHAT_ROOM} from '../../tencent/groups.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {ALLOWED, refusal, REST_PLATFORM, type CallbackResponse} from './callback-response.ts';

/**
 * The response to `Group.CallbackBeforeCreateGroup` (https://trtc.io/document/34368). Only REST calls create groups: a client
 * could take the id of a room that is opened later, and would own that room's group.
 */
export function respondBeforeCreate(platform: unknown): CallbackResponse {
  return platform === REST_PLATFORM ? ALLOWED : refusal(REFUSED, 'only the server creates groups');
}

/** The response to `Group.CallbackBeforeInviteJoinGroup` (https://trtc.io/document/34371). Viewers join by themselves. */
export function respondBeforeInvite(platform: unknown): CallbackResponse {
  return platform === REST_PLATFORM ? ALLOWED : refusal(REFUSED, 'a room has no invitations');
}

/**
 * The response to `Group.CallbackBeforeApplyJoinGroup` (https://trtc.io/document/34370). A media account never becomes a member:
 * members can change a group's counters.
 */
export function respondBeforeJoin(
  body: Readonly<Record<string, unknown>>,
  roomRules: RoomRulesCache,
  own: Pick<Settings, 'imAdmin' | 'imService'>,
): CallbackResponse {
  const {GroupId: roomId, Requestor_Account: userId, Type: type} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refusal(REFUSED, 'Requestor_Account is not a user id');
  if (isMediaId(userId)) return refusal(REFUSED, 'a media account cannot join groups');
  if (userId === own.imAdmin || userId === own.imService) return ALLOWED;
  if (typeof type === 'string' && type !== AV_CHAT_ROOM) return refusal(REFUSED, 'the group is not a room');
  const room = typeof roomId === 'string' ? roomRules.of(roomId) : undefined;
  const left = room ? secondsLeft(room.banned, userId) : 0;
  return left > 0 ? refusal(BANNED, String(left)) : ALLOWED;
}
