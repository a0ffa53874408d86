import {createPictureChecker} from './picture-checker.js';

/** Limits of a file's length, rate and size, and of its layers. A composition's layers count once per use. */
const FRAMES_MAX = 3_600;
const FPS_MAX = 120;
const SIDE_MAX_PX = 4_096;
const LAYERS_MAX = 1_000;

/** Limits of a file's values and their nesting. A composition's values count once per use. */
const VALUES_MAX = 1_000_000;
const DEPTH_MAX = 100;
/** Maximum absolute value of a number; larger ones only make drawing expensive. */
const NUMBER_MAX = 1e9;
const TEXT_MAX_CHARS = 500;

/** Maximum cost of one frame: a corner of a path costs 1, a node of the drawing 10. */
const WORK_MAX = 300_000;
const NODE_WORK = 10;
const MASK_WORK = 100;

/** Limits of one repeater's copies, of one star's points or zigzag's ridges, and of one gradient's stops. */
const COPIES_MAX = 1_000;
const POINTS_MAX = 1_000;
const STOPS_MAX = 256;

type Json = Record<string, unknown>;

/**
 * Keys of a layer that the player draws by. Others are removed, such as its mark of having been parsed, and layers of its own.
 */
const LAYER_KEYS =
  'ty ind parent refId ks ao ip op st sr tm bm hd td tt tp hasMask masksProperties shapes t w h sw sh sc ddd ct'.split(
    ' ',
  );

/** Types of layers. Sounds, cameras, data and unknown types show nothing, but may be the parent of other layers. */
const [PRECOMP, SOLID, IMAGE, NOTHING, SHAPES, TEXT] = [0, 1, 2, 3, 4, 5];

const STANDING = {
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
 * Reads an untrusted animation. It builds a new one of the values that the player draws by. The new one contains no addresses
 * except those of embedded pictures. The cost of a frame is counted before the first one, because a running frame cannot be stopped.
 */
export function readLottie(file: Uint8Array): LottieFile {
  const given = object(JSON.parse(new TextDecoder().decode(file)));
  checkValues(given);
  const {v, ddd} = given;
  const [fr, ip, op, w, h] = ['fr', 'ip', 'op', 'w', 'h'].map((name) => number(given[name])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (!(op - ip > 0 && op - ip <= FRAMES_MAX && fr > 0 && fr <= FPS_MAX)) refuse('length or frame rate out of bounds');
  if (!(w > 0 && w <= SIDE_MAX_PX && h > 0 && h <= SIDE_MAX_PX)) refuse('size out of bounds');
  const {assets, compositions} = readAssets(given['assets']);
  const layers = readLayers(given['layers']);
  const chars = given['chars'] === undefined ? undefined : readChars(given['chars']);
  const glyphs = chars ? Math.max(0, ...chars.map((char) => weigh(object(char['data'])['shapes'] ?? []))) : 0;
  const cost = new Cost(compositions, glyphs).of(layers);
  if (cost.layers > LAYERS_MAX || cost.values > VALUES_MAX || cost.work > WORK_MAX) refuse('too expensive to draw');
  return {
    v: typeof v === 'string' && /^\d{1,3}\.\d{1,3}\.\d{1,4}$/.test(v) ? v : '5.7.0',
    ...{fr, ip, op, w, h, layers, assets},
    ddd: ddd === 1 ? 1 : 0,
    ...(given['fonts'] !== undefined && {fonts: {list: readFonts(given['fonts'])}}),
    ...(chars && {chars}),
  };
}

function refuse(what: string): never {
  throw new Error(`the Lottie file is refused: ${what}`);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse('unexpected structure');
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : refuse('unexpected structure');
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : refuse('invalid number');
}

/**
 * Counts every value, and removes references that the player would follow to values that were not counted: expressions (`x`)
 * and slots (`sid`).
 */
function checkValues(whole: Json): void {
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

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}

interface Assets {
  readonly assets: readonly Json[];
  readonly compositions: ReadonlyMap<string, readonly Json[]>;
}

/** Reads embedded pictures and compositions. Sounds and data, which the player would load, are left out. */
function readAssets(given: unknown): Assets {
  const assets: Json[] = [];
  const compositions = new Map<string, readonly Json[]>();
  const names = new Set<unknown>();
  const budget = createPictureChecker();
  for (const asset of given === undefined ? [] : array(given).map(object)) {
    const {id, p: picture, t: type} = asset;
    if (typeof id !== 'string' || names.has(id)) refuse('an asset without a unique id');
    names.add(id);
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
          p: embedded(picture, budget),
          e: 1,
        });
    } else if (picture !== undefined) refuse('an external asset');
  }
  return {assets, compositions};
}

