import {randomInt} from 'node:crypto';
import type {CallPurpose} from './call-budgets.ts';
import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

export type MessagePriority = 'High' | 'Normal' | 'Low';

export interface OutgoingMessage {
  /** The sender: an account of the app. It need not be in the room. */
  readonly from: string;
  readonly priority: MessagePriority;
  /** `Data` is its JSON, `Desc` its type. */
  readonly message: {readonly v: 1; readonly type: string};
  /** `Random`, below 2^32. A caller that sets it repeats a lost call itself. Otherwise the call is repeated here. */
  readonly random?: number;
  /** The budget of REST calls that the call uses. */
  readonly purpose?: CallPurpose;
  /** True to send without before-send and after-send callbacks. */
  readonly withoutCallbacks?: boolean;
}

const NO_CALLBACKS = {ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']};

/**
 * Sends a custom message to a room. Repeating a lost call is safe: Tencent drops a message with the same `Random` within 5 minutes.
 */
export async function sendRoomMessage(
  rest: RestClient,
  groupId: string,
  {from, priority, message, random, purpose = 'upkeep', withoutCallbacks = false}: OutgoingMessage,
): Promise<void> {
  const body = {
    GroupId: groupId,
    From_Account: from,
    Random: random ?? randomInt(2 ** 32),
    MsgPriority: priority,
    MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: JSON.stringify(message), Desc: message.type, Ext: ''}}],
    ...(withoutCallbacks && NO_CALLBACKS),
  };
  await rest.call('group_open_http_svc/send_group_msg', body, {again: random === undefined, purpose});
}

/** Sends a comment to a room, with a higher priority than viewers' comments. */
export async function sendComment(rest: RestClient, groupId: string, from: string, text: string): Promise<void> {
  await rest.call('group_open_http_svc/send_group_msg', {
    GroupId: groupId,
    From_Account: from,
    Random: randomInt(2 ** 32),
    MsgPriority: 'High',
    MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}],
  });
}

/** Recalls a message for all members. @throws ImError, also if only this message was not recalled */
export async function recallMessage(rest: RestClient, groupId: string, seq: number): Promise<void> {
  const command = 'group_open_http_svc/group_msg_recall';
  const {RecallRetList} = await rest.call<{RecallRetList?: {RetCode?: number}[]}>(command, {
    GroupId: groupId,
    MsgSeqList: [{MsgSeq: seq}],
  });
  const code = RecallRetList?.[0]?.RetCode ?? 0;
  if (code) throw new ImError('refused', command, 'the message was not recalled', code);
}

/** Sends a custom message to every room of the app. @throws ImError, see `isMissing` */
export async function broadcastMessage(
  rest: RestClient,
  from: string,
  random: number,
  message: Record<string, unknown>,
): Promise<void> {
  await rest.call('group_open_http_svc/send_broadcast_msg', {
    From_Account: from,
    Random: random,
    MsgBody: [{MsgType: 'TIMCustomElem', MsgContent: {Data: JSON.stringify(message), Desc: message['type'], Ext: ''}}],
  });
}
