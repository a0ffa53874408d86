import {errors, jwtVerify} from 'jose';
import {ApiError} from '../../http/errors.ts';
import {isUserId} from '../../tencent/user-id.ts';

/** Claims of the site's JWT about its visitor. The site is the web site that embeds the live room. */
export interface SiteIdentity {
  readonly userId: string;
  readonly nick: string | undefined;
  readonly avatar: string | undefined;
}

/** Allowed difference between the clocks of the site's server and of this one. */
const CLOCK_TOLERANCE_S = 30;

/**
 * Verifies the JWT with which the site identifies its visitor: HS256 with `HOST_JWT_SECRET`; claims `sub` (the user id)
 * and `exp`, optionally `name` and `picture`. @throws ApiError UNAUTHORIZED
 */
export async function verifySiteJwt(jwt: string, secret: string): Promise<SiteIdentity> {
  try {
    const {payload} = await jwtVerify(jwt, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['sub', 'exp'],
    });
    const {sub = '', name, picture} = payload;
    if (!isUserId(sub)) throw new errors.JWTInvalid('sub is not a user id');
    return {userId: sub, nick: asText(name), avatar: asText(picture)};
  } catch (cause) {
    const isExpired = cause instanceof errors.JWTExpired;
    throw new ApiError('UNAUTHORIZED', isExpired ? "the site's JWT has expired" : "the site's JWT is not valid", {
      cause,
    });
  }
}

function asText(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}
