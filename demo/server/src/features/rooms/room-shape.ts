import {Type, type Static} from 'typebox';
import {LotteryShape} from '../lotteries/index.ts';
import {PollShape} from '../polls/index.ts';
import {WholeNumber} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';

export const RoomStatusShape = Type.Union(
  [Type.Literal('upcoming'), Type.Literal('live'), Type.Literal('paused'), Type.Literal('ended')],
  {description: 'upcoming: not started; live: on air; paused; ended: over'},
);

const VersionShape = Type.Object({id: Type.String(), v: WholeNumber()});

const PinShape = Type.Object(
  {
    v: WholeNumber({description: 'Grows with every change'}),
    seq: Type.Optional(WholeNumber({description: 'MsgSeq of the pinned comment'})),
    text: Type.Optional(Type.String()),
    translations: Type.Optional(translationsOf('text')),
    question: Type.Optional(Type.Literal(true, {description: 'The host answers the pinned comment now'})),
  },
  {description: 'The pinned comment or text, as in the group custom field `pin`'},
);

/** The public data of a room. */
export const RoomShape = Type.Object({
  roomId: Type.String(),
  title: Type.String(),
  host: Type.Object({userId: Type.String(), nick: Type.String(), avatar: Type.String()}),
  operators: Type.Array(Type.String(), {description: 'User ids of operators, whose comments get a badge'}),
  service: Type.String({
    description: 'User id of the service account; clients accept gifts and status from it alone',
  }),
  status: RoomStatusShape,
  notice: Type.String(),
  translations: translationsOf('title', 'notice'),
  likeTotal: WholeNumber(),
  likeIntervalMs: WholeNumber({
    description:
      'Milliseconds between two like messages of one viewer, 2,000 to 30,000; grows with the number of viewers',
  }),
  viewersNow: WholeNumber({description: 'Viewers at the last count of Tencent Chat'}),
  heat: WholeNumber({
    description:
      'How popular the room is at the moment, also in the group counter `heat`: 10 for each viewer, 5 for each comment, 1 for ' +
      'each 10 likes and 1 for each coin of gifts, which lose half of their weight every two minutes; at most 1,000,000,000',
  }),
  product: Type.Union([VersionShape, Type.Null()], {description: 'The first product on show'}),
  products: Type.Array(VersionShape, {description: 'The products on show, at most three'}),
  startsAt: Type.Optional(WholeNumber({description: 'Unix seconds: when the show is to start'})),
  endedAt: Type.Optional(WholeNumber({description: 'Unix seconds: when the show ended'})),
  poster: Type.Optional(Type.String({description: 'Picture that the room shows before the show'})),
  trailerUrl: Type.Optional(Type.String({description: 'Video that the room shows before the show'})),
  nextRoomId: Type.Optional(Type.String({description: 'The room of the next show'})),
  pin: Type.Optional(PinShape),
  lottery: Type.Optional(LotteryShape),
  poll: Type.Optional(PollShape),
  coGuests: Type.Array(Type.Object({userId: Type.String()}), {description: 'Viewers on the stage beside the host'}),
  slowMode: WholeNumber({description: 'Seconds between two comments of one viewer; 0 is off'}),
  mutedAll: Type.Boolean(),
  streamUrl: Type.Optional(Type.String()),
  refreshWithin: WholeNumber({
    description: 'Seconds over which the clients of the room spread their requests after a shared outage',
  }),
});

/** For clients that cannot read the header `Date`, which a proxy may hide. */
export const ServerTimeShape = Type.Optional(
  WholeNumber({description: 'Unix seconds of the response, as in its header `Date`'}),
);

export type RoomResponse = Static<typeof RoomShape>;
