import {Type, type Static} from 'typebox';
import {RoomId, UserId, WholeNumber} from '../../http/shapes.ts';
import {RoomShape, ServerTimeShape} from '../rooms/index.ts';

/** The request. A nick that is not allowed is replaced, not refused. */
export const SessionRequestShape = Type.Object({
  roomId: RoomId,
  nick: Type.Optional(
    Type.String({maxLength: 256, description: '1 to 24 characters; another nick is replaced by an invented one'}),
  ),
  avatar: Type.Optional(
    Type.String({maxLength: 2_048, description: 'https:, or http: on loopback; another address is ignored'}),
  ),
  guest: Type.Optional(Type.Boolean({description: 'True to watch without an account'})),
  userId: Type.Optional(UserId),
  userSig: Type.Optional(
    Type.String({maxLength: 4_096, description: 'A UserSig for userId that the page has already'}),
  ),
  jwt: Type.Optional(
    Type.String({maxLength: 4_096, description: "The site's JWT that names its visitor (VIEWERS=jwt)"}),
  ),
  as: Type.Optional(
    Type.Union([Type.Literal('host'), Type.Literal('service')], {
      description: 'Sign in as this account; needs the operator token as bearer',
    }),
  ),
});

export type SessionRequest = Static<typeof SessionRequestShape>;

/** Guests have no `userId`, `userSig`, `token`, `balance`. */
export const SessionShape = Type.Object({
  sdkAppId: WholeNumber(),
  userId: Type.Optional(Type.String()),
  userSig: Type.Optional(Type.String()),
  expiresAt: WholeNumber({description: 'Unix seconds; end of the signatures'}),
  token: Type.Optional(
    Type.String({description: 'Bearer token for viewer calls; a later session call with it returns the same viewer'}),
  ),
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
