/** Changes of one conversation's messages, as pure functions. */
import type {Profile} from '../../drivers/chat-driver.js';
import type {PrivateMessage} from '../../drivers/private-chat-driver.js';
import {limitMarksIn} from '../../protocol/combining-marks.js';
import {COMMENTS_MAX_READING} from '../../protocol/limits.js';
import type {Comment} from '../state/slices/comments.js';
import type {Conversation} from '../state/slices/private-chats.js';

export function emptyConversation(peer: Profile): Conversation {
  return {peer, list: [], history: 'none', unread: 0, time: 0, last: undefined};
}

/**
 * A message that was pending when the last connection ended may or may not have arrived. The viewer decides if it is
 * sent again.
 */
export function failPending(conversation: Conversation): Conversation {
  const list = conversation.list.map((line): Comment =>
    line.delivery === 'pending' ? {...line, delivery: 'failed', refusal: 'CONNECTION_LOST'} : line,
  );
  return {...conversation, list};
}

/** Adds or updates the viewer's own message. */
export function withOwnLine(list: readonly Comment[], line: Comment): readonly Comment[] {
  // Another page of the same viewer may have delivered this message first.
  const others = list.filter((other) => line.id === undefined || other.id !== line.id || other.key === line.key);
  const at = others.findIndex(({key}) => key === line.key);
  return at < 0 ? [...others, line] : others.map((other) => (other.key === line.key ? line : other));
}

/**
 * Merges messages into the list by time, each once.
 *
 * @param isEarlier True for a page from before the start of the list.
 */
export function mergeMessages(
  {list, time}: Conversation,
  messages: readonly PrivateMessage[],
  isEarlier: boolean,
): Pick<Conversation, 'list' | 'time'> {
  const known = new Set(list.map(({id}) => id));
  const added = messages.filter(({id}) => !known.has(id)).map(toLine);
  const reads = new Set(messages.filter(({read}) => read).map(({id}) => id));
  const updated = list.map((line) => (reads.has(line.id!) && !line.read ? {...line, read: true} : line));
  // Messages of one second keep the service's order. An earlier page comes before the list.
  const places = new Map(messages.map(({id}, index) => [id, index] as const));
  const placeOf = ({id}: Comment) => places.get(id ?? '');
  const sorted = (isEarlier ? [...added, ...updated] : [...updated, ...added]).sort(
    (one, other) => one.time - other.time || (placeOf(one) ?? NaN) - (placeOf(other) ?? NaN) || 0,
  );
  return {list: sorted.slice(-COMMENTS_MAX_READING), time: Math.max(time, ...added.map((line) => line.time))};
}

function toLine({id, from, own, time, kind, text, media, parts, read}: PrivateMessage): Comment {
  return limitMarksIn({
    ...{key: id, id, seq: undefined, time, own, kind, text, media, parts, read},
    from: {...from, level: 0, badges: []},
    delivery: 'sent',
  });
}
