import {limitMarks} from '../../../protocol/combining-marks.js';
import {COMMENTS_MAX, COMMENTS_MAX_READING} from '../../../protocol/limits.js';
import type {Media} from '../../../protocol/media.js';
import type {CommentKind, CommentPart, ContentOf, LineStyle, RoomMessage, Sender} from '../../../protocol/messages.js';
import type {Quote} from '../../../protocol/person-schema.js';
import type {LiveErrorCode} from '../../../protocol/errors.js';
import {defineSlice} from '../slice.js';

/** A comment in the list. The viewer's own is `pending` until the service has answered. */
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
  /** Colour and place as danmaku, if the author chose them. */
  readonly style?: LineStyle | undefined;
  /** The comment that this one replies to. */
  readonly reply?: Quote | undefined;
  readonly delivery: 'sent' | 'pending' | 'failed';
  /** Share of the file that was uploaded, 0 to 1. */
  readonly progress?: number | undefined;
  /** True if the other person has read the viewer's own private message. */
  readonly read?: boolean | undefined;
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
  /** Comments that found no free lane in a danmaku layer since the room was joined. The list has them. */
  readonly danmakuDropped: number;
}

const initial: CommentsState = {list: [], history: 'none', limit: COMMENTS_MAX, listDropped: 0, danmakuDropped: 0};

export const comments = defineSlice<CommentsState>({
  initial,
  on: {
    // A comment that was pending when the last connection ended may or may not have arrived. The viewer decides if it
    // is sent again.
    joining: (state, {isSameRoom}) =>
      isSameRoom
        ? {
            ...state,
            list: state.list.map((line) =>
              line.delivery === 'pending' ? {...line, delivery: 'failed', refusal: 'CONNECTION_LOST'} : line,
            ),
          }
        : initial,
    // Sent comments of the previous viewer stay, as another user's. Unsent ones are removed: the new viewer must not
    // send them.
    viewer: ({list, ...state}, viewer) => ({
      ...state,
      list: list
        .filter(({own, delivery, from}) => !own || delivery === 'sent' || from.userId === viewer?.userId)
        .map((line) => (line.own && line.from.userId !== viewer?.userId ? {...line, own: false} : line))
        .map((line) => renamed(line, namesOf([{from: viewer}]))),
    }),
    messages: (state, batch) => {
      const names = new Map([...namesOf(state.list), ...namesOf(batch)]);
      const isNews = (line: Comment) => renamed(line, names) !== line;
      const list = state.list.some(isNews) ? state.list.map((line) => renamed(line, names)) : state.list;
      return slotIn(list === state.list ? state : {...state, list}, batch, names);
    },
    // Newer messages have the current names, so they override the names of the history.
    storedMessages: (state, batch) => {
      const names = new Map([...namesOf(batch), ...namesOf(state.list)]);
      return slotIn({...state, list: state.list.map((line) => renamed(line, names))}, batch, names);
    },
    history: (state, history) => ({
      ...state,
      history,
      limit: history === 'loading' ? COMMENTS_MAX_READING : state.limit,
    }),
    listDropped: (state, count) => ({...state, listDropped: state.listDropped + count}),
    danmakuDropped: (state, count) => ({...state, danmakuDropped: state.danmakuDropped + count}),
    deleted: (state, seqs) => {
      const list = state.list.filter(({seq}) => seq === undefined || !seqs.includes(seq));
      return list.length < state.list.length ? {...state, list} : state;
    },
    removed: (state, unsaid) => ({...state, list: state.list.filter(({key}) => key !== unsaid)}),
    ownComment: (state, line) => {
      const {key, seq} = line;
      if (seq === undefined) {
        const known = state.list.some((other) => other.key === key);
        return kept(
          state,
          known ? state.list.map((other) => (other.key === key ? line : other)) : [...state.list, line],
        );
      }
      // The service accepted it, so its place is known. The history may have delivered it already.
      const list = state.list.filter((other) => other.key !== key && other.seq !== seq);
      slot(list, line);
      return kept(state, list);
    },
  },
});

/** Inserts messages by sequence number. Live messages usually belong at the end. */
function slotIn(state: CommentsState, batch: readonly RoomMessage[], names = NO_NAMES): CommentsState {
  const lines = batch.filter(isLine);
  if (!lines.length) return state;
  const list = [...state.list];
  for (const line of lines) slot(list, renamed(toComment(line), names));
  return kept(state, list);
}

/** Nicks by user id. */
type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();

function namesOf(all: readonly {readonly from: Pick<Sender, 'userId' | 'nick'> | undefined}[]): Names {
  return new Map(all.flatMap(({from}) => (from?.nick ? [[from.userId, from.nick] as const] : [])));
}

/** Applies current names, so that an author has one name in all comments and quotes. */
function renamed(line: Comment, names: Names): Comment {
  const {from, reply} = line;
  const nick = names.get(from.userId) ?? from.nick;
  const quoted = (reply?.userId !== undefined && names.get(reply.userId)) || reply?.nick;
  if (nick === from.nick && quoted === reply?.nick) return line;
  return {...line, from: {...from, nick}, reply: reply && {...reply, nick: quoted}};
}

/** Inserts a comment after the last earlier one and after own unsent comments. Does nothing if it is listed already. */
function slot(list: Comment[], line: Comment): void {
  let place = list.length;
  while (place > 0 && !(list[place - 1]!.seq! < line.seq!)) place -= 1;
  while (place < list.length && list[place]!.seq === undefined) place += 1;
  if (list[place]?.seq !== line.seq) list.splice(place, 0, line);
}

type Line = RoomMessage<ContentOf<'comment' | 'danmaku'>>;

function isLine(message: RoomMessage): message is Line {
  return message.content.type === 'comment' || message.content.type === 'danmaku';
}

function toComment({id, seq, time, from, own, content}: Line): Comment {
  const {text} = content;
  const {kind, media, parts, reply} = content.type === 'comment' ? content : {kind: 'text' as const};
  return {key: id, id, seq, time, from, own, kind, text, media, parts, reply, delivery: 'sent'};
}

/** Limits the length of the list. Comments dropped from the start can be loaded again. */
function kept(state: CommentsState, list: readonly Comment[]): CommentsState {
  if (list.length <= state.limit) return {...state, list};
  const history = state.history === 'complete' ? 'more' : state.history;
  return {...state, history, list: list.slice(-state.limit)};
}
