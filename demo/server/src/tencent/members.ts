import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** ErrorCodes of a feature that the edition lacks or that is off in the console. Repeating the call does not help. */
const MISSING_FEATURE = new Set([10003, 10007, 10026, 10059]);

/** True if Tencent refused because the app lacks the feature. */
export function isMissing(error: unknown): error is ImError {
  return error instanceof ImError && error.failure === 'refused' && MISSING_FEATURE.has(error.errorCode);
}

/** Tencent's value for a penalty without end. */
export const FOR_EVER_S = 4_294_967_295;

/** Mutes the user in the room, whether the user is a member or not; 0 seconds lifts the mute. */
export async function forbidSpeaking(
  rest: RestClient,
  groupId: string,
  userId: string,
  seconds: number,
): Promise<void> {
  await rest.call('group_open_http_svc/forbid_send_msg', {
    GroupId: groupId,
    Members_Account: [userId],
    ShutUpTime: seconds,
  });
}

/** Removes the user from the room and bans the user from it; 0 seconds lifts the ban. @throws ImError, see `isMissing` */
export async function ban(
  rest: RestClient,
  groupId: string,
  userId: string,
  {seconds, reason}: {readonly seconds: number; readonly reason: string},
): Promise<void> {
  const target = {GroupId: groupId, Members_Account: [userId]};
  if (seconds === 0) await rest.call('group_open_http_svc/unban_group_member', target);
  else await rest.call('group_open_http_svc/ban_group_member', {...target, Duration: seconds, Description: reason});
}

/** Sends a system notification to some members of the room, or to all. It does not count for the room's message limit. */
export async function sendNotification(
  rest: RestClient,
  groupId: string,
  notification: {readonly type: string} & Record<string, unknown>,
  userIds?: readonly string[],
): Promise<void> {
  await rest.call('group_open_http_svc/send_group_system_notification', {
    GroupId: groupId,
    Content: JSON.stringify({v: 1, ...notification}),
    ...(userIds && {ToMembers_Account: userIds}),
  });
}

/** Number of viewers in the room; Tencent counts them every 10 s. */
export async function countOnline(rest: RestClient, groupId: string): Promise<number> {
  const {OnlineMemberNum = 0} = await rest.call<{OnlineMemberNum?: number}>(
    'group_open_http_svc/get_online_member_num',
    {GroupId: groupId},
  );
  return OnlineMemberNum;
}
