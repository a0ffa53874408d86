import {Type} from 'typebox';
import {WholeNumber} from '../../http/shapes.ts';

const SEQ_PATTERN = '^\\d{1,15}$';
const LIMIT_PATTERN = '^([1-9]|[1-4]\\d|50)$';

/** Selects a part of the history. */
export const MessageQuery = Type.Object({
  before: Type.Optional(Type.String({pattern: SEQ_PATTERN, description: 'Messages before this MsgSeq, exclusive'})),
  after: Type.Optional(Type.String({pattern: SEQ_PATTERN, description: 'Messages after this MsgSeq, exclusive'})),
  limit: Type.Optional(Type.String({pattern: LIMIT_PATTERN, description: '1 to 50; default 50'})),
});

/** A message in the form of Tencent's own, with the sender's present profile. */
export const MessageShape = Type.Object({
  seq: WholeNumber({description: 'MsgSeq: grows within a room, with gaps'}),
  time: WholeNumber({description: 'Unix seconds'}),
  random: WholeNumber({description: 'Random: the number that the sender gave the message'}),
  from: Type.Object({
    userId: Type.String(),
    nick: Type.String(),
    avatar: Type.String(),
    level: WholeNumber(),
    badges: Type.Array(Type.String()),
  }),
  body: Type.Array(Type.Object({MsgType: Type.String(), MsgContent: Type.Object({}, {additionalProperties: true})}), {
    description: 'MsgBody: text, face, image, sound and video elements, and custom ones of type `danmaku`',
  }),
  question: Type.Optional(Type.Literal(true, {description: 'The sender marked the comment as a question'})),
  reply: Type.Optional(
    Type.Object(
      {
        seq: Type.Optional(WholeNumber()),
        id: Type.Optional(Type.String()),
        userId: Type.Optional(Type.String()),
        nick: Type.Optional(Type.String()),
        text: Type.Optional(Type.String()),
      },
      {description: 'The comment that the message replies to, as its sender quoted it: `reply` of CloudCustomData'},
    ),
  ),
});

export const MessagePageShape = Type.Object({
  messages: Type.Array(MessageShape, {description: 'Oldest first'}),
  more: Type.Boolean({description: 'True if the history has more messages in that direction'}),
});
