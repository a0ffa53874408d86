import {encodeCustom} from '../../../src/protocol/codec.ts';
import {byteLength, COMMENT_MAX_BYTES} from '../../../src/protocol/limits.ts';
import type {MessageElement} from '../database/schema.ts';
import type {Like} from '../likes/count-likes.ts';
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
  /** Is said instead of what was sent. */
  readonly MsgBody?: MessageElement[];
}

export const ALLOWED: CallbackAnswer = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

/** Nobody hears it, and its sender is told that all is well. */
const DROPPED: CallbackAnswer = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2};

/** The SDK's error code for what may not be said. */
export const REFUSED = 10_101;

/** Of our own rooms; those of others have no likes here. */
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;
const RANDOM_RANGE = 2 ** 32;

/** What is to become of a message before anything was looked up. */
export type Judgement =
  | {readonly becomes: 'refused'; readonly why: string}
  | {readonly becomes: 'unaltered'}
  | {
      readonly becomes: 'marked';
      readonly userId: string;
      readonly reply: Reply | undefined;
      readonly like: Like | undefined;
    };

/** What is known of the sender and of what was sent. */
export interface Known {
  /** 0 is unknown. */
  readonly level: number;
  /** How many of the likes count; undefined is unknown. */
  readonly likes?: number | undefined;
}

/**
 * The answer to `Group.CallbackBeforeSendMsg`. Never throws, whatever the body.
 *
 * @param body As parsed from JSON; nothing in it is trusted.
 * @param platform `OptPlatform` of the query.
 */
export function decideBeforeSend(body: unknown, platform: unknown, known: Known): CallbackAnswer {
  return answerTo(judge(body, platform), known);
}

/** Any SDK user can send any message: what only the service may say has to come by REST. */
export function judge(body: unknown, platform: unknown): Judgement {
  if (platform === 'RESTAPI') return {becomes: 'unaltered'};
  if (!isRecord(body)) return refused('no message');
  const {From_Account: userId, GroupId: roomId, Random: random, MsgBody, CloudCustomData} = body;
  if (typeof userId !== 'string' || !isUserId(userId)) return refused('no sender');
  // Its signature is good for Chat as well, and nobody's name goes with it.
  if (isMediaId(userId)) return refused('this account only watches');
  const elements = readElements(MsgBody);
  if (!elements) return refused('no message body');
  let like: Like | undefined;
  for (const element of elements) {
    const {MsgType, MsgContent} = element;
    if (MsgType === 'TIMTextElem') {
      const {Text} = MsgContent;
      if (typeof Text !== 'string' || byteLength(Text) > COMMENT_MAX_BYTES) return refused('the text is too long');
    }
    if (MsgType !== 'TIMCustomElem') continue;
    const content = contentOfElement(element);
    if (content?.type !== 'like' && content?.type !== 'danmaku') return refused('only the service says this');
    if (content.type !== 'like') continue;
    if (elements.length > 1) return refused('likes are said alone');
    if (isRoomId(roomId) && isRandom(random)) like = {roomId, userId, random, count: content.count};
  }
  return {becomes: 'marked', userId, reply: readReply(CloudCustomData), like};
}

/** Likes beyond what counts are not said either: what a room shows is what was counted. */
export function answerTo(judgement: Judgement, {level, likes}: Known): CallbackAnswer {
  if (judgement.becomes === 'unaltered') return ALLOWED;
  if (judgement.becomes === 'refused') return {ActionStatus: 'OK', ErrorInfo: judgement.why, ErrorCode: REFUSED};
  const {reply, like} = judgement;
  if (like && likes === 0) return DROPPED;
  const fewer = like && likes !== undefined && likes < like.count;
  return {
    ...ALLOWED,
    CloudCustomData: JSON.stringify({v: 1, level, badges: [], ...(reply && {reply})}),
    ...(fewer && {MsgBody: [likeElement(likes)]}),
  };
}

function likeElement(count: number): MessageElement {
  const {data, description} = encodeCustom({type: 'like', count});
  return {MsgType: 'TIMCustomElem', MsgContent: {Data: data, Desc: description, Ext: ''}};
}

function isRoomId(value: unknown): value is string {
  return typeof value === 'string' && ROOM_ID.test(value);
}

function isRandom(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < RANDOM_RANGE;
}

function refused(why: string): Judgement {
  return {becomes: 'refused', why};
}