/** Returns the embedded picture as an address with the type that its bytes have. */
function embedded(address: string, budget: ReturnType<typeof createPictureChecker>): string {
  const base64 = /^data:image\/[a-z+.-]+;base64,([a-z0-9+/=\s]+)$/i.exec(address)?.[1]?.replace(/\s/g, '');
  if (!base64) return refuse('an external picture');
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return `data:${budget(bytes) ?? refuse('unknown type of picture')};base64,${base64}`;
}

function readLayers(given: unknown): Json[] {
  const layers = array(given).map((layer) => readLayer(object(layer)));
  checkParents(layers);
  return layers;
}

function readLayer(given: Json): Json {
  const layer: Json = Object.fromEntries(
    LAYER_KEYS.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]),
  );
  const type = number(layer['ty']);
  if (![PRECOMP, SOLID, IMAGE, NOTHING, SHAPES, TEXT].includes(type)) Object.assign(layer, {ty: NOTHING, ks: STANDING});
  object(layer['ks']);
  if (layer['parent'] === null) delete layer['parent'];
  // The player writes the colour into an attribute, where an address would be loaded.
  if (type === SOLID && !/^#[0-9a-f]{3,8}$/i.test(String(layer['sc']))) refuse('invalid colour');
  if (type === SHAPES) array(layer['shapes']);
  if (layer['hasMask']) array(layer['masksProperties']);
  return layer;
}

/**
 * Limits chains of parents. The player follows every layer of an index: a repeated index doubles the work at each step, a cycle
 * never ends.
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

function readFonts(given: unknown): Json[] {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : '');
  return array(object(given)['list']).map((font) => {
    const {fName, fFamily, fStyle, fWeight, ascent} = object(font);
    return {
      ...{fName: text(fName), fFamily: text(fFamily), fStyle: text(fStyle), fWeight: text(fWeight)},
      ascent: typeof ascent === 'number' ? ascent : 75,
    };
  });
}

/** Reads glyphs that are drawn as shapes; glyphs that are compositions are left out. */
function readChars(given: unknown): Json[] {
  return array(given)
    .map(object)
    .filter(({t}) => t === undefined)
    .map(({ch, style, size, w, fFamily, data}) => {
      const {shapes} = object(data ?? {});
      return {ch, style, size, w, fFamily, data: shapes === undefined ? {} : {shapes: array(shapes)}};
    });
}

interface Amount {
  readonly layers: number;
  readonly values: number;
  readonly work: number;
}

/** Cost of layers including their compositions. */
class Cost {
  readonly #compositions: ReadonlyMap<string, readonly Json[]>;
  readonly #glyph: number;
  readonly #known = new Map<string, Amount | undefined>();

  constructor(compositions: ReadonlyMap<string, readonly Json[]>, glyph: number) {
    this.#compositions = compositions;
    this.#glyph = glyph;
  }

  of(layers: readonly Json[]): Amount {
    let sum: Amount = {layers: 0, values: 0, work: 0};
    for (const layer of layers) {
      const inner = layer['ty'] === PRECOMP ? this.#composition(layer['refId']) : {layers: 0, values: 0, work: 0};
      sum = {
        layers: sum.layers + 1 + inner.layers,
        values: sum.values + valuesIn(layer) + inner.values,
        work: sum.work + this.#layer(layer) + inner.work,
      };
    }
    return sum;
  }

