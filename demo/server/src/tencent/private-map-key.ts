import {signUserSig, type SigningKey} from './user-sig.ts';

/** Rights to enter, and to receive audio and video; none to create the room or to publish. https://cloud.tencent.com/document/product/647/32240 */
export const WATCH = 2 | 8 | 32;
/** All rights, publishing included. */
export const PUBLISH = 255;

export interface RoomRights {
  readonly userId: string;
  /** A string room id (TRTC's `strRoomId`). */
  readonly roomId: string;
  readonly rights: number;
  readonly expiresInS: number;
  /** Unix seconds; default now. */
  readonly now?: number;
}

/**
 * Makes TRTC's `privateMapKey`: a UserSig that also contains a room and the user's rights in it.
 * TRTC checks it if "advanced permission control" is on in the console.
 */
export function signPrivateMapKey(key: SigningKey, {userId, roomId, rights, expiresInS, now}: RoomRights): string {
  const time = now ?? Math.floor(Date.now() / 1000);
  const userBuf = packRights({sdkAppId: key.sdkAppId, userId, roomId, rights, expiresAt: time + expiresInS});
  return signUserSig(key, userId, {expiresInS, now: time, userBuf});
}

/** Content of a privateMapKey. Times are Unix seconds. */
export interface Rights {
  readonly sdkAppId: number;
  readonly userId: string;
  readonly roomId: string;
  readonly rights: number;
  readonly expiresAt: number;
}

/**
 * Layout 1, big-endian: version u8, length u16 and account, app id u32, numeric room u32 (0), expiry u32, rights u32,
 * account type u32 (0), length u16 and string room. As in TLSSigAPIv2 (github.com/tencentyun/tls-sig-api-v2-java).
 */
function packRights({sdkAppId, userId, roomId, rights, expiresAt}: Rights): Buffer {
  const account = Buffer.from(userId);
  const room = Buffer.from(roomId);
  const head = Buffer.alloc(3);
  head.writeUInt8(1, 0);
  head.writeUInt16BE(account.length, 1);
  const numbers = Buffer.alloc(22);
  numbers.writeUInt32BE(sdkAppId, 0);
  numbers.writeUInt32BE(0, 4);
  numbers.writeUInt32BE(expiresAt, 8);
  numbers.writeUInt32BE(rights, 12);
  numbers.writeUInt32BE(0, 16);
  numbers.writeUInt16BE(room.length, 20);
  return Buffer.concat([head, account, numbers, room]);
}

/** Reads a `userbuf` of layout 1; undefined for others. */
export function unpackRights(userBuf: Uint8Array): Rights | undefined {
  const bytes = Buffer.from(userBuf);
  if (bytes.length < 3 || bytes.readUInt8(0) !== 1) return undefined;
  const numbersAt = 3 + bytes.readUInt16BE(1);
  const roomAt = numbersAt + 22;
  if (bytes.length < roomAt || bytes.length !== roomAt + bytes.readUInt16BE(numbersAt + 20)) return undefined;
  return {
    userId: bytes.toString('utf8', 3, numbersAt),
    sdkAppId: bytes.readUInt32BE(numbersAt),
    expiresAt: bytes.readUInt32BE(numbersAt + 8),
    rights: bytes.readUInt32BE(numbersAt + 12),
    roomId: bytes.toString('utf8', roomAt),
  };
}
