/** Small animations as files, to be played as gifts' effects. */

type Encoded = Uint8Array<ArrayBuffer>;

/** A disc that grows for a second, on 200 × 200. */
export function lottieFile(change: object = {}): Encoded {
  const still = (k: unknown) => ({a: 0, k});
  const layer = {
    ty: 4,
    ip: 0,
    op: 30,
    st: 0,
    ks: {
      o: still(100),
      r: still(0),
      p: still([100, 100, 0]),
      a: still([0, 0, 0]),
      s: {
        a: 1,
        k: [
          {t: 0, s: [20, 20, 100], i: {x: [1], y: [1]}, o: {x: [0], y: [0]}},
          {t: 30, s: [100, 100, 100]},
        ],
      },
    },
    shapes: [
      {
        ty: 'gr',
        it: [
          {ty: 'el', p: still([0, 0]), s: still([160, 160])},
          {ty: 'fl', c: still([1, 0.4, 0.5, 1]), o: still(100)},
          {ty: 'tr', p: still([0, 0]), a: still([0, 0]), s: still([100, 100]), r: still(0), o: still(100)},
        ],
      },
    ],
  };
  const file = {v: '5.7.0', fr: 30, ip: 0, op: 30, w: 200, h: 200, nm: 'disc', ddd: 0, assets: [], layers: [layer]};
  return new TextEncoder().encode(JSON.stringify({...file, ...change}));
}

export interface SvgaOptions {
  readonly width?: number;
  readonly frames?: number;
  /** Shorter than the animation, as no good file is. */
  readonly spriteFrames?: number;
}

/** A square and a picture that fade in for half a second, on 200 × 200. */
export async function svgaFile({width = 200, frames = 15, spriteFrames = frames}: SvgaOptions = {}): Promise<Encoded> {
  const frame = (index: number, ...more: Encoded[]) =>
    message(2, [
      float(1, (index + 1) / frames),
      message(2, [float(3, 100), float(4, 100)]),
      message(3, [float(1, 1), float(4, 1), float(5, 50), float(6, 50)]),
      ...more,
    ]);
  const color = message(1, [float(1, 1), float(2, 0.6), float(4, 1)]);
  const square = message(5, [
    varintField(1, 1),
    message(3, [float(3, 100), float(4, 100), float(5, 10)]),
    message(10, [color]),
  ]);
  const kept = message(5, [varintField(1, 3)]);
  const indexes = Array.from({length: spriteFrames}, (_, index) => index);
  const movie = joined([
    bytes(1, new TextEncoder().encode('2.0')),
    message(2, [float(1, width), float(2, 200), varintField(3, 30), varintField(4, frames)]),
    message(3, [
      text(1, 'dot'),
      bytes(
        2,
        Uint8Array.from(atob(DOT), (char) => char.charCodeAt(0)),
      ),
    ]),
    message(4, [text(1, 'square.vector'), ...indexes.map((index) => frame(index, index ? kept : square))]),
    message(4, [text(1, 'dot'), ...indexes.map((index) => frame(index))]),
  ]);
  const deflated = new Blob([movie]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

/** One red pixel as PNG. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

function joined(pieces: readonly Encoded[]): Encoded {
  const whole = new Uint8Array(pieces.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function varint(value: number): Encoded {
  const made: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) made.push((value % 128) | 128);
  return Uint8Array.from([...made, value]);
}

function varintField(number: number, value: number): Encoded {
  return joined([varint(number * 8), varint(value)]);
}

function float(number: number, value: number): Encoded {
  return joined([varint(number * 8 + 5), new Uint8Array(new Float32Array([value]).buffer)]);
}

function bytes(number: number, value: Encoded): Encoded {
  return joined([varint(number * 8 + 2), varint(value.length), value]);
}

function text(number: number, value: string): Encoded {
  return bytes(number, new TextEncoder().encode(value));
}

function message(number: number, fields: readonly Encoded[]): Encoded {
  return bytes(number, joined(fields));
}
