/** Draws a paper crane that flies across the picture, as Lottie: https://lottiefiles.github.io/lottie-docs */

const SIZE = {width: 720, height: 960};
const FRAME_RATE = 30;
const FRAMES = 105;
/** Side of the drawing's field, which is 96, in px. */
const SCALE = 320;
/** Indexes of the wings among the drawing's parts. */
const WINGS = [1, 2];
const BEATS = 6;

type Point = readonly [x: number, y: number];

/** @param svg The drawing: polygons of absolute and relative lines. */
export function craneLottie(svg: string): object {
  const parts = [...svg.matchAll(/<path fill="(#[0-9a-f]+|url\(#\w\))" d="([^"]+)"/g)].map(([, fill, d]) => ({
    color: fill!.startsWith('#') ? fill! : fill === 'url(#a)' ? '#86bff2' : '#c4e1fa',
    points: pointsOf(d!),
  }));
  const shapes = parts.map(({color, points}, index) => shapeOf(points, color, WINGS.includes(index)));
  const bird = {
    ty: 4,
    nm: 'crane',
    ip: 0,
    op: FRAMES,
    st: 0,
    ks: {
      o: {a: 1, k: [key(0, [0]), key(10, [100]), key(FRAMES - 12, [100]), {t: FRAMES, s: [0]}]},
      r: {a: 1, k: [key(0, [8]), key(FRAMES / 2, [-6]), {t: FRAMES, s: [-14]}]},
      p: {a: 1, k: [key(0, [-120, 760, 0]), key(FRAMES / 2, [360, 470, 0]), {t: FRAMES, s: [880, 140, 0]}]},
      a: still([48, 48, 0]),
      s: still([SCALE, SCALE, 100]),
    },
    shapes: shapes.toReversed(), // Lottie paints the first on top.
  };
  const {width: w, height: h} = SIZE;
  return {v: '5.7.0', fr: FRAME_RATE, ip: 0, op: FRAMES, w, h, nm: 'paper crane', ddd: 0, assets: [], layers: [bird]};
}

function shapeOf(points: readonly Point[], color: string, beats: boolean): object {
  const none = points.map(() => [0, 0]);
  const beat = Array.from({length: BEATS + 1}, (_, index) =>
    key((index * FRAMES) / BEATS, index % 2 ? [100, 45] : [100, 100]),
  );
  const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  return {
    ty: 'gr',
    it: [
      {ty: 'sh', ks: still({c: true, v: points, i: none, o: none})},
      {ty: 'fl', c: still([...rgb, 1]), o: still(100)},
      {
        ty: 'tr',
        p: still([44, 60]),
        a: still([44, 60]),
        s: beats ? {a: 1, k: beat} : still([100, 100]),
        r: still(0),
        o: still(100),
      },
    ],
  };
}

function still(k: unknown) {
  return {a: 0, k};
}

function key(t: number, s: readonly number[]) {
  return {t: Math.round(t), s, i: {x: [0.6], y: [1]}, o: {x: [0.4], y: [0]}};
}

/** Corners of `M44 60L28 8l34 40z`. */
function pointsOf(d: string): readonly Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, command, numbers] of d.matchAll(/([MLl])([^MLlz]*)/g)) {
    const values = numbers!.match(/-?\d*\.?\d+/g)!.map(Number);
    for (let at = 0; at + 1 < values.length; at += 2) {
      const relative = command === 'l';
      [x, y] = [values[at]! + (relative ? x : 0), values[at + 1]! + (relative ? y : 0)];
      points.push([x, y]);
    }
  }
  return points;
}
