import type {Player} from 'svga';
import {readAtMost} from './fetch-effect.js';
import {createPictureChecker, SIDE_MAX_PX} from './picture-checker.js';
import {asBytes, asNumber, asText, readFields, type Field} from './protobuf.js';

/** The type of animation that the library plays. */
export type Movie = Parameters<Player['mount']>[0];
type Sprite = Movie['sprites'][number];
type Frame = Sprite['frames'][number];
type Shape = Frame['shapes'][number];
type Styles = Shape['styles'];
type Transform = Shape['transform'];
type Bytes = Uint8Array<ArrayBuffer>;

/** Limits of a file: unpacked bytes, px of a side and of the stage, frames, sprites. */
const UNPACKED_MAX_BYTES = 16 * 1024 * 1024;
const STAGE_MAX_PX = 8_000_000;
const FRAMES_MAX = 1_800;
const SPRITES_MAX = 512;
/** Maximum number of frames of all sprites together. */
const SPRITE_FRAMES_MAX = 200_000;
/** Maximum number of shapes of all frames together and of one frame, and of path characters in one frame of all sprites. */
const SHAPES_MAX = 100_000;
const FRAME_SHAPES_MAX = 256;
const FRAME_PATH_MAX_CHARS = 200_000;
/** Maximum absolute value of a number in a layout, a transform or a style. */
const NUMBER_MAX = 100_000;

const CAPS = ['butt', 'round', 'square'] as const;
const JOINS = ['miter', 'round', 'bevel'] as const;

/** Type of a shape that repeats the shapes of the previous frame. */
const KEEP_SHAPES = 3;

/** Styles of the outline of a clip, which is drawn and invisible. */
const INVISIBLE: Styles = {
  fill: 'rgba(0, 0, 0, 0)',
  stroke: null,
  strokeWidth: null,
  lineCap: null,
  lineJoin: null,
  miterLimit: null,
  lineDash: null,
};

/**
 * Reads an SVGA 2 file: deflated Protocol Buffers. The library's own reader evaluates text as code by `eval` or a
 * worker, which a strict Content Security Policy forbids, and it accepts files of any size.
 */
export async function readSvga(file: Bytes): Promise<Movie> {
  const unpacked = new Blob([file]).stream().pipeThrough(new DecompressionStream('deflate'));
  const bytes = await readAtMost(unpacked, UNPACKED_MAX_BYTES);
  const movie = {width: 0, height: 0, fps: 20, frames: 0};
  const pictures = new Map<string, Blob>();
  const sprites: Sprite[] = [];
  const budget = {frames: SPRITE_FRAMES_MAX, shapes: SHAPES_MAX};
  const checkPicture = createPictureChecker();
  for (const {number, value} of readFields(bytes)) {
    if (number === 2) Object.assign(movie, readParams(asBytes(value)));
    else if (number === 3) {
      const {name, bytes: picture} = readPicture(asBytes(value));
      const type = picture && checkPicture(picture); // Sounds and unknown files are not drawn.
      if (type) pictures.set(name, new Blob([picture], {type}));
    } else if (number === 4) {
      if (sprites.length >= SPRITES_MAX) throw new Error('the SVGA file has too many sprites');
      sprites.push(readSprite(asBytes(value), budget));
    }
  }
  const {width, height, fps, frames} = movie;
  const fits = width > 0 && width <= SIDE_MAX_PX && height > 0 && height <= SIDE_MAX_PX && fps > 0 && fps <= 120;
  if (!fits || width * height > STAGE_MAX_PX || frames < 2 || frames > FRAMES_MAX)
    throw new Error('the SVGA file has a size, rate or length out of bounds');
  if (sprites.some((sprite) => sprite.frames.length < frames))
    throw new Error('the SVGA file has a sprite with too few frames');
  checkPaths(sprites, frames);
  return {
    version: '2.0',
    size: {width, height},
    fps,
    frames,
    images: await decodePictures(pictures),
    replaceElements: {},
    dynamicElements: {},
    sprites,
  };
}

function readParams(bytes: Bytes) {
  const [width, height, fps, frames] = readNumbers(bytes, 4) as [number, number, number, number];
  return {width, height, fps: fps || 20, frames};
}

function readPicture(bytes: Bytes): {readonly name: string; readonly bytes: Bytes | undefined} {
  let name = '';
  let picture: Bytes | undefined;
  for (const {number, value} of readFields(bytes)) {
    if (number === 1) name = asText(value);
    else if (number === 2) picture = asBytes(value);
  }
  return {name, bytes: picture};
}

async function decodePictures(pictures: ReadonlyMap<string, Blob>): Promise<Record<string, ImageBitmap>> {
  const made = new Map<string, ImageBitmap>();
  for (const [name, blob] of pictures) {
    try {
      made.set(name, await createImageBitmap(blob));
    } catch {
      // The bytes are no complete picture, so the sprite stays empty.
    }
  }
  return Object.fromEntries(made);
}

/** Limits the paths of each frame. The player parses them in every frame, also those kept from the previous frame. */
function checkPaths(sprites: readonly Sprite[], frames: number): void {
  for (let index = 0; index < frames; index += 1) {
    let chars = 0;
    for (const sprite of sprites) {
      const {clipPath, shapes} = sprite.frames[index]!;
      chars += clipPath.length;
      for (const {path} of shapes) chars += 'd' in path ? path.d.length : 1;
    }
    if (chars > FRAME_PATH_MAX_CHARS) throw new Error('the SVGA file has too much in one frame');
  }
}

