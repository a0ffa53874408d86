import {checkCost, LAYER, VALUES_MAX} from './lottie-cost.js';
import {array, number, object, refuse, type Json} from './lottie-json.js';
import {createPictureChecker, SIDE_MAX_PX} from './picture-checker.js';

/** Limits of a file's length and rate. */
const FRAMES_MAX = 3_600;
const FPS_MAX = 120;

/** Maximum nesting of a file's values, and of parents of layers. */
const DEPTH_MAX = 100;
/** Maximum absolute value of a number; larger ones only make drawing expensive. */
const NUMBER_MAX = 1e9;

/** Keys of a layer that affect the drawing. All others are removed, such as the player's own mark of parsed layers. */
const LAYER_KEYS =
  'ty ind parent refId ks ao ip op st sr tm bm hd td tt tp hasMask masksProperties shapes t w h sw sh sc ddd ct'.split(
    ' ',
  );

const LAYER_TYPES: readonly number[] = Object.values(LAYER);

/** Transform of a layer that shows nothing. */
const IDENTITY_TRANSFORM = {
  o: {a: 0, k: 100},
  r: {a: 0, k: 0},
  p: {a: 0, k: [0, 0, 0]},
  a: {a: 0, k: [0, 0, 0]},
  s: {a: 0, k: [100, 100, 100]},
};

export interface LottieFile {
  readonly v: string;
  readonly fr: number;
  readonly ip: number;
  readonly op: number;
  readonly w: number;
  readonly h: number;
  readonly ddd: number;
  readonly layers: readonly Json[];
  readonly assets: readonly Json[];
  readonly fonts?: {readonly list: readonly Json[]};
  readonly chars?: readonly Json[];
}

/**
 * Reads an untrusted animation. Returns a new one that has only the values that affect the drawing, and no addresses
 * except those of embedded pictures.
 */
export function readLottie(file: Uint8Array): LottieFile {
  const source = object(JSON.parse(new TextDecoder().decode(file)));
  sanitizeValues(source);
  const {v, ddd} = source;
  const [fr, ip, op, w, h] = ['fr', 'ip', 'op', 'w', 'h'].map((name) => number(source[name])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (!(op - ip > 0 && op - ip <= FRAMES_MAX && fr > 0 && fr <= FPS_MAX)) refuse('length or frame rate out of bounds');
  if (!(w > 0 && w <= SIDE_MAX_PX && h > 0 && h <= SIDE_MAX_PX)) refuse('size out of bounds');
  const {assets, compositions} = readAssets(source['assets']);
  const layers = readLayers(source['layers']);
  const chars = source['chars'] === undefined ? undefined : readChars(source['chars']);
  checkCost(layers, compositions, chars ?? []);
  return {
    v: typeof v === 'string' && /^\d{1,3}\.\d{1,3}\.\d{1,4}$/.test(v) ? v : '5.7.0',
    ...{fr, ip, op, w, h, layers, assets},
    ddd: ddd === 1 ? 1 : 0,
    ...(source['fonts'] !== undefined && {fonts: {list: readFonts(source['fonts'])}}),
    ...(chars && {chars}),
  };
}

/**
 * Counts every value, and removes references that the player would follow to values that were not counted: expressions (`x`)
 * and slots (`sid`).
 */
function sanitizeValues(whole: Json): void {
  let count = 0;
  const check = (value: unknown, depth: number) => {
    if ((count += 1) > VALUES_MAX || depth > DEPTH_MAX) refuse('too many or too deep values');
    if (typeof value === 'number' && !(Math.abs(value) <= NUMBER_MAX)) refuse('invalid number');
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      const fields = value as Json;
      // The player would treat the object as a list of that length.
      if (Object.hasOwn(fields, 'length')) refuse('unexpected structure');
      delete fields['sid'];
      if (typeof fields['x'] === 'string') delete fields['x'];
    }
    for (const inner of Object.values(value)) check(inner, depth + 1);
  };
  check(whole, 0);
}

interface Assets {
  readonly assets: readonly Json[];
  readonly compositions: ReadonlyMap<string, readonly Json[]>;
}

