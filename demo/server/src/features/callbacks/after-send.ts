import {isCustomType} from '../../../../../src/protocol/messages.ts';
import type {SentMessage} from '../history/index.ts';
import {isMediaId, isUserId} from '../../tencent/user-id.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import {isQuestion, readQuote} from '../../tencent/quote.ts';
import {contentOfElement, isRecord, readElements, type MessageElement} from '../../tencent/elements.ts';

/** Tencent Chat's own limit is lower. */
const BODY_MAX_BYTES = 16_384;
/** Levels of nesting: an element's fields, a list of images in one, and the images' fields. */
const DEPTH_MAX = 4;
const LIST_MAX = 20;
const FIELDS_MAX = 40;
const FIELD_NAME = /^[A-Za-z]\w{0,63}$/;
const RANDOM_MAX = 2 ** 32 - 1;
/** The last second of the year 9999. */
const TIME_MAX = 253_402_300_799;
/** Ids of this server's rooms; other groups have no history. */
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;

/**
 * Reads the comment or danmaku line that a `Group.CallbackAfterSendMsg` reports, for the history; undefined for other messages.
 * Never throws.
 *
 * @param body As parsed from JSON; nothing in it is trusted.
 */
export function readSentMessage(body: unknown): SentMessage | undefined {
  if (!isRecord(body)) return undefined;
  const {GroupId: roomId, From_Account: userId, MsgSeq, MsgTime, Random, MsgBody, CloudCustomData} = body;
  if (typeof roomId !== 'string' || !ROOM_ID.test(roomId)) return undefined;
  if (typeof userId !== 'string' || !isUserId(userId) || isMediaId(userId)) {
    return undefined;
  }
  const seq = readInteger(MsgSeq, 1);
  const time = readInteger(MsgTime, 1, TIME_MAX);
  const random = readInteger(Random, 0, RANDOM_MAX);
  if (seq === undefined || time === undefined || random === undefined) return undefined;
  const elements = readElements(MsgBody);
  if (!elements || elements.some(isForged)) return undefined;
  const kept = elements.filter(isKept).map(boundElement);
  if (!kept.length) return undefined;
  if (Buffer.byteLength(JSON.stringify(kept)) > BODY_MAX_BYTES) return undefined;
  const quote = readQuote(CloudCustomData);
  return {
    roomId,
    seq,
    random,
    time,
    userId,
    body: kept,
    ...(quote && {quote: cleanRecord({...quote}, 1)}),
    ...(isQuestion(CloudCustomData) && {question: true}),
  };
}

/**
 * True for a custom element of a type of this library that is neither a comment nor a danmaku line. Such an element
 * with text is forged.
 */
function isForged(element: MessageElement): boolean {
  const {MsgType, MsgContent} = element;
  if (MsgType !== 'TIMCustomElem' || isKept(element)) return false;
  return [MsgContent['Desc'], typeIn(MsgContent['Data'])].some(isCustomType);
}

function typeIn(data: unknown): unknown {
  try {
    const content: unknown = JSON.parse(String(data));
    return isRecord(content) ? content['type'] : undefined;
  } catch {
    return undefined; // Not JSON: an element of another app.
  }
}

function isKept(element: MessageElement): boolean {
  const type = contentOfElement(element)?.type;
  return type === 'comment' || type === 'danmaku';
}

/** Bounds the fields of an element. The content of forwarded messages is not checked, so it is left out. */
function boundElement({MsgType, MsgContent}: MessageElement): MessageElement {
  return {MsgType, MsgContent: MsgType === 'TIMRelayElem' ? {} : cleanRecord(MsgContent, DEPTH_MAX)};
}

/** Makes a value safe for the database: bounded depth, no NUL, no lone surrogate. */
function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.slice(0, LIST_MAX).map((item) => cleanValue(item, depth - 1));
  return isRecord(value) ? cleanRecord(value, depth) : null;
}

function cleanRecord(record: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const fields = Object.entries(record).filter(([name]) => FIELD_NAME.test(name));
  return Object.fromEntries(fields.slice(0, FIELDS_MAX).map(([name, value]) => [name, cleanValue(value, depth - 1)]));
}

function cleanText(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '');
}
