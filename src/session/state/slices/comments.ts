import {limitMarks} from '../../../protocol/text/combining-marks.js';
import {COMMENTS_MAX, COMMENTS_MAX_WITH_EARLIER} from '../../../protocol/limits.js';
import type {Media} from '../../../protocol/media.js';
import type {CommentKind, CommentPart, ContentOf, LineStyle, RoomMessage, Sender} from '../../../protocol/messages.js';
import type {Quote} from '../../../protocol/comment-schema.js';
import type {LiveErrorCode} from '../../../protocol/errors.js';
import {defineSlice} from '../slice.js';

/** A comment in the list. The viewer's own is `pending` until the service has responded. */
export interface Comment {
  /** The message's id; before it is sent, an id of this page. */
  readonly key: string;
  readonly id: string | undefined;
  readonly seq: number | undefined;
  /** Unix seconds. */
  readonly time: number;
  readonly from: Sender;
  readonly own: boolean;
  readonly kind: CommentKind;
  readonly text: string;
  /** The image, voice message or video. */
  readonly media?: Media | undefined;
  /** The parts in order, if there are several and not all of them are text. */
  readonly parts?: readonly CommentPart[] | undefined;
  /** Colour and place as danmaku that the viewer chose for an own comment; undefined for comments that the room delivered. */
  readonly style?: LineStyle | undefined;
  /** The comment that this one replies to. */
  readonly reply?: Quote | undefined;
  /** True if the author marked it as a question. */
  readonly question?: boolean | undefined;
  readonly delivery: 'sent' | 'pending' | 'failed';
  /** Share of the file that was uploaded, 0 to 1. */
  readonly progress?: number | undefined;
  /** True if the other person has read the viewer's own private message. */
  readonly readByPeer?: boolean | undefined;
  /** The reason of `failed`. */
  readonly refusal?: LiveErrorCode | undefined;
}

/**
 * Makes the viewer's own comment before it is sent.
 *
 * @param now Unix milliseconds by the service's clock.
 */
export function ownComment(
  key: string,
  from: Sender,
  {kind, text}: Pick<Comment, 'kind' | 'text'>,
  now: number,
): Comment {
  const time = Math.floor(now / 1_000);
  return {
    ...{key, id: undefined, seq: undefined, time, from, own: true, kind},
    text: limitMarks(text),
    delivery: 'pending',
  };
}

/**
 * A comment that was pending when the last connection ended may or may not have arrived. It fails, so that the viewer
 * decides if it is sent again.
 */
export function failPending(list: readonly Comment[]): readonly Comment[] {
  return list.map((comment) =>
    comment.delivery === 'pending' ? {...comment, delivery: 'failed', refusal: 'CONNECTION_LOST'} : comment,
  );
}

/** State of the history before the list: `none` cannot be loaded, `more` can, `complete` begins with the room. */
export type HistoryStatus = 'none' | 'loading' | 'more' | 'complete';

export interface CommentsState {
  /** The last 200 comments, oldest first; up to 1,000 once earlier ones were loaded. */
  readonly list: readonly Comment[];
  /** State of the history before the list. */
  readonly history: HistoryStatus;
  /** Maximum number of comments in the list. */
  readonly limit: number;
  /**
   * Comments dropped from the list since the room was joined, because more arrived within one frame than the list
   * holds.
   */
  readonly listDropped: number;
  /** Comments that found no free lane in a danmaku layer since the room was joined. The list contains them. */
  readonly danmakuDropped: number;
}

const initial: CommentsState = {list: [], history: 'none', limit: COMMENTS_MAX, listDropped: 0, danmakuDropped: 0};

