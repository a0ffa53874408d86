/** Pictures of room messages. */
import {atTestEnd} from './test-end.ts';

/** Pictures of the test server: loopback addresses are allowed. */
export const PICTURE = new URL('/docs/room.png', location.href).href;

/** A GIF of a few bytes that declares 20,000 × 20,000 pixels. */
export function hugePicture(): string {
  const size = [20_000 & 255, 20_000 >> 8];
  const header = [...'GIF89a'].map((letter) => letter.charCodeAt(0));
  const dot = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, 0x3b];
  const bytes = new Uint8Array([...header, ...size, ...size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, ...dot]);
  const address = URL.createObjectURL(new Blob([bytes], {type: 'image/gif'}));
  atTestEnd(() => URL.revokeObjectURL(address));
  return address;
}
