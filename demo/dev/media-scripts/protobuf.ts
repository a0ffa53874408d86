/** Encodes the Protocol Buffers types that SVGA files use. */

export type Encoded = Uint8Array<ArrayBuffer>;

export function joined(pieces: readonly Encoded[]): Encoded {
  const whole = new Uint8Array(pieces.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export function varint(value: number): Encoded {
  const made: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) made.push((value % 128) | 128);
  return Uint8Array.from([...made, value]);
}

export function varintField(number: number, value: number): Encoded {
  return joined([varint(number * 8), varint(value)]);
}

export function float(number: number, value: number): Encoded {
  return joined([varint(number * 8 + 5), new Uint8Array(new Float32Array([value]).buffer)]);
}

export function bytes(number: number, value: Encoded): Encoded {
  return joined([varint(number * 8 + 2), varint(value.length), value]);
}

export function text(number: number, value: string): Encoded {
  return bytes(number, new TextEncoder().encode(value));
}

export function message(number: number, fields: readonly Encoded[]): Encoded {
  return bytes(number, joined(fields));
}
