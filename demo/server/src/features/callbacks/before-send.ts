import {encodeCustom} from '../../../../../src/protocol/codec.ts';
import {COMMENT_MAX_BYTES, isOver} from '../../../../../src/protocol/limits.ts';
import type {Like} from '../likes/count-likes.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {LEVEL_UNKNOWN, type Marks} from '../levels/levels.ts';
import {contentOfElement, isRecord, readElements} from '../../tencent/elements.ts';
import type {Passage, Speech} from './message-filter.ts';
import {readWhole} from '../../tencent/read-integer.ts';
import {readReply} from '../../tencent/reply.ts';
import type {MessageElement} from '../../database/schema.ts';

/** What Tencent is answered: https://trtc.io/document/34374 */
export interface CallbackAnswer {
  readonly ActionStatus: 'OK';
  readonly ErrorInfo: string;
  /** 0 lets it be said; 10100 to 10200 reach the sender as they are. */
  readonly ErrorCode: number;
  readonly CloudCustomData?: string;
  /** Is said instead of what was sent. */
  readonly MsgBody?: MessageElement[];
}

export const ALLOWED: CallbackAnswer = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

/** Nobody hears it, and its sender is told that all is well. */
const DROPPED: CallbackAnswer = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2};

/** The SDK's error code for what may not be said. */
export const REFUSED = 10_101;
/** Not yet; `ErrorInfo` is the seconds that are left. */
export const TOO_FAST = 10_102;
/** Not now; `ErrorInfo` is the seconds that are left, or empty. */
export const MUTED = 10_103;

/** The sender's level is too low; `ErrorInfo` is the level that it takes. */
export const LEVEL_TOO_LOW = 10_104;

/** Put out of the room; `ErrorInfo` is the seconds that are left. */
export const BANNED = 10_105;

export function refusal(code: number, why: string): CallbackAnswer {
  return {ActionStatus: 'OK', ErrorInfo: why, ErrorCode: code};
}

/** Of our own rooms; in those of others nothing is kept. */
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;
const RANDOM_MAX = 2 ** 32 - 1;

/** What is to become of a message before anything was looked up. */
export type Judgement =
  | {readonly becomes: 'refused'; readonly why: string}
  | {readonly becomes: 'unaltered'}
  | ({readonly becomes: 'marked'; readonly like: Like | undefined} & Speech);

/** What was looked up of a message and its sender. */
export interface Found {
  readonly marks: Marks;
  readonly passage: Passage;
  /** How many of the likes count; undefined is unknown. */
  readonly likes?: number | undefined;
  /** The level from which on lines may have a style. */
  readonly styledFrom?: number;
}

const UNKNOWN: Found = {marks: {level: 0, badges: []}, passage: {reply: undefined, instead: undefined}};

/** Any SDK user can send any message: what only the service may say has to come by REST. */
export function judge(body: unknown, platform: unknown): Judgement {
  if (platform === 'RESTAPI') return {becomes: 'unaltered'};
  if (!isRecord(body)) return refused('no message');
  const {From_Account: userId, GroupId: roomId, Random, MsgBody, CloudCustomData} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refused('no sender');
  // Its signature is good for Chat as well, and nobody's name goes with it.
  if (isMediaId(userId)) return refused('this account only watches');
  const elements = readElements(MsgBody);
  if (!elements) return refused('no message body');
  const random = readWhole(Random, 0, RANDOM_MAX);
  let like: Like | undefined;
  let words = '';
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string') return refused('the text is none');
      words += Text;
      if (isOver(COMMENT_MAX_BYTES, words)) return refused('the text is too long');
    }
    if (MsgType !== 'TIMCustomElem') continue;
    const content = contentOfElement(element);
    if (content?.type !== 'like' && content?.type !== 'danmaku') return refused('only the service says this');
    if (content.type !== 'like') continue;
    if (elements.length > 1) return refused('likes are said alone');
    if (isRoomId(roomId) && random !== undefined) like = {roomId, userId, random, count: content.count};
  }
  return {
    becomes: 'marked',
    roomId: isRoomId(roomId) ? roomId : '',
    userId,
    random: random ?? 0,
    elements,
    reply: readReply(CloudCustomData),
    like,
  };
}

/** The answer to `Group.CallbackBeforeSendMsg`. Likes beyond what counts are not said: what a room shows is what was counted. */
export function answerTo(
  judgement: Judgement,
  {marks, passage, likes, styledFrom = 0}: Found = UNKNOWN,
): CallbackAnswer {
  if (judgement.becomes === 'unaltered') return ALLOWED;
  if (judgement.becomes === 'refused') return refusal(REFUSED, judgement.why);
  if (passage.refused) return passage.refused;
  // A level that nobody knows is held against nobody.
  if (marks.level !== LEVEL_UNKNOWN && marks.level < styledFrom && judgement.elements.some(isStyled))
    return refusal(LEVEL_TOO_LOW, String(styledFrom));
  const {like} = judgement;
  if (like && likes === 0) return DROPPED;
  const fewer = like && likes !== undefined && likes < like.count;
  const {reply, instead} = passage;
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

function refused(why: string): Judgement {
  return {becomes: 'refused', why};
}
