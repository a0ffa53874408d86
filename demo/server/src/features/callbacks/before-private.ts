import {COMMENT_MAX_BYTES, isOver} from '../../../../../src/protocol/limits.ts';
import type {MessageElement} from '../../database/schema.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {ALLOWED, REFUSED, refusal, type CallbackAnswer} from './before-send.ts';
import {contentOfElement, isRecord, readElements} from '../../tencent/elements.ts';

/** A one-to-one message, as `judgePrivate` read it. */
export interface PrivateSpeech {
  readonly userId: string;
  readonly to: string;
  readonly elements: readonly MessageElement[];
}

/** What may be said of a one-to-one message. */
export type PrivatePassage =
  | {readonly refused: CallbackAnswer}
  | {readonly refused?: undefined; readonly instead: readonly MessageElement[] | undefined};

/** Codes of the server's own reach the sender of a one-to-one message from 120001 to 130000: https://trtc.io/document/34364 */
const PRIVATE_CODES_FROM = 110_000;

/**
 * Reads a `C2C.CallbackBeforeSendMsg` of a client: a message, or the reason why nobody may send it. Any SDK user can write
 * to any other.
 */
export function judgePrivate(body: unknown): PrivateSpeech | {readonly why: string} {
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
      if (typeof Text !== 'string' || isOver(COMMENT_MAX_BYTES, Text)) return {why: 'the text is too long'};
    } else if (contentOfElement(element)?.type !== 'comment') return {why: 'only the service says this'};
  }
  return {userId, to, elements};
}

/** The answer to `C2C.CallbackBeforeSendMsg`. */
export function answerPrivate(passage: PrivatePassage): CallbackAnswer {
  if (passage.refused) return {...passage.refused, ErrorCode: PRIVATE_CODES_FROM + passage.refused.ErrorCode};
  return {...ALLOWED, ...(passage.instead && {MsgBody: [...passage.instead]})};
}

/** The answer to a message that nobody may send. */
export function refusePrivate(why: string): CallbackAnswer {
  return answerPrivate({refused: refusal(REFUSED, why)});
}
