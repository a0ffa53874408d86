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

/** Tencent Chat does not deliver the message, and tells its sender that it was sent. */
export const DROPPED: CallbackResponse = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2};

/** The message is not allowed. */
export const REFUSED = 10_101;
/** The sender must wait; `ErrorInfo` is the number of seconds. */
export const TOO_FAST = 10_102;
/** The sender is muted; `ErrorInfo` is the number of seconds, or empty. */
export const MUTED = 10_103;
/** The sender's level is too low; `ErrorInfo` is the level needed. */
export const LEVEL_TOO_LOW = 10_104;
/** The sender is banned from the room; `ErrorInfo` is the number of seconds. */
export const BANNED = 10_105;

/** Codes of a one-to-one message reach its sender from 120001 to 130000: https://trtc.io/document/34364 */
export const PRIVATE_CODES_FROM = 110_000;

/** The platform (`OptPlatform`) of a callback that a REST call caused. */
export const REST_PLATFORM = 'RESTAPI';

export function refusal(code: number, reason: string): CallbackResponse {
  return {ActionStatus: 'OK', ErrorInfo: reason, ErrorCode: code};
}
