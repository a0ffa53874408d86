import {Type, type Static} from 'typebox';
import {RoomId, UserId, WholeNumber} from '../../http/shapes.ts';
import {RoomShape, ServerTimeShape} from '../rooms/index.ts';

/** The request of a page. A name that may not be shown is replaced, not refused. */
export const SessionRequestShape = Type.Object({
  roomId: RoomId,
  nick: Type.Optional(Type.String({maxLength: 256, description: '1 to 24 characters; else one is made up'})),
  avatar: Type.Optional(Type.String({maxLength: 2_048, description: 'https:, or http: on loopback; else ignored'})),
  guest: Type.Optional(Type.Boolean({description: 'To watch without a name'})),
  userId: Type.Optional(UserId),
  userSig: Type.Optional(Type.String({maxLength: 4_096, description: 'A UserSig the page already has for userId'})),
  jwt: Type.Optional(Type.String({maxLength: 4_096, description: "The host site's word for its viewer (VIEWERS=jwt)"})),
  as: Type.Optional(
    Type.Union([Type.Literal('host'), Type.Literal('service')], {description: 'With the operator token as bearer'}),
  ),
});

export type SessionRequest = Static<typeof SessionRequestShape>;

/** Guests have no `userId`, `userSig`, `token`, `balance`. */
export const SessionShape = Type.Object({
  sdkAppId: WholeNumber(),
  userId: Type.Optional(Type.String()),
  userSig: Type.Optional(Type.String()),
  expiresAt: WholeNumber({description: 'When the signatures lapse, in Unix seconds'}),
  token: Type.Optional(Type.String({description: 'Bearer of the viewer calls; brings the same viewer back'})),
  nick: Type.String(),
  avatar: Type.String(),
  level: WholeNumber(),
  balance: Type.Optional(WholeNumber({description: 'Coins'})),
  following: Type.Boolean({description: "True if the viewer follows the room's host"}),
  mutedUntil: Type.Optional(WholeNumber({description: 'Unix seconds'})),
  imServer: Type.Optional(Type.String()),
  rtcServer: Type.Optional(Type.String()),
  rtc: Type.Object({
    userId: Type.String(),
    userSig: Type.String(),
    roomId: Type.String(),
    privateMapKey: Type.String(),
  }),
  room: RoomShape,
  serverTime: ServerTimeShape,
});

export type SessionResponse = Static<typeof SessionShape>;
