import {limitMarks} from '../../protocol/combining-marks.js';
import {COMMENTS_KEPT, COMMENTS_KEPT_READING} from '../../protocol/limits.js';
import type {Media} from '../../protocol/media.js';
import type {CommentKind, CommentPart, ContentOf, LineStyle, RoomMessage, Sender} from '../../protocol/messages.js';
import type {Quote} from '../../protocol/people.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
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
  /** Picture, voice or video. */
  readonly media?: Media | undefined;
  /** The parts in order, when there are several and not all of them are text. */
  readonly parts?: readonly CommentPart[] | undefined;
  /** Colour and place as danmaku, when its author has chosen them. */
  readonly style?: LineStyle | undefined;
  /** The comment that it answers. */
  readonly reply?: Quote | undefined;
  readonly delivery: 'sent' | 'pending' | 'failed';
  /** Share of a file that was sent, 0 to 1. */
  readonly progress?: number | undefined;
  /** True if the other person has read the viewer's own private message. */
  readonly read?: boolean | undefined;
  /** The reason of `failed`. */
  readonly refusal?: LiveErrorCode | undefined;
}

/**
 * A line of the viewer's own as it is before it is sent.
 *
 * @param now Unix milliseconds by the service's clock.
 */
export function ownLine(key: string, from: Sender, {kind, text}: Pick<Comment, 'kind' | 'text'>, now: number): Comment {
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
  /** Comments that the list keeps at most. */
  readonly limit: number;
  /** Comments that the list left out since the room was joined: more arrived within one frame than it keeps. */
  readonly skipped: number;
  /** Comments that found no lane in a danmaku layer since the room was joined; the list has them. */
  readonly unflown: number;
}

const initial: CommentsState = {list: [], history: 'none', limit: COMMENTS_KEPT, skipped: 0, unflown: 0};

export const comments = defineSlice<CommentsState>({
  initial,
  on: {
    // What was on its way when the last stay ended may or may not have arrived: the viewer decides.
    entering: (state, {again}) =>
      again
        ? {
            ...state,
            list: state.list.map((line) =>
              line.delivery === 'pending' ? {...line, delivery: 'failed', refusal: 'CONNECTION_LOST'} : line,
            ),
          }
        : initial,
    // Another viewer's lines stay, as anybody's; what they could not send is not sent in a new name.
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
    // What is said now tells more of a name than what was said before.
    stored: (state, batch) => {
      const names = new Map([...namesOf(batch), ...namesOf(state.list)]);
      return slotIn({...state, list: state.list.map((line) => renamed(line, names))}, batch, names);
    },
    history: (state, history) => ({
      ...state,
      history,
      limit: history === 'loading' ? COMMENTS_KEPT_READING : state.limit,
    }),
    skipped: (state, skipped) => ({...state, skipped: state.skipped + skipped}),
    unflown: (state, unflown) => ({...state, unflown: state.unflown + unflown}),
    revoked: (state, seqs) => {
      const list = state.list.filter(({seq}) => seq === undefined || !seqs.includes(seq));
      return list.length < state.list.length ? {...state, list} : state;
    },
    unsaid: (state, unsaid) => ({...state, list: state.list.filter(({key}) => key !== unsaid)}),
    line: (state, line) => {
      const {key, seq} = line;
      if (seq === undefined) {
        const known = state.list.some((other) => other.key === key);
        return kept(
          state,
          known ? state.list.map((other) => (other.key === key ? line : other)) : [...state.list, line],
        );
      }
      // Taken: its place is known now, and history may have brought it first.
      const list = state.list.filter((other) => other.key !== key && other.seq !== seq);
      slot(list, line);
      return kept(state, list);
    },
  },
});

/** Live ones come last, as a rule; what history brings goes where it belongs. */
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

/** One author has one name, in every line and quote. */
function renamed(line: Comment, names: Names): Comment {
  const {from, reply} = line;
  const nick = names.get(from.userId) ?? from.nick;
  const quoted = (reply?.userId !== undefined && names.get(reply.userId)) || reply?.nick;
  if (nick === from.nick && quoted === reply?.nick) return line;
  return {...line, from: {...from, nick}, reply: reply && {...reply, nick: quoted}};
}

/** After the last line that was said before, and what of one's own was written since; a line that is there already stays. */
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

/** What is cut off at the beginning can be read again. */
function kept(state: CommentsState, list: readonly Comment[]): CommentsState {
  if (list.length <= state.limit) return {...state, list};
  const history = state.history === 'complete' ? 'more' : state.history;
  return {...state, history, list: list.slice(-state.limit)};
}
