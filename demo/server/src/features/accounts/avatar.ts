import {randomInt} from 'node:crypto';
import {safeUrl} from '../../../../../src/protocol/safe-url.ts';

/** Tencent keeps 500 bytes of a user's picture address. */
const AVATAR_MAX_BYTES = 500;
const DRAWN_AVATARS = 12;

/** The address as others may load it: `https:`, or `http:` on loopback, without a name or password in it; undefined if it may not be. */
export function cleanAvatar(avatar: string): string | undefined {
  const address = safeUrl(avatar);
  if (!address || Buffer.byteLength(address) > AVATAR_MAX_BYTES) return undefined;
  const {username, password} = new URL(address);
  return username || password ? undefined : address;
}

/** One of the pictures the demo's platform serves. */
export function pickAvatar(): string {
  return `/media/avatars/viewer-${String(randomInt(DRAWN_AVATARS) + 1).padStart(2, '0')}.svg`;
}
