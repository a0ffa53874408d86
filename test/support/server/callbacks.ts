/** Posts callbacks to the business server like Tencent, signed or forged. */
import {createHash} from 'node:crypto';
import type {ApiResult, TestServer} from './test-server.ts';

export interface CallbackResult {
  readonly ActionStatus: string;
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
  readonly CloudCustomData?: string;
  readonly MsgBody?: readonly {readonly MsgType: string; readonly MsgContent: Readonly<Record<string, unknown>>}[];
  readonly error: {readonly code: string};
}

export interface CallbackOptions {
  /** Replaces parameters of the query; undefined removes one. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly token?: string;
  /** Unix seconds. Default: now. */
  readonly requestTime?: number | string;
  readonly platform?: string;
}

/** Posts a body as the callback that it names; an object is sent as JSON. */
export function callback(
  server: Pick<TestServer, 'call' | 'settings'>,
  body: unknown,
  {query, token, requestTime = Math.floor(Date.now() / 1_000), platform = 'Web'}: CallbackOptions = {},
): Promise<ApiResult<CallbackResult>> {
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

/** The body of a `Group.CallbackBeforeSendMsg`. Default: of a text. */
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

/** The body of a `Group.CallbackAfterSendMsg` for a text that was sent now. */
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
