import * as v from 'valibot';
import {replaceFaces, contentOfAll} from '../protocol/message-elements.js';
import {HISTORY_PAGE_MAX} from '../protocol/limits.js';
import type {RoomMessage} from '../protocol/messages.js';
import {levelAndBadges, quote} from '../protocol/comment-schema.js';
import {person} from '../protocol/person-schema.js';
import {maybe, object, integer} from '../protocol/schema.js';
import type {Backend} from './backend.js';

/** A message in the fields of Tencent's after-send callback: https://trtc.io/document/34375 */
const stored = object({
  seq: integer(1),
  time: integer(0),
  random: integer(0),
  from: object({...person.entries, ...levelAndBadges.entries}),
  reply: maybe(quote),
  question: maybe(v.boolean()),
  body: v.array(object({MsgType: v.string(), MsgContent: v.record(v.string(), v.unknown())})),
});

const storedPage = object({messages: v.array(v.unknown()), more: v.boolean()});

/** One page of a room's history. */
export interface StoredPage {
  /** Oldest first. */
  readonly messages: readonly RoomMessage[];
  /** True if more messages follow in the requested direction. */
  readonly more: boolean;
}

/** The requested page: before or after a sequence number, exclusive. Undefined: the newest page. */
export type StoredRange = {readonly before: number} | {readonly after: number} | undefined;

/**
 * Loads one page of a room's history, at most 50 messages. Rejects if the response does not match the contract.
 *
 * @param userId The viewer's user id, by which own messages are recognized.
 */
export async function loadStoredPage(
  backend: Backend,
  roomId: string,
  range: StoredRange,
  userId: string | undefined,
  signal: AbortSignal,
): Promise<StoredPage> {
  const query = new URLSearchParams({...range, limit: `${HISTORY_PAGE_MAX}`} as Record<string, string>).toString();
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?${query}`;
  return decodeStoredPage(await backend.request(path, {signal}), userId, !!range && 'after' in range);
}

/**
 * Decodes a page. If the server sends too many messages, those next to the requested position are kept. Throws if the page does
 * not match the contract.
 */
export function decodeStoredPage(response: unknown, userId: string | undefined, isAfter = true): StoredPage {
  const {messages, more} = v.parse(storedPage, response);
  const page = isAfter ? messages.slice(0, HISTORY_PAGE_MAX) : messages.slice(-HISTORY_PAGE_MAX);
  return {messages: page.flatMap((message) => decodeStored(message, userId)), more};
}

/** Decodes a stored message. An invalid one is skipped. */
function decodeStored(message: unknown, userId: string | undefined): readonly RoomMessage[] {
  const {success, output} = v.safeParse(stored, message);
  if (!success) return [];
  const {seq, time, random, from, reply, question, body} = output;
  const decoded = replaceFaces(
    contentOfAll(body.map(({MsgType, MsgContent}) => ({type: MsgType, content: MsgContent}))),
  );
  const content = decoded?.type === 'comment' && (reply || question) ? {...decoded, reply, question} : decoded;
  return content ? [{id: `${seq}-${random}`, seq, time, from, own: from.userId === userId, content}] : [];
}
