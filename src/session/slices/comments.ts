import {COMMENTS_KEPT} from '../../protocol/limits.js';
import type {CommentKind, ContentOf, RoomMessage, Sender} from '../../protocol/messages.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
import {defineSlice} from '../slice.js';

/** A line in the list. The viewer's own is `pending` until the service has answered. */
export interface Comment {
  /** The message's id; for a line not yet sent, one of this page. */
  readonly key: string;
  readonly id: string | undefined;
  readonly seq: number | undefined;
  /** Unix seconds. */
  readonly time: number;
  readonly from: Sender;
  readonly own: boolean;
  readonly kind: CommentKind;
  readonly text: string;
  readonly delivery: 'sent' | 'pending' | 'failed';
  /** Why it failed. */
  readonly refusal?: LiveErrorCode | undefined;
}

export interface CommentsState {
  /** The last 200, oldest first. */
  readonly list: readonly Comment[];
}

const initial: CommentsState = {list: []};

export const comments = defineSlice<CommentsState>({
  initial,
  on: {
    // What was on its way when the last stay ended may or may not have arrived: the viewer decides.
    entering: ({list}, {again}) => ({
      list: again
        ? list.map((line) =>
            line.delivery === 'pending' ? {...line, delivery: 'failed', refusal: 'CONNECTION_LOST'} : line,
          )
        : [],
    }),
    // Another viewer's lines stay, as anybody's; what they could not send is not sent in a new name.
    viewer: ({list}, viewer) => ({
      list: list
        .filter(({own, delivery, from}) => !own || delivery === 'sent' || from.userId === viewer?.userId)
        .map((line) => (line.own && line.from.userId !== viewer?.userId ? {...line, own: false} : line)),
    }),
    messages: (state, batch) => {
      const lines = batch.filter(isLine).map(toComment);
      return lines.length ? {list: kept([...state.list, ...lines])} : state;
    },
    line: ({list}, line) => {
      const known = list.some(({key}) => key === line.key);
      return {list: known ? list.map((other) => (other.key === line.key ? line : other)) : kept([...list, line])};
    },
  },
});

type Line = RoomMessage<ContentOf<'comment' | 'danmaku'>>;

function isLine(message: RoomMessage): message is Line {
  return message.content.type === 'comment' || message.content.type === 'danmaku';
}

function toComment({id, seq, time, from, own, content}: Line): Comment {
  const kind = content.type === 'comment' ? content.kind : 'text';
  return {key: id, id, seq, time, from, own, kind, text: content.text, delivery: 'sent'};
}

function kept(list: readonly Comment[]): readonly Comment[] {
  return list.length > COMMENTS_KEPT ? list.slice(-COMMENTS_KEPT) : list;
}