/** Reads embedded pictures and compositions. Sounds and data, which the player would load, are left out. */
function readAssets(value: unknown): Assets {
  const assets: Json[] = [];
  const compositions = new Map<string, readonly Json[]>();
  const ids = new Set<unknown>();
  const checkPicture = createPictureChecker();
  for (const asset of value === undefined ? [] : array(value).map(object)) {
    const {id, p: picture, t: type} = asset;
    if (typeof id !== 'string' || ids.has(id)) refuse('an asset without a unique id');
    ids.add(id);
    if (asset['layers'] !== undefined) {
      const layers = readLayers(asset['layers']);
      compositions.set(id, layers);
      assets.push({id, layers});
    } else if (typeof picture === 'string' && (type === undefined || type === 'seq' || type === 2)) {
      const isSound = /^data:audio\//i.test(picture);
      if (!isSound)
        assets.push({
          id,
          w: number(asset['w'] ?? 0),
          h: number(asset['h'] ?? 0),
          u: '',
          p: embeddedPicture(picture, checkPicture),
          e: 1,
        });
    } else if (picture !== undefined) refuse('an external asset');
  }
  return {assets, compositions};
}

/** Returns the embedded picture as an address with the type that its bytes have. */
function embeddedPicture(address: string, checkPicture: ReturnType<typeof createPictureChecker>): string {
  const base64 = /^data:image\/[a-z+.-]+;base64,([a-z0-9+/=\s]+)$/i.exec(address)?.[1]?.replace(/\s/g, '');
  if (!base64) return refuse('an external picture');
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return `data:${checkPicture(bytes) ?? refuse('unknown type of picture')};base64,${base64}`;
}

function readLayers(value: unknown): Json[] {
  const layers = array(value).map((layer) => readLayer(object(layer)));
  checkParents(layers);
  return layers;
}

function readLayer(value: Json): Json {
  const layer: Json = Object.fromEntries(
    LAYER_KEYS.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]),
  );
  const type = number(layer['ty']);
  if (!LAYER_TYPES.includes(type)) Object.assign(layer, {ty: LAYER.null, ks: IDENTITY_TRANSFORM});
  object(layer['ks']);
  if (layer['parent'] === null) delete layer['parent'];
  // The player writes the colour into an attribute, where an address would be loaded.
  if (type === LAYER.solid && !/^#[0-9a-f]{3,8}$/i.test(String(layer['sc']))) refuse('invalid colour');
  if (type === LAYER.shapes) array(layer['shapes']);
  if (layer['hasMask']) array(layer['masksProperties']);
  return layer;
}

/**
 * Limits chains of parents. The player follows every layer with an index: a repeated index doubles the work at each
 * step, and a cycle never ends.
 */
function checkParents(layers: readonly Json[]): void {
  const parents = new Map<unknown, unknown>();
  for (const {ind, parent} of layers) {
    if (parent !== undefined) number(parent);
    if (ind === undefined) continue;
    if (parents.has(number(ind))) refuse('two layers with one index');
    parents.set(ind, parent);
  }
  for (const start of parents.keys()) {
    let steps = 0;
    for (let at: unknown = start; at !== undefined; at = parents.get(at))
      if ((steps += 1) > DEPTH_MAX) refuse('too many parents');
  }
}

function readFonts(fonts: unknown): Json[] {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : '');
  return array(object(fonts)['list']).map((font) => {
    const {fName, fFamily, fStyle, fWeight, ascent} = object(font);
    return {
      ...{fName: text(fName), fFamily: text(fFamily), fStyle: text(fStyle), fWeight: text(fWeight)},
      ascent: typeof ascent === 'number' ? ascent : 75,
    };
  });
}

/** Reads glyphs that are drawn as shapes; glyphs that are compositions are left out. */
function readChars(value: unknown): Json[] {
  return array(value)
    .map(object)
    .filter(({t}) => t === undefined)
    .map(({ch, style, size, w, fFamily, data}) => {
      const {shapes} = object(data ?? {});
      return {ch, style, size, w, fFamily, data: shapes === undefined ? {} : {shapes: array(shapes)}};
    });
}
