/** Draws a koi that swims a loop through the picture, as SVGA 2: https://github.com/svga/SVGA-Format */
import {bytes, float, joined, message, text, varintField, type Encoded} from './protobuf.ts';

const SIZE = {width: 720, height: 960};
const FRAME_RATE = 20;
const FRAMES = 70;
const DRAWN = 240;
const RINGS = 3;

/** @param png The fish, with its head to the upper left. @returns The file before it is deflated. */
export function koiSvga(png: Encoded): Encoded {
  const frames = Array.from({length: FRAMES}, (_, index) => index);
  return joined([
    bytes(1, new TextEncoder().encode('2.0')),
    message(2, [float(1, SIZE.width), float(2, SIZE.height), varintField(3, FRAME_RATE), varintField(4, FRAMES)]),
    message(3, [text(1, 'koi'), bytes(2, png)]),
    ...Array.from({length: RINGS}, (_, ring) =>
      message(4, [text(1, `ring-${ring}.vector`), ...frames.map((frame) => ringAt(frame, ring))]),
    ),
    message(4, [text(1, 'koi'), ...frames.map(koiAt)]),
  ]);
}

/** Swims one circle, head first. */
function koiAt(frame: number): Encoded {
  const turn = frame / FRAMES;
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  const [x, y] = [SIZE.width / 2 + 190 * Math.cos(angle), SIZE.height / 2 + 230 * Math.sin(angle)];
  // The drawing's head points to the upper left: 135° away from the direction in which it swims.
  const heading =
    Math.atan2(230 * Math.cos(angle), -190 * Math.sin(angle)) + Math.PI * 0.75 + 0.12 * Math.sin(turn * 60);
  const scale = 1.15;
  const [a, b] = [scale * Math.cos(heading), scale * Math.sin(heading)];
  const middle = DRAWN / 2;
  const transform = message(3, [
    float(1, a),
    float(2, b),
    float(3, -b),
    float(4, a),
    float(5, x - a * middle + b * middle),
    float(6, y - b * middle - a * middle),
  ]);
  return message(2, [float(1, fade(turn)), message(2, [float(3, DRAWN), float(4, DRAWN)]), transform]);
}

/** Circles on the water, one after another. */
function ringAt(frame: number, ring: number): Encoded {
  const age = (frame / FRAMES) * 2 - ring * 0.45;
  const radius = Math.max(1, 260 * age);
  const seen = age > 0 && age < 1 ? 0.7 * (1 - age) : 0;
  const [x, y] = [SIZE.width / 2, SIZE.height / 2];
  const stroke = message(10, [message(2, [float(1, 1), float(2, 1), float(3, 1), float(4, 1)]), float(3, 5)]);
  const circle = message(5, [
    varintField(1, 2),
    message(4, [float(1, x), float(2, y), float(3, radius), float(4, radius * 0.6)]),
    stroke,
  ]);
  return message(2, [
    float(1, seen),
    message(2, [float(3, SIZE.width), float(4, SIZE.height)]),
    message(3, [float(1, 1), float(4, 1)]),
    circle,
  ]);
}

function fade(turn: number): number {
  return Math.min(1, turn * 8, (1 - turn) * 8);
}
