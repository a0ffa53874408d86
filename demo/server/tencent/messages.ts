import {randomInt} from 'node:crypto';
import type {RestClient} from './rest-client.ts';

export type MessagePriority = 'High' | 'Normal' | 'Low';

export interface RoomMessage {
  /** The sender: an account of the app, who need not be in the room. */
  readonly from: string;
  readonly priority: MessagePriority;
  /** `Data` is its JSON, `Desc` its type. */
  readonly message: {readonly v: 1; readonly type: string} & Record<string, unknown>;
}

/**
 * Says a custom message in a room.
 * Repeating a lost call is safe: Tencent drops what comes with the same `Random` within 5 minutes.
 */
export async function sendRoomMessage(
  rest: RestClient,
  groupId: string,
  {from, priority, message}: RoomMessage,
): Promise<void> {
  await rest.call('group_open_http_svc/send_group_msg', {
    GroupId: groupId,
    From_Account: from,
    Random: randomInt(2 ** 32),
    MsgPriority: priority,
    MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: JSON.stringify(message), Desc: message.type, Ext: ''}}],
  });
}
