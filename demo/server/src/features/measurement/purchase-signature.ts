import {createHmac, timingSafeEqual} from 'node:crypto';
import {ApiError} from '../../http/errors.ts';

/** A signature is valid for this time, seconds; the order number makes repeated calls harmless. */
const SIGNATURE_S = 300;
const HEADER = /^t=(\d{1,11}),v1=([0-9a-f]{64})$/;

/**
 * Verifies that the site's server sent the body: `Live-Room-Signature: t=<Unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`, with
 * `HOST_JWT_SECRET` as the key.
 * @throws ApiError UNAUTHORIZED
 */
export function verifyPurchaseSignature(
  header: unknown,
  body: string,
  secret: string | undefined,
  nowS = Date.now() / 1_000,
): void {
  if (secret === undefined) throw new ApiError('UNAUTHORIZED', 'this server has no HOST_JWT_SECRET');
  const [, at, signature] = HEADER.exec(typeof header === 'string' ? header : '') ?? [];
  if (at === undefined || signature === undefined) {
    throw new ApiError('UNAUTHORIZED', 'Live-Room-Signature must be t=<Unix seconds>,v1=<HMAC-SHA-256 in hex>');
  }
  const expected = createHmac('sha256', secret).update(`${at}.${body}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    throw new ApiError('UNAUTHORIZED', 'Live-Room-Signature is not valid');
  }
  if (Math.abs(nowS - Number(at)) > SIGNATURE_S) throw new ApiError('UNAUTHORIZED', 'Live-Room-Signature has expired');
}
