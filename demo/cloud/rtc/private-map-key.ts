/** The permissions in the `userbuf` of TRTC's privateMapKey. https://cloud.tencent.com/document/product/647/32240 */
export interface RoomPermissions {
  readonly userId: string;
  /** A string room id (TRTC's `strRoomId`). */
  readonly roomId: string;
  /** Bits: 2 enter, 4 send audio, 16 send video. */
  readonly bits: number;
}

/**
 * Reads layout 1, big-endian: version u8, length u16 and account, app id u32, numeric room u32 (0), expiry u32, bits u32,
 * account type u32 (0), length u16 and string room. As in TLSSigAPIv2 (github.com/tencentyun/tls-sig-api-v2-java).
 * @returns Undefined for any other layout.
 */
export function readRoomPermissions(userBuf: Uint8Array): RoomPermissions | undefined {
  const bytes = Buffer.from(userBuf);
  if (bytes.length < 3 || bytes.readUInt8(0) !== 1) return undefined;
  const numbersAt = 3 + bytes.readUInt16BE(1);
  const roomAt = numbersAt + 22;
  if (bytes.length < roomAt || bytes.length !== roomAt + bytes.readUInt16BE(numbersAt + 20)) return undefined;
  return {
    userId: bytes.toString('utf8', 3, numbersAt),
    bits: bytes.readUInt32BE(numbersAt + 12),
    roomId: bytes.toString('utf8', roomAt),
  };
}
