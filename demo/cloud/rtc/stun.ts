/** ICE-lite: validates and answers STUN binding requests. RFC 8489, RFC 8445 section 2.5. */
import {createHmac, timingSafeEqual} from 'node:crypto';

const MAGIC = 0x2112_a442;
const HEADER_BYTES = 20;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;

const Attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  xorMappedAddress: 0x0020,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
} as const;

const INTEGRITY_BYTES = 24;
const FINGERPRINT_XOR = 0x5354_554e;

/** The IPv4 source of a datagram. */
export interface Address {
  readonly address: string;
  readonly port: number;
}

export interface BindingRequest {
  readonly transaction: Buffer;
  /** The ufrag of the receiver. */
  readonly ufrag: string;
  /** True if the client nominated this candidate pair. */
  readonly nominated: boolean;
  /** @returns True if the message integrity matches the password of the ufrag. */
  matches(password: string): boolean;
}

/** Recognizes STUN by its first byte: RFC 7983. */
export function isStun(datagram: Buffer): boolean {
  return datagram.length >= HEADER_BYTES && datagram[0]! < 4;
}

/** @returns Undefined if the datagram is no binding request. */
export function readBindingRequest(datagram: Buffer): BindingRequest | undefined {
  if (!isStun(datagram) || datagram.readUInt16BE(0) !== BINDING_REQUEST || datagram.readUInt32BE(4) !== MAGIC)
    return undefined;
  if (datagram.readUInt16BE(2) + HEADER_BYTES !== datagram.length) return undefined;
  let username: string | undefined;
  let integrityAt: number | undefined;
  let nominated = false;
  for (let at = HEADER_BYTES; at + 4 <= datagram.length;) {
    const type = datagram.readUInt16BE(at);
    const length = datagram.readUInt16BE(at + 2);
    if (at + 4 + length > datagram.length) return undefined;
    if (type === Attribute.username) username = datagram.toString('utf8', at + 4, at + 4 + length);
    if (type === Attribute.useCandidate) nominated = true;
    if (type === Attribute.messageIntegrity && length === INTEGRITY_BYTES - 4) integrityAt = at;
    at += 4 + ((length + 3) & ~3);
  }
  if (username === undefined || integrityAt === undefined) return undefined;
  const signedTo = integrityAt;
  return {
    transaction: datagram.subarray(8, HEADER_BYTES),
    ufrag: username.split(':', 1)[0]!,
    nominated,
    matches(password) {
      const signed = Buffer.from(datagram.subarray(0, signedTo));
      signed.writeUInt16BE(signedTo + INTEGRITY_BYTES - HEADER_BYTES, 2);
      const expected = createHmac('sha1', password).update(signed).digest();
      return timingSafeEqual(expected, datagram.subarray(signedTo + 4, signedTo + INTEGRITY_BYTES));
    },
  };
}

/** The response with the client's address, signed with the password. */
export function answerBinding({transaction}: BindingRequest, from: Address, password: string): Buffer {
  const mapped = Buffer.alloc(12);
  mapped.writeUInt16BE(Attribute.xorMappedAddress, 0);
  mapped.writeUInt16BE(8, 2);
  mapped.writeUInt8(1, 5); // IPv4
  mapped.writeUInt16BE(from.port ^ (MAGIC >>> 16), 6);
  const octets = from.address.split('.').reduce((all, octet) => (all << 8) | Number(octet), 0);
  mapped.writeUInt32BE((octets ^ MAGIC) >>> 0, 8);

  const head = Buffer.alloc(8);
  head.writeUInt16BE(BINDING_SUCCESS, 0);
  head.writeUInt32BE(MAGIC, 4);
  const message = Buffer.concat([head, transaction, mapped]);
  message.writeUInt16BE(message.length + INTEGRITY_BYTES - HEADER_BYTES, 2);
  const signed = attribute(message, Attribute.messageIntegrity, createHmac('sha1', password).update(message).digest());
  signed.writeUInt16BE(signed.length + 8 - HEADER_BYTES, 2);
  const mark = Buffer.alloc(4);
  mark.writeUInt32BE((crc32(signed) ^ FINGERPRINT_XOR) >>> 0);
  return attribute(signed, Attribute.fingerprint, mark);
}

/** CRC-32 of IEEE 802.3, bit by bit: the messages are short. */
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

function attribute(message: Buffer, type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([message, head, value]);
}
