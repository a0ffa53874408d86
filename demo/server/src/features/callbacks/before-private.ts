import {PRIVATE_CODE_OFFSET, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../../../../src/protocol/limits.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {ALLOWED, refusal, type CallbackResponse} from './callback-response.ts';
import type {PrivateFilterResult, PrivateMessage} from './incoming-message.ts';
import {contentOfElement, isRecord, readElements} from '../../tencent/elements.ts';

/**
 * Reads a `C2C.CallbackBeforeSendMsg` of a client: a message, or the reason why nobody may send it. Any SDK user can write
 * to any other.
 */
export function classifyPrivate(body: unknown): PrivateMessage | {readonly why: string} {
  if (!isRecord(body)) return {why: 'no message'};
  const {From_Account: userId, To_Account: to, MsgBody} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return {why: 'no sender'};
  if (typeof to !== 'string' || !isUserId(to)) return {why: 'no receiver'};
  if (isMediaId(userId)) return {why: 'this account only watches'};
  if (isMediaId(to)) return {why: 'nobody reads what this account is sent'};
  const elements = readElements(MsgBody);
  if (!elements) return {why: 'no message body'};
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string' || exceedsBytes(COMMENT_MAX_BYTES, Text)) return {why: 'the text is too long'};
    } else if (contentOfElement(element)?.type !== 'comment') return {why: 'only the service says this'};
  }
  return {userId, to, elements};
}

/** The answer to `C2C.CallbackBeforeSendMsg`. */
export function respondBeforePrivate(result: PrivateFilterResult): CallbackResponse {
  if (result.refused) return {...result.refused, ErrorCode: PRIVATE_CODE_OFFSET + result.refused.ErrorCode};
  return {...ALLOWED, ...(result.instead && {MsgBody: [...result.instead]})};
}

/** The response to a message that is never allowed. */
export function refusePrivate(why: string): CallbackResponse {
  return respondBeforePrivate({refused: refusal(REFUSED, why)});
}
