import type {FastifyRequest} from 'fastify';
import {verifyUserSig} from '../../tencent/user-sig.ts';
import type {SignInContext} from './context.ts';
import {bearerTokenOf, requireOperator} from '../../http/authorization.ts';
import {ApiError} from '../../http/errors.ts';
import type {Room} from '../rooms/index.ts';
import type {Settings} from '../../settings/settings.ts';
import {
  type Account,
  cleanAvatar,
  normalizeNick,
  findAccount,
  inventNick,
  openOrChangeAccount,
  pickAvatar,
} from '../accounts/index.ts';
import {verifySiteJwt} from './site-jwt.ts';
import type {SessionRequest} from './session-shape.ts';
import {claimsToBeOurs, type TokenHolder} from '../../http/viewer-token.ts';
import {isNewcomerId, isReserved, newViewerId} from '../../tencent/user-id.ts';

/** Coins of a new viewer in the demo. */
const DEMO_COINS = 10_000;

/** A caller whose identity is verified. */
export interface SignedIn extends Pick<TokenHolder, 'as'> {
  readonly account: Account;
}

/** Identifies the caller by the strongest proof in the request. @throws ApiError */
export async function signIn(
  request: FastifyRequest,
  services: SignInContext,
  options: SessionRequest,
  room: Room,
): Promise<SignedIn> {
  try {
    return await identify(request, services, options, room);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'UNAUTHORIZED') await services.sessionLimits.takeUnknown(request);
    throw error;
  }
}

async function identify(
  request: FastifyRequest,
  services: SignInContext,
  options: SessionRequest,
  room: Room,
): Promise<SignedIn> {
  if (options.as) return signInStaff(request, services, options.as, room);
  const {userId, userSig, jwt} = options;
  if (userId !== undefined && userSig !== undefined) {
    checkSignature(services, userId, userSig);
    return {account: await open(request, services, userId, options)};
  }
  if (jwt !== undefined) return signInBySite(request, services, jwt);
  const bearer = bearerTokenOf(request);
  if (bearer !== undefined) {
    const {viewers} = services.settings;
    if (viewers.from === 'jwt' && !claimsToBeOurs(bearer)) return signInBySite(request, services, bearer);
    return signInAgain(request, services, bearer, options);
  }
  if (services.settings.viewers.from === 'jwt') {
    throw new ApiError('UNAUTHORIZED', 'this server needs the JWT of the site, or `guest: true` (VIEWERS=jwt)');
  }
  await services.sessionLimits.takeUnknown(request);
  return {account: await openAccount(request, services, newViewerId(), options)};
}

async function signInStaff(
  request: FastifyRequest,
  services: SignInContext,
  as: 'host' | 'service',
  room: Room,
): Promise<SignedIn> {
  await requireOperator(request, services);
  const userId = as === 'host' ? room.hostId : services.settings.imService;
  const account = await findAccount(services.db, userId);
  if (!account) throw new ApiError('NOT_FOUND', `"${userId}" has no account`);
  return {account, as};
}

function checkSignature({settings, signatures}: SignInContext, userId: string, userSig: string): void {
  const check = verifyUserSig(signatures.key, userSig, userId);
  if (!check.ok) {
    const message =
      check.code === 70001 ? 'the signature has expired' : 'the signature is not valid for this user and app';
    throw new ApiError('UNAUTHORIZED', message, {details: {code: check.code}});
  }
  refuseReserved(userId, settings);
}

async function signInBySite(request: FastifyRequest, services: SignInContext, jwt: string): Promise<SignedIn> {
  const {viewers} = services.settings;
  if (viewers.from !== 'jwt') throw new ApiError('INVALID', 'this server accepts no JWT of a site: VIEWERS is not jwt');
  const {userId, nick, avatar} = await verifySiteJwt(jwt, viewers.secret);
  refuseReserved(userId, services.settings);
  return {account: await open(request, services, userId, {nick, avatar})};
}

/** The token may be older than the database. The viewer then keeps the user id and gets a new account. */
async function signInAgain(
  request: FastifyRequest,
  services: SignInContext,
  token: string,
  options: ProfileOptions,
): Promise<SignedIn> {
  const {userId, as} = await services.tokens.verify(token);
  if (as) throw new ApiError('FORBIDDEN', `the ${as} must sign in with the operator token`);
  // If the site names its viewers, a page cannot rename them.
  const profile = services.settings.viewers.from === 'demo' ? options : {};
  return {account: await open(request, services, userId, profile)};
}

/** The nick and avatar that the caller requests. Values that are not allowed are ignored. */
interface ProfileOptions {
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
}

async function open(
  request: FastifyRequest,
  services: SignInContext,
  userId: string,
  options: ProfileOptions,
): Promise<Account> {
  await services.sessionLimits.takeViewer(request, userId);
  return openAccount(request, services, userId, options);
}

async function openAccount(
  request: FastifyRequest,
  {db, settings, wordFilter, signInLimit}: SignInContext,
  userId: string,
  options: ProfileOptions,
): Promise<Account> {
  const showable = (text: string | undefined) =>
    text !== undefined && !wordFilter.hasListedWord(text) ? text : undefined;
  const nick = showable(normalizeNick(options.nick ?? ''));
  const avatar = showable(cleanAvatar(options.avatar ?? ''));
  // A user of the site may have a nick in Tencent Chat already, which an invented one would replace.
  const isOurs = isNewcomerId(userId);
  const account = {
    userId,
    nick: nick ?? (isOurs ? inventNick(request.headers['accept-language']) : ''),
    avatar: avatar ?? (isOurs ? pickAvatar() : ''),
  };
  const opening = settings.viewers.from === 'demo' ? DEMO_COINS : 0;
  const opened = await signInLimit.run(() => openOrChangeAccount(db, account, {nick, avatar, opening}));
  if (!wordFilter.hasListedWord(opened.nick)) return opened;
  // The word was added to the list after the viewer chose the nick.
  return openOrChangeAccount(db, account, {nick: inventNick(request.headers['accept-language'])});
}

/** Refuses accounts of the app itself, and media accounts. */
function refuseReserved(userId: string, settings: Settings): void {
  if (isReserved(userId, settings)) throw new ApiError('FORBIDDEN', `"${userId}" is not a viewer`);
}
