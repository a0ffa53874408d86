import type {FastifyRequest} from 'fastify';
import {verifyUserSig} from '../../tencent/user-sig.ts';
import type {SigningContext} from './routes.ts';
import {bearerTokenOf, requireOperator} from '../../http/authorization.ts';
import {ApiError} from '../../http/errors.ts';
import type {Room} from '../rooms/index.ts';
import type {Settings} from '../../settings/settings.ts';
import {
  type Account,
  cleanAvatar,
  cleanNick,
  findAccount,
  inventNick,
  openOrChangeAccount,
  pickAvatar,
} from '../accounts/index.ts';
import {verifyHostJwt} from './host-jwt.ts';
import type {SessionRequest} from './session-shape.ts';
import {claimsToBeOurs, type TokenHolder} from '../../http/viewer-token.ts';
import {isNewcomerId, isReserved, newViewerId} from '../../tencent/user-id.ts';

/** Coins of a new visitor of the demo. */
const DEMO_COINS = 10_000;

/** One who has shown who they are. */
export interface SignedIn extends Pick<TokenHolder, 'as'> {
  readonly account: Account;
}

/** Who calls, by the strongest thing they show. @throws ApiError */
export async function signIn(
  request: FastifyRequest,
  services: SigningContext,
  asked: SessionRequest,
  room: Room,
): Promise<SignedIn> {
  try {
    return await identify(request, services, asked, room);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'UNAUTHORIZED') await services.sessionLimits.takeUnknown(request);
    throw error;
  }
}

async function identify(
  request: FastifyRequest,
  services: SigningContext,
  asked: SessionRequest,
  room: Room,
): Promise<SignedIn> {
  if (asked.as) return signInStaff(request, services, asked.as, room);
  const {userId, userSig, jwt} = asked;
  if (userId !== undefined && userSig !== undefined) {
    checkSignature(services, userId, userSig);
    return {account: await open(request, services, userId, asked)};
  }
  if (jwt !== undefined) return signInByHostSite(request, services, jwt);
  const bearer = bearerTokenOf(request);
  if (bearer !== undefined) {
    const {viewers} = services.settings;
    if (viewers.from === 'jwt' && !claimsToBeOurs(bearer)) return signInByHostSite(request, services, bearer);
    return signInAgain(request, services, bearer, asked);
  }
  if (services.settings.viewers.from === 'jwt') {
    throw new ApiError('UNAUTHORIZED', 'the host site says who the viewer is: send its JWT, or come as a guest');
  }
  await services.sessionLimits.takeUnknown(request);
  return {account: await openAccount(request, services, newViewerId(), asked)};
}

async function signInStaff(
  request: FastifyRequest,
  services: SigningContext,
  as: 'host' | 'service',
  room: Room,
): Promise<SignedIn> {
  await requireOperator(request, services);
  const userId = as === 'host' ? room.hostId : services.settings.imService;
  const account = await findAccount(services.db, userId);
  if (!account) throw new ApiError('NOT_FOUND', `"${userId}" has no account`);
  return {account, as};
}

function checkSignature({settings, signatures}: SigningContext, userId: string, userSig: string): void {
  const check = verifyUserSig(signatures.key, userSig, userId);
  if (!check.ok) {
    const why = check.code === 70001 ? 'the signature has expired' : 'the signature is not valid for this user and app';
    throw new ApiError('UNAUTHORIZED', why, {details: {code: check.code}});
  }
  refuseReserved(userId, settings);
}

async function signInByHostSite(request: FastifyRequest, services: SigningContext, jwt: string): Promise<SignedIn> {
  const {viewers} = services.settings;
  if (viewers.from !== 'jwt') throw new ApiError('INVALID', 'this server takes no JWT of a host site (VIEWERS=jwt)');
  const {userId, nick, avatar} = await verifyHostJwt(jwt, viewers.secret);
  refuseReserved(userId, services.settings);
  return {account: await open(request, services, userId, {nick, avatar})};
}

/** A token outlives the database it was given for: the viewer is then the same by name, and begins anew. */
async function signInAgain(
  request: FastifyRequest,
  services: SigningContext,
  token: string,
  asked: Wishes,
): Promise<SignedIn> {
  const {userId, as} = await services.tokens.verify(token);
  if (as) throw new ApiError('FORBIDDEN', `the ${as} signs in again with the operator token`);
  // Where the host site names its viewers, a page does not rename them.
  const wishes = services.settings.viewers.from === 'demo' ? asked : {};
  return {account: await open(request, services, userId, wishes)};
}

/** Names and pictures as wished for; what may not be shown is as if it had not been asked. */
interface Wishes {
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
}

async function open(
  request: FastifyRequest,
  services: SigningContext,
  userId: string,
  wishes: Wishes,
): Promise<Account> {
  await services.sessionLimits.takeViewer(request, userId);
  return openAccount(request, services, userId, wishes);
}

async function openAccount(
  request: FastifyRequest,
  {db, settings, words, signingIn}: SigningContext,
  userId: string,
  wishes: Wishes,
): Promise<Account> {
  const fine = (text: string | undefined) => (text !== undefined && words.isFine(text) ? text : undefined);
  const nick = fine(cleanNick(wishes.nick ?? ''));
  const avatar = fine(cleanAvatar(wishes.avatar ?? ''));
  // Users of the host site may have a name in Tencent Chat already: one made up here would replace it.
  const ours = isNewcomerId(userId);
  const account = {
    userId,
    nick: nick ?? (ours ? inventNick(request.headers['accept-language']) : ''),
    avatar: avatar ?? (ours ? pickAvatar() : ''),
  };
  const opening = settings.viewers.from === 'demo' ? DEMO_COINS : 0;
  const opened = await signingIn.run(() => openOrChangeAccount(db, account, {nick, avatar, opening}));
  if (words.isFine(opened.nick)) return opened;
  // The name is older than the word that was listed.
  return openOrChangeAccount(db, account, {nick: inventNick(request.headers['accept-language'])});
}

/** Refuses accounts that speak for the app, and ids of one tab's media. */
function refuseReserved(userId: string, settings: Settings): void {
  if (isReserved(userId, settings)) throw new ApiError('FORBIDDEN', `"${userId}" is not a viewer`);
}
