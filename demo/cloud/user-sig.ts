/**
 * Checks Tencent's UserSig (TLSSigAPIv2): a user id, signed with the app's secret key. The emulator implements the
 * format independently of the business server, so that it checks the server's signatures as the service does. Format:
 * https://www.npmjs.com/package/tls-sig-api-v2
 */
import {createHmac, timingSafeEqual} from 'node:crypto';
import {inflateSync} from 'node:zlib';

/** The application and its secret. The key never leaves servers. */
export interface SigningKey {
  readonly sdkAppId: number;
  readonly secretKey: string;
}

/** Codes the real service answers at login. */
export type SigRefusal = 70001 | 70003 | 70009 | 70013 | 70014;

export type SigCheck =
  | {
      readonly ok: true;
      readonly userId: string;
      /** Unix seconds. */ readonly signedAt: number;
      readonly expiresAt: number;
      readonly userBuf?: Uint8Array;
    }
  | {readonly ok: false; readonly code: SigRefusal; readonly info: string};

/** A UserSig is far shorter; longer input is refused before it is inflated. */
const MAX_SIG_LENGTH = 4_096;
const MAX_INFLATED_BYTES = 16_384;

/** Checks a signature as the service does. Never throws. */
export function verifyUserSig(key: SigningKey, userSig: string, userId: string, now = unixNow()): SigCheck {
  const claims = decode(userSig);
  if (!claims) return refuse(70003, 'usersig cannot be decoded');
  if (claims.sdkAppId !== key.sdkAppId) return refuse(70014, 'usersig belongs to another sdkappid');
  if (claims.userId !== userId) return refuse(70013, 'usersig belongs to another identifier');
  const expected = Buffer.from(sign(key.secretKey, claims));
  const received = Buffer.from(claims.sig);
  if (expected.length !== received.length || !timingSafeEqual(expected, received))
    return refuse(70009, 'usersig does not verify');
  const expiresAt = claims.time + claims.expire;
  if (expiresAt <= now) return refuse(70001, 'usersig expired');
  return {
    ok: true,
    userId,
    signedAt: claims.time,
    expiresAt,
    ...(claims.userbuf && {userBuf: Buffer.from(claims.userbuf, 'base64')}),
  };
}

interface Content {
  readonly userId: string;
  readonly sdkAppId: number;
  readonly time: number;
  readonly expire: number;
  readonly userbuf?: string;
}

function sign(secretKey: string, {userId, sdkAppId, time, expire, userbuf}: Content): string {
  let text = `TLS.identifier:${userId}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
  if (userbuf) text += `TLS.userbuf:${userbuf}\n`;
  return createHmac('sha256', secretKey).update(text).digest('base64');
}

function decode(userSig: string): (Content & {readonly sig: string}) | undefined {
  if (!userSig || userSig.length > MAX_SIG_LENGTH) return undefined;
  const base64 = userSig.replace(/[*\-_]/g, (character) => ({'*': '+', '-': '/', _: '='})[character]!);
  let claims: Record<string, unknown> | null;
  try {
    const json = inflateSync(Buffer.from(base64, 'base64'), {maxOutputLength: MAX_INFLATED_BYTES});
    claims = JSON.parse(json.toString()) as Record<string, unknown> | null;
  } catch {
    return undefined; // Not zlib or not JSON: the caller answers 70003.
  }
  const userId = claims?.['TLS.identifier'];
  const sdkAppId = claims?.['TLS.sdkappid'];
  const time = claims?.['TLS.time'];
  const expire = claims?.['TLS.expire'];
  const sig = claims?.['TLS.sig'];
  const userbuf = claims?.['TLS.userbuf'];
  if (typeof userId !== 'string' || typeof sig !== 'string') return undefined;
  if (typeof sdkAppId !== 'number' || typeof time !== 'number' || typeof expire !== 'number') return undefined;
  return {userId, sdkAppId, time, expire, sig, ...(typeof userbuf === 'string' && {userbuf})};
}

function refuse(code: SigRefusal, info: string): SigCheck {
  return {ok: false, code, info};
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000);
}
