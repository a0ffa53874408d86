import {LEVEL_TOO_LOW, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import {encodeCustom} from '../../../../../src/protocol/codec.ts';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../../../../src/protocol/limits.ts';
import type {Like} from '../likes/index.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {LEVEL_UNKNOWN, type SenderInfo} from '../levels/index.ts';
import {contentOfElement, isRecord, readElements, type MessageElement} from '../../tencent/elements.ts';
import {ALLOWED, DROPPED, refusal, REST_PLATFORM, type CallbackResponse} from './callback-response.ts';
import type {FilterResult, IncomingMessage} from './incoming-message.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import {isQuestion, readQuote} from '../../tencent/quote.ts';

/** Ids of this server's rooms; for other groups nothing is stored. */
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;
const RANDOM_MAX = 2 ** 32 - 1;

/** Decision before any lookup: refuse the message, pass it unchanged, or decide by lookups. */
export type Classification =
  | {readonly decision: 'refuse'; readonly reason: string}
  | {readonly decision: 'pass'}
  | ({readonly decision: 'look up'; readonly like: Like | undefined} & IncomingMessage);

/** Results of the lookups for a message and its sender. */
export interface LookupResults {
  readonly senderInfo: SenderInfo;
  readonly result: FilterResult;
  /** Number of the message's likes that count. Undefined if it is not known in time. */
  readonly countedLikes?: number | undefined;
  /** The lowest level whose danmaku lines may have a style. */
  readonly minStyleLevel?: number;
}

const UNKNOWN: LookupResults = {senderInfo: {level: 0, badges: []}, result: {quote: undefined, replacement: undefined}};

/**
 * Checks the form of a message. Any user of the SDK can send a message of any type. Types that belong to the service, such as
 * gifts, are accepted from REST calls only.
 */
export function classify(body: unknown, platform: unknown): Classification {
  if (platform === REST_PLATFORM) return {decision: 'pass'};
  if (!isRecord(body)) return refuse('the callback has no message');
  const {From_Account: userId, GroupId: roomId, Random, MsgBody, CloudCustomData} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refuse('From_Account is not a user id');
  // The signature of a media account is valid in Chat too, but the account belongs to no viewer.
  if (isMediaId(userId)) return refuse('a media account cannot send messages');
  const elements = readElements(MsgBody);
  if (!elements) return refuse('MsgBody is not valid');
  const random = readInteger(Random, 0, RANDOM_MAX);
  let like: Like | undefined;
  let allText = '';
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string') return refuse('Text of a text element must be a string');
      allText += Text;
      if (exceedsBytes(allText, COMMENT_MAX_BYTES)) return refuse('the text is too long');
    }
    if (MsgType !== 'TIMCustomElem') continue;
    const content = contentOfElement(element);
    if (content?.type !== 'like' && content?.type !== 'danmaku')
      return refuse('only the service sends messages of this type');
    if (content.type !== 'like') continue;
    if (elements.length > 1) return refuse('a like must be the only element of its message');
    if (isRoomId(roomId) && random !== undefined) like = {roomId, userId, random, count: content.count};
  }
  return {
    decision: 'look up',
    roomId: isRoomId(roomId) ? roomId : '',
    userId,
    random: random ?? 0,
    elements,
    quote: readQuote(CloudCustomData),
    question: isQuestion(CloudCustomData),
    like,
  };
}

/** The response to `Group.CallbackBeforeSendMsg`. Likes beyond the limit are dropped, so that clients show what the server counted. */
export function respondBeforeSend(
  classification: Classification,
  {senderInfo, result, countedLikes, minStyleLevel = 0}: LookupResults = UNKNOWN,
): CallbackResponse {
  if (classification.decision === 'pass') return ALLOWED;
  if (classification.decision === 'refuse') return refusal(REFUSED, classification.reason);
  if (result.refused) return result.refused;
  // A level that is not known in time causes no refusal.
  if (senderInfo.level !== LEVEL_UNKNOWN && senderInfo.level < minStyleLevel && classification.elements.some(isStyled))
    return refusal(LEVEL_TOO_LOW, String(minStyleLevel));
  const {like} = classification;
  if (like && countedLikes === 0) return DROPPED;
  const isReduced = like && countedLikes !== undefined && countedLikes < like.count;
  const {quote, replacement} = result;
  const isMarked = classification.question && !like;
  return {
    ...ALLOWED,
    CloudCustomData: JSON.stringify({
      v: 1,
      ...senderInfo,
      ...(quote && {reply: quote}),
      ...(isMarked && {question: true}),
    }),
    ...(replacement && {MsgBody: [...replacement]}),
    ...(isReduced && {MsgBody: [likeElement(countedLikes)]}),
  };
}

/** True for a danmaku line with a colour, or at a fixed place. */
function isStyled(element: MessageElement): boolean {
  const content = contentOfElement(element);
  return content?.type === 'danmaku' && (content.mode !== 'scroll' || content.color !== undefined);
}

function likeElement(count: number): MessageElement {
  const {data, description} = encodeCustom({type: 'like', count});
  return {MsgType: 'TIMCustomElem', MsgContent: {Data: data, Desc: description, Ext: ''}};
}

function isRoomId(value: unknown): value is string {
  return typeof value === 'string' && ROOM_ID.test(value);
}

function refuse(reason: string): Classification {
  return {decision: 'refuse', reason};
}
