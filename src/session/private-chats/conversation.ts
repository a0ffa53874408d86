/** Changes of one conversation's messages, as pure functions. */
import type {Profile} from '../../drivers/profile.js';
import type {PrivateMessage} from '../../drivers/private-chat-driver.js';
import {limitMarksIn} from '../../protocol/text/combining-marks.js';
import {COMMENTS_MAX_WITH_EARLIER} from '../../protocol/limits.js';
import type {Comment} from '../state/slices/comments.js';
import type {Conversation} from '../state/slices/private-chats.js';

export function emptyConversation(peer: Profile): Conversation {
  return {peer, list: [], history: 'none', unread: 0, time: 0, last: undefined};
}

/** Adds or updates the viewer's own message. */
export function withOwnComment(list: readonly Comment[], comment: Comment): readonly Comment[] {
  // Another page of the same viewer may have delivered this message first.
  const others = list.filter(
    (other) => comment.id === undefined || other.id !== comment.id || other.key === comment.key,
  );
  const at = others.findIndex(({key}) => key === comment.key);
  return at < 0 ? [...others, comment] : others.map((other) => (other.key === comment.key ? comment : other));
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
  const added = messages.filter(({id}) => !known.has(id)).map(toComment);
  const readIds = new Set(messages.filter(({readByPeer}) => readByPeer).map(({id}) => id));
  const updated = list.map((comment) =>
    readIds.has(comment.id!) && !comment.readByPeer ? {...comment, readByPeer: true} : comment,
  );
  // Messages of one second keep the service's order. An earlier page comes before the list.
  const places = new Map(messages.map(({id}, index) => [id, index] as const));
  const placeOf = ({id}: Comment) => places.get(id ?? '');
  const sorted = (isEarlier ? [...added, ...updated] : [...updated, ...added]).sort(
    (one, other) => one.time - other.time || (placeOf(one) ?? NaN) - (placeOf(other) ?? NaN) || 0,
  );
  return {
    list: sorted.slice(-COMMENTS_MAX_WITH_EARLIER),
    time: Math.max(time, ...added.map((comment) => comment.time)),
  };
}

function toComment({id, from, own, time, kind, text, media, parts, readByPeer}: PrivateMessage): Comment {
  return limitMarksIn({
    ...{key: id, id, seq: undefined, time, own, kind, text, media, parts, readByPeer},
    from: {...from, level: 0, badges: []},
    delivery: 'sent',
  });
}