export const comments = defineSlice<CommentsState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? {...state, list: failPending(state.list)} : initial),
    // Sent comments of the previous viewer stay, as another user's. Unsent comments are removed, so that the new viewer
    // does not send them.
    viewer: ({list, ...state}, viewer) => ({
      ...state,
      list: list
        .filter(({own, delivery, from}) => !own || delivery === 'sent' || from.userId === viewer?.userId)
        .map((comment) => (comment.own && comment.from.userId !== viewer?.userId ? {...comment, own: false} : comment))
        .map((comment) => renamed(comment, namesOf([{from: viewer}]))),
    }),
    messages: (state, batch) => {
      const names = new Map([...namesOf(state.list), ...namesOf(batch)]);
      const isRenamed = (comment: Comment) => renamed(comment, names) !== comment;
      const list = state.list.some(isRenamed) ? state.list.map((comment) => renamed(comment, names)) : state.list;
      return insertMessages(list === state.list ? state : {...state, list}, batch, names);
    },
    // Newer messages have the current names, so they override the names of the history.
    storedMessages: (state, batch) => {
      const names = new Map([...namesOf(batch), ...namesOf(state.list)]);
      return insertMessages({...state, list: state.list.map((comment) => renamed(comment, names))}, batch, names);
    },
    history: (state, history) => ({
      ...state,
      history,
      limit: history === 'loading' ? COMMENTS_MAX_WITH_EARLIER : state.limit,
    }),
    listDropped: (state, count) => ({...state, listDropped: state.listDropped + count}),
    danmakuDropped: (state, count) => ({...state, danmakuDropped: state.danmakuDropped + count}),
    deleted: (state, seqs) => {
      const list = state.list.filter(({seq}) => seq === undefined || !seqs.includes(seq));
      return list.length < state.list.length ? {...state, list} : state;
    },
    removed: (state, removedKey) => ({...state, list: state.list.filter(({key}) => key !== removedKey)}),
    ownComment: (state, comment) => {
      const {key, seq} = comment;
      if (seq === undefined) {
        const known = state.list.some((other) => other.key === key);
        return withLimit(
          state,
          known ? state.list.map((other) => (other.key === key ? comment : other)) : [...state.list, comment],
        );
      }
      // The service accepted the comment, so its place is known. The history may have delivered it already.
      const list = state.list.filter((other) => other.key !== key && other.seq !== seq);
      insertBySeq(list, comment);
      return withLimit(state, list);
    },
  },
});

/** Inserts messages by sequence number. Live messages usually belong at the end. */
function insertMessages(state: CommentsState, batch: readonly RoomMessage[], names = NO_NAMES): CommentsState {
  const added = batch.filter(isCommentMessage);
  if (!added.length) return state;
  const list = [...state.list];
  for (const message of added) insertBySeq(list, renamed(toComment(message), names));
  return withLimit(state, list);
}

/** Nicks by user id. */
type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();

function namesOf(all: readonly {readonly from: Pick<Sender, 'userId' | 'nick'> | undefined}[]): Names {
  return new Map(all.flatMap(({from}) => (from?.nick ? [[from.userId, from.nick] as const] : [])));
}

/** Applies current names, so that an author has one name in all comments and quotes. */
function renamed(comment: Comment, names: Names): Comment {
  const {from, reply} = comment;
  const nick = names.get(from.userId) ?? from.nick;
  const quoted = (reply?.userId !== undefined && names.get(reply.userId)) || reply?.nick;
  if (nick === from.nick && quoted === reply?.nick) return comment;
  return {...comment, from: {...from, nick}, reply: reply && {...reply, nick: quoted}};
}

/** Inserts a comment after the last earlier one and after own unsent comments. Does nothing if it is listed already. */
function insertBySeq(list: Comment[], comment: Comment): void {
  let index = list.length;
  while (index > 0 && !(list[index - 1]!.seq! < comment.seq!)) index -= 1;
  while (index < list.length && list[index]!.seq === undefined) index += 1;
  if (list[index]?.seq !== comment.seq) list.splice(index, 0, comment);
}

type CommentMessage = RoomMessage<ContentOf<'comment' | 'danmaku'>>;

function isCommentMessage(message: RoomMessage): message is CommentMessage {
  return message.content.type === 'comment' || message.content.type === 'danmaku';
}

function toComment({id, seq, time, from, own, content}: CommentMessage): Comment {
  const {text} = content;
  const {kind, media, parts, reply, question} = content.type === 'comment' ? content : {kind: 'text' as const};
  return {key: id, id, seq, time, from, own, kind, text, media, parts, reply, question, delivery: 'sent'};
}

/** Limits the length of the list. Comments dropped from the start can be loaded again. */
function withLimit(state: CommentsState, list: readonly Comment[]): CommentsState {
  if (list.length <= state.limit) return {...state, list};
  const history = state.history === 'complete' ? 'more' : state.history;
  return {...state, history, list: list.slice(-state.limit)};
}
