import type {FastifyRequest} from 'fastify';
import {Signatures} from '../../tencent/signatures.ts';
import {ApiError} from '../../http/errors.ts';
import {RedisTokenBuckets} from '../../redis/token-buckets.ts';
import {ConcurrencyLimit} from '../../jobs/concurrency-limit.ts';
import {describeRoom, readRoomCached, type Room} from '../rooms/index.ts';
import {penaltyEnd} from '../moderation/index.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {inventGuestNick, pickAvatar} from '../accounts/index.ts';
import {isFollowing} from '../follows/index.ts';
import {SessionRequestShape, SessionShape, type SessionResponse, type SessionRequest} from './session-shape.ts';
import {SessionLimits} from './session-limits.ts';
import {signIn} from './sign-in.ts';
import {BEARER_OPTIONAL, failures} from '../../http/openapi.ts';
import type {SessionsContext, SignInContext} from './context.ts';

/** Maximum number of sign-ins that use the database at once. The pool has ten connections. */
const SIGN_INS_AT_ONCE = 4;

/** Ways to identify the caller. A request has at most one. */
const IDENTITY_FIELDS = ['guest', 'userId', 'jwt', 'as'] as const;

export function sessionRoutes(context: SessionsContext): void {
  const {app, settings, redis} = context;
  const {sdkAppId, secretKey, signatureS} = settings;
  const services: SignInContext = {
    ...context,
    signatures: new Signatures({sdkAppId, secretKey}, signatureS),
    sessionLimits: new SessionLimits(app, settings, redis && new RedisTokenBuckets(redis)),
    signInLimit: new ConcurrencyLimit(SIGN_INS_AT_ONCE),
  };
  app.post(
    '/api/session',
    {
      schema: {
        summary: 'Get a session for a room: signatures, token, room',
        description:
          'With a token: the same viewer. Without one: a new viewer (VIEWERS=demo). `guest`: to watch only. `userId` and ' +
          '`userSig`: exchanges a signature for a token. `jwt`: the JWT of the site (VIEWERS=jwt). `as`: the host or the ' +
          'service, with the operator token.',
        tags: ['viewers'],
        security: BEARER_OPTIONAL,
        body: SessionRequestShape,
        response: {200: SessionShape, ...failures(401, 403, 404, 422, 429)},
      },
    },
    async (request) => {
      const options = request.body;
      checkOneIdentity(options);
      if (options.guest) await services.sessionLimits.takeUnknown(request);
      const room = await readRoomCached(services, options.roomId);
      return options.guest ? guestSession(request, services, room) : viewerSession(request, services, options, room);
    },
  );
}

function checkOneIdentity(options: SessionRequest): void {
  const given = IDENTITY_FIELDS.filter((field) => options[field] !== undefined && options[field] !== false);
  if (given.length > 1) throw new ApiError('INVALID', `${given.join(' and ')} exclude one another`);
  if ((options.userId === undefined) !== (options.userSig === undefined)) {
    throw new ApiError('INVALID', 'userId and userSig must be given together');
  }
}

async function viewerSession(
  request: FastifyRequest,
  services: SignInContext,
  options: SessionRequest,
  room: Room,
): Promise<SessionResponse> {
  const {settings, signatures, tokens, profiles, levels, wordFilter} = services;
  const {account, as} = await signIn(request, services, options, room);
  services.callbackWatch.recordEvidence('session'); // Not for guests: their sessions lead to no callback.
  const {userId, balance} = account;
  const avatar = absoluteMediaUrl(account.avatar, settings.publicApiUrl);
  const madeUp = account.nick ? '' : wordFilter.cleanNick(account);
  const [token, level, following, mutedUntil] = await Promise.all([
    tokens.sign({userId, ...(as && {as})}),
    services.signInLimit.run(() => levels.read(userId)),
    services.signInLimit.run(() => isFollowing(services.db, userId, room.hostId)),
    services.signInLimit.run(() => penaltyEnd(services.db, room.roomId, userId)),
    profiles.write({userId, nick: account.nick, avatar}),
    madeUp && profiles.setNickIfMissing(userId, madeUp),
  ]);
  const rtc =
    as === 'host' ? signatures.signPublishing(userId, room.roomId) : signatures.signWatching(userId, room.roomId);
  return {
    ...signatures.sign(userId),
    token,
    nick: wordFilter.publicName(account),
    avatar,
    level,
    following,
    ...(mutedUntil !== undefined && {mutedUntil}),
    balance,
    rtc,
    ...sharedFields(services, room),
  };
}

function guestSession(request: FastifyRequest, services: SignInContext, room: Room): SessionResponse {
  const {settings, signatures} = services;
  const {expiresAt} = signatures.sign('guest');
  return {
    expiresAt,
    nick: inventGuestNick(request.headers['accept-language']),
    avatar: settings.viewers.from === 'demo' ? absoluteMediaUrl(pickAvatar(), settings.publicApiUrl) : '',
    level: 0,
    following: false,
    rtc: signatures.signWatching('guest', room.roomId),
    ...sharedFields(services, room),
  };
}

function sharedFields(services: SignInContext, room: Room) {
  const {sdkAppId, imServer, rtcServer} = services.settings;
  return {
    sdkAppId,
    ...(imServer && {imServer}),
    ...(rtcServer && {rtcServer}),
    room: describeRoom(room, services),
    serverTime: Math.floor(Date.now() / 1_000),
  };
}
