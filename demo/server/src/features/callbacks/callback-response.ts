import type {MessageElement} from '../../tencent/elements.ts';

/** The response to a callback: https://trtc.io/document/34374 */
export interface CallbackResponse {
  readonly ActionStatus: 'OK';
  readonly ErrorInfo: string;
  /** 0 allows the operation; 10100 to 10200 reach the sender as they are. */
  readonly ErrorCode: number;
  readonly CloudCustomData?: string;
  /** Replaces the elements of the message. */
  readonly MsgBody?: MessageElement[];
}

export const ALLOWED: CallbackResponse = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

/** Tencent Chat does not deliver the message, but reports success to its sender. */
export const DROPPED: CallbackResponse = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2};

/** `OptPlatform` of a callback that a REST call caused. */
export const REST_PLATFORM = 'RESTAPI';

export function refusal(code: number, reason: string): CallbackResponse {
  return {ActionStatus: 'OK', ErrorInfo: reason, ErrorCode: code};
}
