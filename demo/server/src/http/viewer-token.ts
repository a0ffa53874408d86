import {decodeJwt, errors, jwtVerify, SignJWT} from 'jose';
import {ApiError} from './errors.ts';
import {isUserId} from '../tencent/user-id.ts';

const ISSUER = 'live-room';
/** Lifetime in the demo: a visitor who returns within a month is the same viewer. */
const DEMO_TOKEN = '30d';
/** Lifetime with VIEWERS=jwt: the site confirms the viewer each day. */
const TOKEN = '24h';
/** Lifetime for host and service: one show. */
const STAFF_TOKEN = '12h';

/** The user that a token identifies. */
export interface TokenHolder {
  readonly userId: string;
  /** Set for a session that was opened with the operator token. */
  readonly as?: 'host' | 'service';
}

/** Makes and verifies session tokens of viewers: JWTs (HS256) that contain only the user. */
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
      throw new ApiError('UNAUTHORIZED', expired ? 'the token has expired' : 'the token is not valid', {cause});
    }
  }
}

/** True if the issuer of the bearer token is this server. The signature is not checked. */
export function claimsToBeOurs(bearer: string): boolean {
  try {
    return decodeJwt(bearer).iss === ISSUER;
  } catch {
    return false; // Not a JWT: the caller verifies and refuses it.
  }
}
