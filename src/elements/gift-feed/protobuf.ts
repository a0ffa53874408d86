/** One field of a message: a number, or the bytes of a text or an inner message. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array<ArrayBuffer>;
}

/**
 * Reads one message of Protocol Buffers. Reads only the types of SVGA: whole numbers of up to 53 bits, floats, texts
 * and messages. Throws if the message is truncated or contains an unknown type.
 */
export function* readFields(bytes: Uint8Array<ArrayBuffer>): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      if (scale > 2 ** 63) throw new Error('the SVGA file has a number that is too long');
    }
  };

  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) yield {number, value: varint()};
    else if (wire === 5) {
      yield {number, value: view.getFloat32(at, true)};
      at += 4;
    } else if (wire === 2) {
      const length = varint();
      const end = at + length;
      if (end > bytes.length) throw new Error('the SVGA file is truncated');
      yield {number, value: bytes.subarray(at, end)};
      at = end;
    } else throw new Error(`the SVGA file has the unknown wire type ${wire}`);
  }
}

const decoder = new TextDecoder();

export function asText(value: Field['value']): string {
  return typeof value === 'number' ? '' : decoder.decode(value);
}

export function asNumber(value: Field['value']): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

export function asBytes(value: Field['value']): Uint8Array<ArrayBuffer> {
  if (typeof value === 'number') throw new Error('the SVGA file has a number in place of a message');
  return value;
}
