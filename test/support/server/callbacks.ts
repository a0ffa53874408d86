/** Callbacks as Tencent posts them to the business server, signed or forged. */
import {createHash} from 'node:crypto';
import type {Answer, TestServer} from './test-server.ts';

export interface CallbackAnswer {
  readonly ActionStatus: string;
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
  readonly CloudCustomData?: string;
  readonly MsgBody?: readonly {readonly MsgType: string; readonly MsgContent: Readonly<Record<string, unknown>>}[];
  readonly error: {readonly code: string};
}

export interface CallbackOptions {
  /** Replaces parts of the query; undefined leaves one out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly token?: string;
  /** Unix seconds; now unless given. */
  readonly requestTime?: number | string;
  readonly platform?: string;
}

/** Posts a body, an object as JSON, as the callback it names. */
export function callback(
  server: Pick<TestServer, 'call' | 'settings'>,
  body: unknown,
  {query, token, requestTime = Math.floor(Date.now() / 1_000), platform = 'Web'}: CallbackOptions = {},
): Promise<Answer<CallbackAnswer>> {
  const {sdkAppId, imCallbackToken, callbackPath} = server.settings;
  const sign = createHash('sha256').update(`${token ?? imCallbackToken}${requestTime}`);
  const all: Record<string, string | undefined> = {
    SdkAppid: String(sdkAppId),
    CallbackCommand: (body as {CallbackCommand?: string} | undefined)?.CallbackCommand ?? '',
    contenttype: 'json',
    ClientIP: '203.0.113.7',
    OptPlatform: platform,
    Sign: sign.digest('hex'),
    RequestTime: String(requestTime),
    ...query,
  };
  const defined = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return server.call('POST', `${callbackPath}?${new URLSearchParams(defined)}`, {body});
}

export const textBody = (Text: unknown) => [{MsgType: 'TIMTextElem', MsgContent: {Text}}];

export function customBody(message: unknown, Desc = (message as {type: string}).type) {
  return [{MsgType: 'TIMCustomElem', MsgContent: {Data: JSON.stringify(message), Desc, Ext: ''}}];
}

/** `Group.CallbackBeforeSendMsg` of a text, unless told otherwise. */
export function beforeSend(more: object = {}): object {
  return {
    CallbackCommand: 'Group.CallbackBeforeSendMsg',
    GroupId: 'demo',
    Type: 'AVChatRoom',
    From_Account: 'mei',
    Operator_Account: 'mei',
    Random: 4_123_456_789,
    OnlineOnlyFlag: 0,
    MsgBody: textBody('hello'),
    CloudCustomData: '',
    EventTime: String(Date.now()),
    ...more,
  };
}

/** `Group.CallbackAfterSendMsg` of a text that was just said. */
export function afterSend(MsgSeq: number, more: object = {}): object {
  return {
    ...beforeSend(),
    CallbackCommand: 'Group.CallbackAfterSendMsg',
    MsgSeq,
    MsgTime: Math.floor(Date.now() / 1_000),
    MsgBody: textBody(`line ${MsgSeq}`),
    ...more,
  };
}
