import {LEVEL_TOO_LOW, REFUSED} from '../../../../../src/protocol/refusal-codes.ts';
import {encodeCustom} from '../../../../../src/protocol/codec.ts';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../../../../src/protocol/limits.ts';
import type {Like} from '../likes/index.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {LEVEL_UNKNOWN, type SenderMarks} from '../levels/index.ts';
import {contentOfElement, isRecord, readElements, type MessageElement} from '../../tencent/elements.ts';
import {ALLOWED, DROPPED, refusal, REST_PLATFORM, type CallbackResponse} from './callback-response.ts';
import type {FilterResult, IncomingMessage} from './incoming-message.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import {readReply} from '../../tencent/reply.ts';

/** Ids of this server's rooms; for other groups nothing is stored. */
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;
const RANDOM_MAX = 2 ** 32 - 1;

/** The decision on a message before any lookup. */
export type Classification =
  | {readonly kind: 'refused'; readonly why: string}
  | {readonly kind: 'unaltered'}
  | ({readonly kind: 'marked'; readonly like: Like | undefined} & IncomingMessage);

/** Results of the lookups for a message and its sender. */
export interface SenderFacts {
  readonly marks: SenderMarks;
  readonly result: FilterResult;
  /** How many of the likes count; undefined is unknown. */
  readonly likes?: number | undefined;
  /** The level from which on lines may have a style. */
  readonly styledFrom?: number;
}

const UNKNOWN: SenderFacts = {marks: {level: 0, badges: []}, result: {reply: undefined, instead: undefined}};

/** Any SDK user can send any message: what only the service may say has to come by REST. */
export function classify(body: unknown, platform: unknown): Classification {
  if (platform === REST_PLATFORM) return {kind: 'unaltered'};
  if (!isRecord(body)) return refused('no message');
  const {From_Account: userId, GroupId: roomId, Random, MsgBody, CloudCustomData} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refused('no sender');
  // The signature of a media account works for Chat as well, and no viewer's name belongs to it.
  if (isMediaId(userId)) return refused('this account only watches');
  const elements = readElements(MsgBody);
  if (!elements) return refused('no message body');
  const random = readInteger(Random, 0, RANDOM_MAX);
  let like: Like | undefined;
  let words = '';
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string') return refused('the text is none');
      words += Text;
      if (exceedsBytes(COMMENT_MAX_BYTES, words)) return refused('the text is too long');
    }
    if (MsgType !== 'TIMCustomElem') continue;
    const content = contentOfElement(element);
    if (content?.type !== 'like' && content?.type !== 'danmaku') return refused('only the service says this');
    if (content.type !== 'like') continue;
    if (elements.length > 1) return refused('likes are said alone');
    if (isRoomId(roomId) && random !== undefined) like = {roomId, userId, random, count: content.count};
  }
  return {
    kind: 'marked',
    roomId: isRoomId(roomId) ? roomId : '',
    userId,
    random: random ?? 0,
    elements,
    reply: readReply(CloudCustomData),
    like,
  };
}

/** The response to `Group.CallbackBeforeSendMsg`. Likes beyond the limit are dropped, so that a room shows the number that was counted. */
export function respondBeforeSend(
  classification: Classification,
  {marks, result, likes, styledFrom = 0}: SenderFacts = UNKNOWN,
): CallbackResponse {
  if (classification.kind === 'unaltered') return ALLOWED;
  if (classification.kind === 'refused') return refusal(REFUSED, classification.why);
  if (result.refused) return result.refused;
  // An unknown level refuses nothing.
  if (marks.level !== LEVEL_UNKNOWN && marks.level < styledFrom && classification.elements.some(isStyled))
    return refusal(LEVEL_TOO_LOW, String(styledFrom));
  const {like} = classification;
  if (like && likes === 0) return DROPPED;
  const fewer = like && likes !== undefined && likes < like.count;
  const {reply, instead} = result;
  return {
    ...ALLOWED,
    CloudCustomData: JSON.stringify({v: 1, ...marks, ...(reply && {reply})}),
    ...(instead && {MsgBody: [...instead]}),
    ...(fewer && {MsgBody: [likeElement(likes)]}),
  };
}

/** A line that flies in a colour or a place of its own. */
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

function refused(why: string): Classification {
  return {kind: 'refused', why};
}
