import {randomInt} from 'node:crypto';
import type {CallPurpose} from './call-budgets.ts';
import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

export type MessagePriority = 'High' | 'Normal' | 'Low';

export interface OutgoingMessage {
  /** The sender: an account of the app, who need not be in the room. */
  readonly from: string;
  readonly priority: MessagePriority;
  /** `Data` is its JSON, `Desc` its type. */
  readonly message: {readonly v: 1; readonly type: string};
  /** Below 2^32. With one of the caller's own the caller also repeats a lost call; otherwise that is done here. */
  readonly random?: number;
  /** Whose budget of REST calls it uses. */
  readonly purpose?: CallPurpose;
  /** No callback before or after sending. */
  readonly withoutCallbacks?: boolean;
}

const NO_CALLBACKS = {ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']};

/**
 * Says a custom message in a room.
 * Repeating a lost call is safe: Tencent drops what comes with the same `Random` within 5 minutes.
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

/** Says an ordinary comment in a room, before those of viewers. */
export async function sendComment(rest: RestClient, groupId: string, from: string, text: string): Promise<void> {
  await rest.call('group_open_http_svc/send_group_msg', {
    GroupId: groupId,
    From_Account: from,
    Random: randomInt(2 ** 32),
    MsgPriority: 'High',
    MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}],
  });
}

/** Takes a message back from everybody. @throws ImError, also where Tencent says of this one message that it stays */
export async function recallMessage(rest: RestClient, groupId: string, seq: number): Promise<void> {
  const command = 'group_open_http_svc/group_msg_recall';
  const {RecallRetList} = await rest.call<{RecallRetList?: {RetCode?: number}[]}>(command, {
    GroupId: groupId,
    MsgSeqList: [{MsgSeq: seq}],
  });
  const code = RecallRetList?.[0]?.RetCode ?? 0;
  if (code) throw new ImError('refused', command, 'the message stays', code);
}

/** Says a custom message in every room of the app. @throws ImError, see `isMissing` */
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
