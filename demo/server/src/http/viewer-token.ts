import {decodeJwt, errors, jwtVerify, SignJWT} from 'jose';
import {ApiError} from './errors.ts';
import {isUserId} from '../tencent/user-id.ts';

const ISSUER = 'live-room';
/** A visitor who comes back within a month is the same one. */
const DEMO_TOKEN = '30d';
/** Where the host site says who one is, it is asked again each day. */
const TOKEN = '24h';
/** The host's and the service's are for one broadcast. */
const STAFF_TOKEN = '12h';

/** Whose token it is. */
export interface TokenHolder {
  readonly userId: string;
  /** Set for sessions that were taken with the operator token. */
  readonly as?: 'host' | 'service';
}

/** The viewer's own token: a JWT (HS256) that says nothing but who. */
export class ViewerTokens {
  readonly #key: Uint8Array;
  readonly #lifetime: string;

  constructor(secret: string, {viewersFrom}: {readonly viewersFrom: 'demo' | 'jwt'}) {
    this.#key = new TextEncoder().encode(secret);
    this.#lifetime = viewersFrom === 'demo' ? DEMO_TOKEN : TOKEN;
  }

  sign({userId, as}: TokenHolder): Promise<string> {
    return new SignJWT(as ? {as} : {})
      .setProtectedHeader({alg: 'HS256'})
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(as ? STAFF_TOKEN : this.#lifetime)
      .sign(this.#key);
  }

  /** @throws ApiError UNAUTHORIZED */
  async verify(token: string): Promise<TokenHolder> {
    try {
      const {payload} = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: ISSUER,
        requiredClaims: ['sub', 'exp'],
      });
      if (!isUserId(payload.sub ?? '')) throw new errors.JWTInvalid('sub is not a user id');
      const {as} = payload;
      return {userId: payload.sub!, ...((as === 'host' || as === 'service') && {as})};
    } catch (cause) {
      const expired = cause instanceof errors.JWTExpired;
      throw new ApiError('UNAUTHORIZED', expired ? 'the token has expired' : 'the token is not one of ours', {cause});
    }
  }
}

/** True if the issuer of the bearer token is this server. The signature is not checked. */
export function claimsToBeOurs(bearer: string): boolean {
  try {
    return decodeJwt(bearer).iss === ISSUER;
  } catch {
    return false; // Not a JWT at all: whoever verifies it says so.
  }
}
