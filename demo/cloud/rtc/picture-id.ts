/** The picture id of VP8 in an RTP payload: 15 bits, one more for each frame (RFC 7741, section 4.2). */

/** Number of picture ids; after the last one they begin again at 0. */
export const PICTURE_IDS = 0x8000;

/** The three bits that say that an id of 15 bits is in the third and fourth byte. */
function hasPictureId(payload: Buffer): boolean {
  return payload.length > 3 && (payload[0]! & payload[1]! & payload[2]! & 0x80) !== 0;
}

/** Undefined if the payload has no id of 15 bits. */
export function readPictureId(payload: Buffer): number | undefined {
  return hasPictureId(payload) ? payload.readUInt16BE(2) % PICTURE_IDS : undefined;
}

/** Returns a copy whose picture id is higher by `frames`. */
export function shiftPictureId(payload: Buffer, frames: number): Buffer {
  const id = readPictureId(payload);
  if (id === undefined) return payload;
  const copy = Buffer.from(payload);
  copy.writeUInt16BE(PICTURE_IDS + ((id + frames) % PICTURE_IDS), 2);
  return copy;
}