  #composition(name: unknown): Amount {
    const layers = this.#compositions.get(String(name)) ?? refuse('a missing composition');
    const key = String(name);
    if (this.#known.has(key)) return this.#known.get(key) ?? refuse('a composition that contains itself');
    this.#known.set(key, undefined);
    const amount = this.of(layers);
    this.#known.set(key, amount);
    return amount;
  }

  #layer(layer: Json): number {
    let work = NODE_WORK;
    if (layer['tt']) work += MASK_WORK;
    for (const mask of layer['hasMask'] ? array(layer['masksProperties']).map(object) : []) {
      work += MASK_WORK + corners(object(mask['pt'])['k']);
      if (limit(mask['x']) > SIDE_MAX_PX) refuse('a mask too large');
    }
    if (layer['ty'] === SHAPES) work += weigh(layer['shapes']);
    if (layer['ty'] === TEXT) work += this.#text(object(layer['t']));
    return work;
  }

  #text(text: Json): number {
    const documents = array(object(text['d'])['k']).map((keyframe) => object(object(keyframe)['s']));
    const length = Math.max(
      0,
      ...documents.map(({t}) => (typeof t === 'string' ? t.length : refuse('invalid or too long text'))),
    );
    if (length > TEXT_MAX_CHARS || documents.length > TEXT_MAX_CHARS) refuse('invalid or too long text');
    const animators = text['a'] === undefined ? 0 : array(text['a']).length;
    return length * (NODE_WORK + this.#glyph) * (1 + animators);
  }
}

/** Cost of drawing the items of a shape, including all copies. */
function weigh(given: unknown): number {
  let work = 0;
  let times = 1;
  for (const item of array(given).map(object)) {
    const {ty: type} = item;
    work += NODE_WORK;
    if (type === 'gr') work += weigh(item['it']);
    else if (type === 'sh') work += corners(object(item['ks'])['k']);
    else if (type === 'sr') work += 2 * atMost(POINTS_MAX, limit(item['pt']));
    else if (type === 'gf' || type === 'gs')
      work += NODE_WORK * atMost(STOPS_MAX, Math.abs(number(object(item['g'])['p'])));
    else if (type === 'rd' || type === 'op') times *= 3;
    else if (type === 'zz') times *= 1 + atMost(POINTS_MAX, limit(item['r']));
    else if (type === 'rp') {
      // A repeater also copies the items before those that an earlier repeater has copied.
      times *= 1 + atMost(COPIES_MAX, limit(item['c']));
      atMost(COPIES_MAX, limit(item['o']));
    }
    if (work * times > WORK_MAX) refuse('too expensive to draw');
  }
  return work * times;
}

function atMost(max: number, value: number): number {
  return value <= max ? Math.ceil(value) : refuse('too many copies, points or stops');
}

/** Maximum number of corners of a path over all its keyframes. */
function corners(path: unknown): number {
  if (Array.isArray(path)) {
    return path.reduce<number>((most, keyframe) => {
      const {s: from, e: to} = object(keyframe);
      return Math.max(most, ...[from, to].flatMap((paths) => (Array.isArray(paths) ? paths.map(corners) : [])));
    }, 0);
  }
  const {v: points, i: into, o: out} = object(path);
  const {length} = array(points);
  if (array(into).length > length || array(out).length > length) refuse('invalid path');
  return length;
}

/** Maximum absolute value of a property. Easing may go beyond its keyframes. */
function limit(property: unknown): number {
  if (property === undefined) return 0;
  const {k: value} = object(property);
  if (typeof value === 'number') return Math.abs(value);
  let most = 0;
  let overshoot = 1;
  for (const entry of array(value)) {
    if (typeof entry === 'number') most = Math.max(most, Math.abs(entry));
    else {
      const {s: from, e: to, i: into, o: out} = object(entry);
      for (const inner of [from, to].flat()) if (inner !== undefined) most = Math.max(most, Math.abs(number(inner)));
      for (const handle of [into, out])
        if (handle !== undefined)
          for (const y of [object(handle)['y']].flat()) overshoot = Math.max(overshoot, 3 * Math.abs(number(y)));
    }
  }
  // Easing with handles of at most 1 stays between its keyframes.
  return overshoot > 3 ? most * overshoot : most;
}
