import {createHash, timingSafeEqual} from 'node:crypto';
import type {FastifyRequest} from 'fastify';
import type {Context} from './context.ts';
import {ApiError} from './errors.ts';

/** Finds the staff of each room. */
export interface StaffLookup {
  of(roomId: string): {readonly staff: ReadonlySet<string>} | undefined;
}

const BEARER = /^Bearer +([\w.~+/=-]{1,4096})$/i;

/** The bearer token of the request, if it has one. @throws ApiError UNAUTHORIZED for another `Authorization` header. */
export function bearerTokenOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const bearer = BEARER.exec(header)?.[1];
  if (bearer === undefined) throw new ApiError('UNAUTHORIZED', 'the Authorization header must be: Bearer <token>');
  return bearer;
}

/** Returns the user id of the calling viewer. @throws ApiError UNAUTHORIZED */
export async function requireViewer(request: FastifyRequest, {tokens}: Pick<Context, 'tokens'>): Promise<string> {
  const bearer = bearerTokenOf(request);
  if (bearer === undefined) throw new ApiError('UNAUTHORIZED', "this call needs the session's token");
  return (await tokens.verify(bearer)).userId;
}

/**
 * Requires the operator token.
 * @throws ApiError UNAUTHORIZED without a valid token, FORBIDDEN for a viewer's token.
 */
export async function requireOperator(
  request: FastifyRequest,
  {settings, tokens}: Pick<Context, 'settings' | 'tokens'>,
): Promise<void> {
  const bearer = bearerTokenOf(request);
  if (bearer === undefined) throw new ApiError('UNAUTHORIZED', 'this call needs the operator token');
  if (isSameSecret(bearer, settings.operatorToken)) return;
  const viewer = await tokens.verify(bearer).catch(() => undefined);
  if (viewer) throw new ApiError('FORBIDDEN', "a viewer's token cannot make this call");
  throw new ApiError('UNAUTHORIZED', 'this is not the operator token');
}

/**
 * Requires the operator token, or the session token of the host or of an operator of the room in the path.
 * Returns the user id of that host or operator; undefined for the operator token.
 * @throws ApiError UNAUTHORIZED without a valid token, FORBIDDEN for the token of any other viewer.
 */
export async function requireStaff(
  request: FastifyRequest,
  {settings, tokens, roomRules}: Pick<Context, 'settings' | 'tokens'> & {readonly roomRules: StaffLookup},
): Promise<string | undefined> {
  const bearer = bearerTokenOf(request);
  if (bearer === undefined) throw new ApiError('UNAUTHORIZED', 'this call needs the operator token');
  if (isSameSecret(bearer, settings.operatorToken)) return undefined;
  const {userId} = await tokens.verify(bearer);
  const {roomId = ''} = request.params as {roomId?: string};
  if (roomRules.of(roomId)?.staff.has(userId)) return userId;
  throw new ApiError('FORBIDDEN', "a viewer's token cannot make this call");
}

/** Constant-time comparison. */
function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