interface Budget {
  frames: number;
  shapes: number;
}

function readSprite(bytes: Bytes, budget: Budget): Sprite {
  let imageKey = '';
  const frames: Frame[] = [];
  for (const {number, value} of readFields(bytes)) {
    if (number === 1) imageKey = asText(value);
    else if (number === 2) {
      if ((budget.frames -= 1) < 0 || frames.length >= FRAMES_MAX) throw new Error('the SVGA file has too many frames');
      frames.push(readFrame(asBytes(value), frames.at(-1), budget));
    }
  }
  return {imageKey, frames};
}

function readFrame(bytes: Bytes, before: Frame | undefined, budget: Budget): Frame {
  let alpha = 0;
  let layout = {x: 0, y: 0, width: 0, height: 0};
  let transform: Transform | null = null;
  let clipPath = '';
  let shapes: Shape[] = [];
  for (const {number, value} of readFields(bytes)) {
    if (number === 1) alpha = asNumber(value);
    else if (number === 2) {
      const [x, y, width, height] = readNumbers(asBytes(value), 4) as [number, number, number, number];
      layout = {x, y, width, height};
    } else if (number === 3) transform = readTransform(asBytes(value));
    else if (number === 4) clipPath = asText(value);
    else if (number === 5) {
      const shape = readShape(asBytes(value));
      if (shape === KEEP_SHAPES) shapes = before?.shapes ?? [];
      else if (shape) {
        if ((budget.shapes -= 1) < 0 || shapes.length >= FRAME_SHAPES_MAX)
          throw new Error('the SVGA file has too many shapes');
        shapes = [...shapes, shape]; // A new list, because kept shapes belong to the previous frame.
      }
    }
  }
  const maskPath = clipPath ? {d: clipPath, transform: undefined, styles: INVISIBLE} : null;
  return {alpha, layout, transform, nx: 0, ny: 0, clipPath, maskPath, shapes};
}

function readTransform(bytes: Bytes): Transform {
  const [a, b, c, d, tx, ty] = readNumbers(bytes, 6) as [number, number, number, number, number, number];
  return {a, b, c, d, tx, ty};
}

function readShape(bytes: Bytes): Shape | typeof KEEP_SHAPES | undefined {
  let type = 0;
  let styles: Styles = INVISIBLE;
  let transform: Transform = {a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0};
  const paths: Partial<Record<number, Bytes>> = {};
  for (const {number, value} of readFields(bytes)) {
    if (number === 1) type = asNumber(value);
    else if (number === 10) styles = readStyles(asBytes(value));
    else if (number === 11) transform = readTransform(asBytes(value));
    else if (number <= 4) paths[number] = asBytes(value);
  }
  if (type === KEEP_SHAPES) return KEEP_SHAPES;
  const path = paths[type + 2] ?? new Uint8Array();
  const shape = {styles, transform} as const;
  if (type === 0) return {...shape, type: 'shape', path: {d: asText(firstValue(path) ?? 0)}} as Shape;
  const [x, y, one, two, cornerRadius] = readNumbers(path, 5) as [number, number, number, number, number];
  if (type === 1) return {...shape, type: 'rect', path: {x, y, width: one, height: two, cornerRadius}} as Shape;
  if (type === 2) return {...shape, type: 'ellipse', path: {x, y, radiusX: one, radiusY: two}} as Shape;
  return undefined;
}

function readStyles(bytes: Bytes): Styles {
  const values = new Map([...readFields(bytes)].map(({number, value}) => [number, value]));
  const readNumber = (number: number) => clamp(asNumber(values.get(number) ?? 0));
  const dash = [readNumber(7), readNumber(8), readNumber(9)];
  return {
    fill: readColor(values.get(1)),
    stroke: readColor(values.get(2)),
    strokeWidth: readNumber(3) || null,
    lineCap: CAPS[readNumber(4)] ?? null,
    lineJoin: JOINS[readNumber(5)] ?? null,
    miterLimit: readNumber(6) || null,
    lineDash: dash.some((part) => part > 0) ? dash.slice(0, 2).map((part) => Math.max(part, 0)) : null,
  };
}

function readColor(value: Field['value'] | undefined): Styles['fill'] {
  if (value === undefined) return null;
  const [r, g, b, a] = readNumbers(asBytes(value), 4) as [number, number, number, number];
  const byte = (part: number) => Math.round(part * 255);
  return `rgba(${byte(r)}, ${byte(g)}, ${byte(b)}, ${a})`;
}

/** Numbers of a message that contains only numbers, by field number. 0 for missing fields. */
function readNumbers(bytes: Bytes, count: number): number[] {
  const found = new Array<number>(count).fill(0);
  for (const {number, value} of readFields(bytes)) if (number <= count) found[number - 1] = clamp(asNumber(value));
  return found;
}

function clamp(value: number): number {
  return Math.min(NUMBER_MAX, Math.max(-NUMBER_MAX, value));
}

function firstValue(bytes: Bytes): Field['value'] | undefined {
  for (const {number, value} of readFields(bytes)) if (number === 1) return value;
  return undefined;
}
