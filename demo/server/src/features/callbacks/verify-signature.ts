import {createHash, timingSafeEqual} from 'node:crypto';

/**
 * Largest difference between `RequestTime` and this machine's clock. It allows for inexact clocks and the time of a
 * request.
 */
const AGE_MAX_S = 60;

export interface CallbackKey {
  readonly sdkAppId: number;
  /** The authentication token of the app's console. */
  readonly token: string;
}

/**
 * Returns why a request is not a callback of Tencent Chat for this app; undefined if it is one. `Sign` is the hex SHA-256 of the
 * token followed by `RequestTime`: https://trtc.io/document/34354
 *
 * @param query As parsed from the address; nothing in it is trusted.
 * @param now Unix seconds.
 */
export function findSignatureError(
  query: Readonly<Record<string, unknown>>,
  {sdkAppId, token}: CallbackKey,
  now: number,
): string | undefined {
  const {SdkAppid, Sign, RequestTime} = query;
  if (SdkAppid !== String(sdkAppId)) return 'it is for another app';
  if (typeof Sign !== 'string' || typeof RequestTime !== 'string') return 'the signature or its time is missing';
  const expected = createHash('sha256')
    .update(token + RequestTime)
    .digest('hex');
  if (!isEqual(Sign, expected)) return 'the signature does not match';
  if (!/^\d{1,12}$/.test(RequestTime) || Math.abs(now - Number(RequestTime)) > AGE_MAX_S)
    return `its time differs from this server's clock by more than ${AGE_MAX_S} s`;
  return undefined;
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
