/** Small animation files, which tests play as effects of gifts. */
import {
  bytes,
  float,
  joined,
  message,
  text,
  varintField,
  type Encoded,
} from '../../../demo/dev/media-scripts/protobuf.ts';

/** A disc that grows for one second, 200 × 200. */
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
  /** Frames of each sprite. Fewer than `frames` makes the file invalid. */
  readonly spriteFrames?: number;
  /** Replaces the red pixel; the square is left out then. */
  readonly picture?: Encoded;
  /** Further protobuf messages of the file. */
  readonly more?: readonly Encoded[];
}

/** Frames in which everything fades in: half a second. A longer file then stays as it is. */
const FADE_FRAMES = 15;

/** A square and a picture that fade in, 200 × 200. */
export async function svgaFile({
  width = 200,
  frames = FADE_FRAMES,
  spriteFrames = frames,
  picture,
  more = [],
}: SvgaOptions = {}): Promise<Encoded> {
  const frame = (index: number, ...more: Encoded[]) =>
    message(2, [
      float(1, Math.min(1, (index + 1) / FADE_FRAMES)),
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
    message(3, [text(1, 'dot'), bytes(2, picture ?? Uint8Array.from(atob(DOT), (char) => char.charCodeAt(0)))]),
    ...more,
    message(4, [
      text(1, picture ? 'none' : 'square.vector'),
      ...indexes.map((index) => frame(index, ...(picture ? [] : [index ? kept : square]))),
    ]),
    message(4, [text(1, 'dot'), ...indexes.map((index) => frame(index))]),
  ]);
  const deflated = new Blob([movie]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

/** One red pixel as PNG. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
