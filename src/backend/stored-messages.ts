import * as v from 'valibot';
import {asRead, contentOfAll} from '../protocol/elements.js';
import {PAGE_MAX} from '../protocol/limits.js';
import type {RoomMessage} from '../protocol/messages.js';
import {marks, person, quote} from '../protocol/people.js';
import {maybe, object, whole} from '../protocol/schema.js';
import type {Backend} from './backend.js';

/** A message as the after-send callback told it: https://trtc.io/document/34375 */
const stored = object({
  seq: whole(1),
  time: whole(0),
  random: whole(0),
  from: object({...person.entries, ...marks.entries}),
  reply: maybe(quote),
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

/** Which page: before or after a sequence number, exclusive; the newest unless given. */
export type StoredRange = {readonly before: number} | {readonly after: number} | undefined;

/**
 * Reads one page of what was said in a room, at most 50 messages. Rejects when the answer is none of the contract.
 *
 * @param userId Whose messages are their own.
 */
export async function readStored(
  backend: Backend,
  roomId: string,
  range: StoredRange,
  userId: string | undefined,
  signal: AbortSignal,
): Promise<StoredPage> {
  const query = new URLSearchParams({...range, limit: `${PAGE_MAX}`} as Record<string, string>).toString();
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?${query}`;
  const {messages, more} = v.parse(storedPage, await backend.ask(path, {signal}));
  // Of too many, those next to where the page is: the oldest come first.
  const near = range && 'after' in range ? messages.slice(0, PAGE_MAX) : messages.slice(-PAGE_MAX);
  return {messages: near.flatMap((message) => read(message, userId)), more};
}

/** One that cannot be read is left out, and hides no other. */
function read(message: unknown, userId: string | undefined): readonly RoomMessage[] {
  const {success, output} = v.safeParse(stored, message);
  if (!success) return [];
  const {seq, time, random, from, reply, body} = output;
  const said = asRead(contentOfAll(body.map(({MsgType, MsgContent}) => ({type: MsgType, content: MsgContent}))));
  const content = said?.type === 'comment' && reply ? {...said, reply} : said;
  return content ? [{id: `${seq}-${random}`, seq, time, from, own: from.userId === userId, content}] : [];
}
