import {errors, jwtVerify} from 'jose';
import {ApiError} from '../../http/errors.ts';
import {isUserId} from '../../tencent/user-id.ts';

/** Claims of the host site about its visitor. */
export interface HostIdentity {
  readonly userId: string;
  readonly nick: string | undefined;
  readonly avatar: string | undefined;
}

/** Clocks of two servers differ a little. */
const CLOCK_TOLERANCE_S = 30;

/**
 * The host site's word for who the viewer is: a JWT by HS256 with `HOST_JWT_SECRET`, `sub` the user id and `exp`;
 * `name` and `picture` if it likes.
 * @throws ApiError UNAUTHORIZED
 */
export async function verifyHostJwt(jwt: string, secret: string): Promise<HostIdentity> {
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
    const expired = cause instanceof errors.JWTExpired;
    const why = expired
      ? "the host site's word for this viewer has expired"
      : "this is not the host site's word for a viewer";
    throw new ApiError('UNAUTHORIZED', why, {cause});
  }
}

function asText(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}
