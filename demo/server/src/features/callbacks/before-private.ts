import {PRIVATE_CODE_OFFSET, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../../../../src/protocol/limits.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {ALLOWED, refusal, type CallbackResponse} from './callback-response.ts';
import type {PrivateFilterResult, PrivateMessage} from './incoming-message.ts';
import {contentOfElement, isRecord, readElements} from '../../tencent/elements.ts';

/**
 * Reads the message of a `C2C.CallbackBeforeSendMsg` that a client caused, or returns why it is refused. Any user of the SDK can
 * write to any other user.
 */
export function classifyPrivate(body: unknown): PrivateMessage | {readonly reason: string} {
  if (!isRecord(body)) return {reason: 'the callback has no message'};
  const {From_Account: userId, To_Account: to, MsgBody} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return {reason: 'From_Account is not a user id'};
  if (typeof to !== 'string' || !isUserId(to)) return {reason: 'To_Account is not a user id'};
  if (isMediaId(userId)) return {reason: 'a media account cannot send messages'};
  if (isMediaId(to)) return {reason: 'this account receives no messages'};
  const elements = readElements(MsgBody);
  if (!elements) return {reason: 'MsgBody is not valid'};
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string' || exceedsBytes(Text, COMMENT_MAX_BYTES)) return {reason: 'the text is too long'};
    } else if (contentOfElement(element)?.type !== 'comment')
      return {reason: 'only the service sends messages of this type'};
  }
  return {userId, to, elements};
}

/** The response to `C2C.CallbackBeforeSendMsg`. */
export function respondBeforePrivate(result: PrivateFilterResult): CallbackResponse {
  if (result.refused) return {...result.refused, ErrorCode: PRIVATE_CODE_OFFSET + result.refused.ErrorCode};
  return {...ALLOWED, ...(result.replacement && {MsgBody: [...result.replacement]})};
}

/** The response to a message that is never allowed. */
export function refusePrivate(reason: string): CallbackResponse {
  return respondBeforePrivate({refused: refusal(REFUSED, reason)});
}
