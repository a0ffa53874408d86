import {byteLength, COMMENT_MAX_BYTES} from '../../../src/protocol/limits.ts';
import {isMediaId, isUserId} from '../viewers/user-id.ts';
import {contentOfElement, isRecord, readElements} from './elements.ts';
import {readReply, type Reply} from './reply.ts';

/** What Tencent is answered: https://trtc.io/document/34374 */
export interface CallbackAnswer {
  readonly ActionStatus: 'OK';
  readonly ErrorInfo: string;
  /** 0 lets it be said; 10100 to 10200 reach the sender as they are. */
  readonly ErrorCode: number;
  readonly CloudCustomData?: string;
}

export const ALLOWED: CallbackAnswer = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

/** The SDK's error code for what may not be said. */
export const REFUSED = 10_101;

/** What is to become of a message before anything was looked up. */
export type Judgement =
  | {readonly becomes: 'refused'; readonly why: string}
  | {readonly becomes: 'unaltered'}
  | {readonly becomes: 'marked'; readonly userId: string; readonly reply: Reply | undefined};

/**
 * The answer to `Group.CallbackBeforeSendMsg`. Never throws, whatever the body.
 *
 * @param body As parsed from JSON; nothing in it is trusted.
 * @param platform `OptPlatform` of the query.
 * @param level The sender's; 0 is unknown.
 */
export function decideBeforeSend(body: unknown, platform: unknown, level: number): CallbackAnswer {
  return answerTo(judge(body, platform), level);
}

/** Any SDK user can send any message: what only the service may say has to come by REST. */
export function judge(body: unknown, platform: unknown): Judgement {
  if (platform === 'RESTAPI') return {becomes: 'unaltered'};
  if (!isRecord(body)) return refused('no message');
  const {From_Account: userId, MsgBody, CloudCustomData} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refused('no sender');
  // Its signature is good for Chat as well, and nobody's name goes with it.
  if (isMediaId(userId)) return refused('this account only watches');
  const elements = readElements(MsgBody);
  if (!elements) return refused('no message body');
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string' || byteLength(Text) > COMMENT_MAX_BYTES) return refused('the text is too long');
    }
    if (MsgType !== 'TIMCustomElem') continue;
    const type = contentOfElement(element)?.type;
    if (type !== 'like' && type !== 'danmaku') return refused('only the service says this');
  }
  return {becomes: 'marked', userId, reply: readReply(CloudCustomData)};
}

export function answerTo(judgement: Judgement, level: number): CallbackAnswer {
  if (judgement.becomes === 'unaltered') return ALLOWED;
  if (judgement.becomes === 'refused') return {ActionStatus: 'OK', ErrorInfo: judgement.why, ErrorCode: REFUSED};
  const {reply} = judgement;
  return {...ALLOWED, CloudCustomData: JSON.stringify({v: 1, level, badges: [], ...(reply && {reply})})};
}

function refused(why: string): Judgement {
  return {becomes: 'refused', why};
}
