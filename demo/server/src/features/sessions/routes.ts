import type {FastifyRequest} from 'fastify';
import type {Context} from '../../http/context.ts';
import type {CallbackWatch} from '../callbacks/index.ts';
import type {Levels} from '../levels/index.ts';
import type {Profiles} from '../profiles/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {Signatures} from '../../tencent/signatures.ts';
import {ApiError} from '../../http/errors.ts';
import {RedisTokenBuckets} from '../../redis/token-buckets.ts';
import {ConcurrencyLimit} from '../../jobs/concurrency-limit.ts';
import {describeRoom, readRoomCached, type Room} from '../rooms/index.ts';
import {mutedUntil} from '../moderation/index.ts';
import {absoluteMedia} from '../../http/media-address.ts';
import {inventGuestNick, pickAvatar} from '../accounts/index.ts';
import {isFollowing} from '../follows/index.ts';
import {SessionRequestShape, SessionShape, type SessionResponse, type SessionRequest} from './session-shape.ts';
import {SessionLimits} from './session-limits.ts';
import {signIn} from './sign-in.ts';
import {BEARER_OPTIONAL, failures} from '../../http/openapi.ts';

/** Of the pool's ten connections. */
const SIGN_INS_AT_ONCE = 4;

/** The ways to come in exclude one another. */
const WAYS = ['guest', 'userId', 'jwt', 'as'] as const;

export interface SessionsContext extends Context {
  readonly callbackWatch: CallbackWatch;
  readonly levels: Levels;
  readonly profiles: Profiles;
  readonly words: WordFilter;
}

export interface SigningContext extends SessionsContext {
  readonly signatures: Signatures;
  readonly sessionLimits: SessionLimits;
  /** Statements of sign-ins: a rush of newcomers leaves connections of the database to gifts and likes. */
  readonly signingIn: ConcurrencyLimit;
}

export function sessionRoutes(context: SessionsContext): void {
  const {app, settings, redis} = context;
  const {sdkAppId, secretKey, signatureS} = settings;
  const services: SigningContext = {
    ...context,
    signatures: new Signatures({sdkAppId, secretKey}, signatureS),
    sessionLimits: new SessionLimits(app, settings, redis && new RedisTokenBuckets(redis)),
    signingIn: new ConcurrencyLimit(SIGN_INS_AT_ONCE),
  };
  app.post(
    '/api/session',
    {
      schema: {
        summary: 'Come into a room',
        description:
          'With a token the same viewer again, without one a new viewer (VIEWERS=demo); `guest` to watch; `userId` and ' +
          '`userSig` to exchange a signature for a token; `as` for the host or the service with the operator token.',
        tags: ['viewers'],
        security: BEARER_OPTIONAL,
        body: SessionRequestShape,
        response: {200: SessionShape, ...failures(401, 403, 404, 422, 429)},
      },
    },
    async (request) => {
      const asked = request.body;
      checkOneWay(asked);
      if (asked.guest) await services.sessionLimits.takeUnknown(request);
      const room = await readRoomCached(services, asked.roomId);
      return asked.guest ? answerGuest(request, services, room) : answerViewer(request, services, asked, room);
    },
  );
}

function checkOneWay(asked: SessionRequest): void {
  const ways = WAYS.filter((way) => asked[way] !== undefined && asked[way] !== false);
  if (ways.length > 1) throw new ApiError('INVALID', `${ways.join(' and ')} exclude one another`);
  if ((asked.userId === undefined) !== (asked.userSig === undefined)) {
    throw new ApiError('INVALID', 'userId and userSig go together');
  }
}

async function answerViewer(
  request: FastifyRequest,
  services: SigningContext,
  asked: SessionRequest,
  room: Room,
): Promise<SessionResponse> {
  const {settings, signatures, tokens, profiles, levels, words} = services;
  const {account, as} = await signIn(request, services, asked, room);
  services.callbackWatch.evidenceSeen('session'); // Guests cause no callback.
  const {userId, balance} = account;
  const avatar = absoluteMedia(account.avatar, settings.publicApiUrl);
  const madeUp = account.nick ? '' : words.nickOf(account);
  const [token, level, following, muted] = await Promise.all([
    tokens.sign({userId, ...(as && {as})}),
    services.signingIn.run(() => levels.read(userId)),
    services.signingIn.run(() => isFollowing(services.db, userId, room.hostId)),
    services.signingIn.run(() => mutedUntil(services.db, room.roomId, userId)),
    profiles.write({userId, nick: account.nick, avatar}),
    madeUp && profiles.setNickIfMissing(userId, madeUp),
  ]);
  const rtc =
    as === 'host' ? signatures.signPublishing(userId, room.roomId) : signatures.signWatching(userId, room.roomId);
  return {
    ...signatures.sign(userId),
    token,
    nick: words.nameOf(account),
    avatar,
    level,
    following,
    ...(muted !== undefined && {mutedUntil: muted}),
    balance,
    rtc,
    ...sharedFields(services, room),
  };
}

function answerGuest(request: FastifyRequest, services: SigningContext, room: Room): SessionResponse {
  const {settings, signatures} = services;
  const {expiresAt} = signatures.sign('guest');
  return {
    expiresAt,
    nick: inventGuestNick(request.headers['accept-language']),
    avatar: settings.viewers.from === 'demo' ? absoluteMedia(pickAvatar(), settings.publicApiUrl) : '',
    level: 0,
    following: false,
    rtc: signatures.signWatching('guest', room.roomId),
    ...sharedFields(services, room),
  };
}

function sharedFields(services: SigningContext, room: Room) {
  const {sdkAppId, imServer, rtcServer} = services.settings;
  return {
    sdkAppId,
    ...(imServer && {imServer}),
    ...(rtcServer && {rtcServer}),
    room: describeRoom(room, services),
    serverTime: Math.floor(Date.now() / 1_000),
  };
}
