import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** ErrorCodes of features that the edition lacks or the console has not switched on. Repeating does not help. */
const NOT_THERE = new Set([10003, 10007, 10026, 10059]);

/** True if Tencent refused because the app lacks the feature. */
export function isMissing(error: unknown): error is ImError {
  return error instanceof ImError && error.failure === 'refused' && NOT_THERE.has(error.errorCode);
}

/** As Tencent says "for ever". */
export const FOR_EVER_S = 4_294_967_295;

/** Keeps the user from speaking in the room, whether they are in it or not; 0 seconds lets them again. */
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

/** Puts the user out of the room and keeps them out; 0 seconds lets them in again. @throws ImError, see `isMissing` */
export async function ban(
  rest: RestClient,
  groupId: string,
  userId: string,
  {seconds, reason}: {readonly seconds: number; readonly reason: string},
): Promise<void> {
  const who = {GroupId: groupId, Members_Account: [userId]};
  if (seconds === 0) await rest.call('group_open_http_svc/unban_group_member', who);
  else await rest.call('group_open_http_svc/ban_group_member', {...who, Duration: seconds, Description: reason});
}

/** Sends a notification of the server to some members of the room, or to all. The room's message limit does not apply. */
export async function sendNotification(
  rest: RestClient,
  groupId: string,
  notice: {readonly type: string} & Record<string, unknown>,
  userIds?: readonly string[],
): Promise<void> {
  await rest.call('group_open_http_svc/send_group_system_notification', {
    GroupId: groupId,
    Content: JSON.stringify({v: 1, ...notice}),
    ...(userIds && {ToMembers_Account: userIds}),
  });
}

/** How many are in the room; Tencent counts every 10 s. */
export async function countOnline(rest: RestClient, groupId: string): Promise<number> {
  const {OnlineMemberNum = 0} = await rest.call<{OnlineMemberNum?: number}>(
    'group_open_http_svc/get_online_member_num',
    {GroupId: groupId},
  );
  return OnlineMemberNum;
}
