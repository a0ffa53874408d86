import {randomInt} from 'node:crypto';
import {safeUrl} from '../../../../../src/protocol/safe-url.ts';

/** Tencent stores 500 bytes of an avatar's address. */
const AVATAR_MAX_BYTES = 500;
const DRAWN_AVATARS = 12;

/** The address if clients may load it: `https:`, or `http:` on loopback, without user name or password; else undefined. */
export function cleanAvatar(avatar: string): string | undefined {
  const address = safeUrl(avatar);
  if (!address || Buffer.byteLength(address) > AVATAR_MAX_BYTES) return undefined;
  const {username, password} = new URL(address);
  return username || password ? undefined : address;
}

/** A random avatar of the demo's platform. */
export function pickAvatar(): string {
  return `/media/avatars/viewer-${String(randomInt(DRAWN_AVATARS) + 1).padStart(2, '0')}.svg`;
}
