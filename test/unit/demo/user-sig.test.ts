import {createHmac} from 'node:crypto';
import {deflateSync, inflateSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {signUserSig, verifyUserSig} from '../../../demo/server/src/tencent/user-sig.ts';

const key = {sdkAppId: 1_400_000_001, secretKey: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e'};
const now = 1_700_000_000;

/** An independent implementation of the published recipe: https://github.com/tencentyun/tls-sig-api-v2-node */
function byRecipe(userId: string, expire: number, secret = key.secretKey, appId = key.sdkAppId): string {
  const text = `TLS.identifier:${userId}\nTLS.sdkappid:${appId}\nTLS.time:${now}\nTLS.expire:${expire}\n`;
  const claims = {
    'TLS.ver': '2.0',
    'TLS.identifier': userId,
    'TLS.sdkappid': appId,
    'TLS.time': now,
    'TLS.expire': expire,
    'TLS.sig': createHmac('sha256', secret).update(text).digest('base64'),
  };
  return encode(claims);
}

function encode(claims: unknown): string {
  return deflateSync(JSON.stringify(claims))
    .toString('base64')
    .replace(/\+/g, '*')
    .replace(/\//g, '-')
    .replace(/=/g, '_');
}

function read(userSig: string): Record<string, unknown> {
  const base64 = userSig.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>;
}

test('a signature equals that of the published recipe', () => {
  expect(read(signUserSig(key, 'alice', {expiresInS: 3_600, now}))).toEqual(read(byRecipe('alice', 3_600)));
});

test('the HMAC of a signature equals that of openssl', () => {
  // printf 'TLS.identifier:alice\nTLS.sdkappid:1400000001\nTLS.time:1700000000\nTLS.expire:3600\n' | openssl dgst -sha256 -hmac <key> -binary | base64
  expect(read(signUserSig(key, 'alice', {expiresInS: 3_600, now}))['TLS.sig']).toBe(
    'lWb9QdbHzgCHYKHCqGpu7tOu/FOj4YnPh0pStYoIIJM=',
  );
});

test('a signature needs no escaping in a URL', () => {
  for (let index = 0; index < 200; index++) {
    expect(signUserSig(key, `viewer-${index}`, {expiresInS: 60, now})).toMatch(/^[\w*-]+$/);
  }
});

test('a signature by the recipe is valid until it expires', () => {
  const sig = byRecipe('alice', 60);
  expect(verifyUserSig(key, sig, 'alice', now)).toEqual({
    ok: true,
    userId: 'alice',
    signedAt: now,
    expiresAt: now + 60,
  });
  expect(verifyUserSig(key, sig, 'alice', now + 59)).toMatchObject({ok: true});
  expect(verifyUserSig(key, sig, 'alice', now + 60)).toMatchObject({ok: false, code: 70001});
});

test.each([
  ['another user', byRecipe('bob', 60), 70013],
  ['another app', byRecipe('alice', 60, key.secretKey, 1_400_000_002), 70014],
  ['another key', byRecipe('alice', 60, 'another'), 70009],
  ['a longer life than was signed', encode({...read(byRecipe('alice', 60)), 'TLS.expire': 6_000}), 70009],
  ['nothing', '', 70003],
  ['no base64', '!!!', 70003],
  ['JSON that is no object', encode(null), 70003],
  ['fields of wrong types', encode({...read(byRecipe('alice', 60)), 'TLS.time': '1700000000'}), 70003],
  ['a bomb', encode('x'.repeat(1_500_000)), 70003],
])('a signature with %s is refused', (_what, sig, code) => {
  expect(verifyUserSig(key, sig, 'alice', now)).toMatchObject({ok: false, code});
});

test('signed extra bytes are read back, and changed ones are refused', () => {
  const userBuf = Uint8Array.from([1, 2, 250]);
  const sig = signUserSig(key, 'alice', {expiresInS: 60, now, userBuf});
  const check = verifyUserSig(key, sig, 'alice', now);
  expect(check.ok && check.userBuf && [...check.userBuf]).toEqual([1, 2, 250]);
  const changed = encode({...read(sig), 'TLS.userbuf': Buffer.from([9]).toString('base64')});
  expect(verifyUserSig(key, changed, 'alice', now)).toMatchObject({ok: false, code: 70009});
});
