import {createHash, timingSafeEqual} from 'node:crypto';

/** Clocks differ, and a request travels: within so many seconds it is one of now. */
const AGE_MAX_S = 60;

export interface CallbackKey {
  readonly sdkAppId: number;
  /** The authentication token of the app's console. */
  readonly token: string;
}

/**
 * Why a callback is not Tencent's for this app, or undefined if it is. `Sign` is the hex SHA-256 of the token and
 * `RequestTime`: https://trtc.io/document/34354
 *
 * @param query As parsed from the address; nothing in it is trusted.
 * @param now Unix seconds.
 */
export function signatureProblem(
  query: Readonly<Record<string, unknown>>,
  {sdkAppId, token}: CallbackKey,
  now: number,
): string | undefined {
  const {SdkAppid, Sign, RequestTime} = query;
  if (SdkAppid !== String(sdkAppId)) return 'it is not for this app';
  if (typeof Sign !== 'string' || typeof RequestTime !== 'string') return 'it is not signed';
  const expected = createHash('sha256')
    .update(token + RequestTime)
    .digest('hex');
  if (!isEqual(Sign, expected)) return 'its signature is wrong';
  if (!/^\d{1,12}$/.test(RequestTime) || Math.abs(now - Number(RequestTime)) > AGE_MAX_S) return 'it is not of now';
  return undefined;
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
