import {array, number, object, refuse, type Json} from './lottie-json.js';
import {SIDE_MAX_PX} from './picture-checker.js';

/** Limits of a file's layers and values. Those of a composition count for each of its uses. */
const LAYERS_MAX = 1_000;
export const VALUES_MAX = 1_000_000;

/** Maximum cost of one frame: a point of a path costs 1, a node of the drawing 10. */
const WORK_MAX = 300_000;
const NODE_WORK = 10;
const MASK_WORK = 100;

/**
 * Limits of the copies of one repeater, of the points of one star or ridges of one zigzag, and of the stops of one
 * gradient.
 */
const COPIES_MAX = 1_000;
const POINTS_MAX = 1_000;
const STOPS_MAX = 256;

const TEXT_MAX_CHARS = 500;

/** Types of layers. Sounds, cameras, data and unknown types show nothing, but may be the parent of other layers. */
export const LAYER = {composition: 0, solid: 1, image: 2, null: 3, shapes: 4, text: 5} as const;

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countValues(inner), 1);
}

interface Cost {
  readonly layers: number;
  readonly values: number;
  readonly work: number;
}

/** Adds up the cost of layers, including the compositions that they show. */
class CostCounter {
  readonly #compositions: ReadonlyMap<string, readonly Json[]>;
  readonly #glyphCost: number;
  readonly #costs = new Map<string, Cost | undefined>();

  constructor(compositions: ReadonlyMap<string, readonly Json[]>, glyphCost: number) {
    this.#compositions = compositions;
    this.#glyphCost = glyphCost;
  }

  total(layers: readonly Json[]): Cost {
    let sum: Cost = {layers: 0, values: 0, work: 0};
    for (const layer of layers) {
      const inner =
        layer['ty'] === LAYER.composition ? this.#costOfComposition(layer['refId']) : {layers: 0, values: 0, work: 0};
      sum = {
        layers: sum.layers + 1 + inner.layers,
        values: sum.values + countValues(layer) + inner.values,
        work: sum.work + this.#costOfLayer(layer) + inner.work,
      };
    }
    return sum;
  }

  #costOfComposition(name: unknown): Cost {
    const layers = this.#compositions.get(String(name)) ?? refuse('a missing composition');
    const key = String(name);
    if (this.#costs.has(key)) return this.#costs.get(key) ?? refuse('a composition that contains itself');
    this.#costs.set(key, undefined);
    const cost = this.total(layers);
    this.#costs.set(key, cost);
    return cost;
  }

  #costOfLayer(layer: Json): number {
    let work = NODE_WORK;
    if (layer['tt']) work += MASK_WORK;
    for (const mask of layer['hasMask'] ? array(layer['masksProperties']).map(object) : []) {
      work += MASK_WORK + pointsOf(object(mask['pt'])['k']);
      if (maxValueOf(mask['x']) > SIDE_MAX_PX) refuse('a mask too large');
    }
    if (layer['ty'] === LAYER.shapes) work += costOfShapes(layer['shapes']);
    if (layer['ty'] === LAYER.text) work += this.#costOfText(object(layer['t']));
    return work;
  }

  #costOfText(text: Json): number {
    const documents = array(object(text['d'])['k']).map((keyframe) => object(object(keyframe)['s']));
    const length = Math.max(
      0,
      ...documents.map(({t}) => (typeof t === 'string' ? t.length : refuse('invalid or too long text'))),
    );
    if (length > TEXT_MAX_CHARS || documents.length > TEXT_MAX_CHARS) refuse('invalid or too long text');
    const animators = text['a'] === undefined ? 0 : array(text['a']).length;
    return length * (NODE_WORK + this.#glyphCost) * (1 + animators);
  }
}

/** Cost of drawing the items of a shape, including all copies. */
function costOfShapes(value: unknown): number {
  let work = 0;
  let times = 1;
  for (const item of array(value).map(object)) {
    const {ty: type} = item;
    work += NODE_WORK;
    if (type === 'gr') work += costOfShapes(item['it']);
    else if (type === 'sh') work += pointsOf(object(item['ks'])['k']);
    else if (type === 'sr') work += 2 * checkedCount(POINTS_MAX, maxValueOf(item['pt']));
    else if (type === 'gf' || type === 'gs')
      work += NODE_WORK * checkedCount(STOPS_MAX, Math.abs(number(object(item['g'])['p'])));
    else if (type === 'rd' || type === 'op') times *= 3;
    else if (type === 'zz') times *= 1 + checkedCount(POINTS_MAX, maxValueOf(item['r']));
    else if (type === 'rp') {
      // A repeater also copies the items before those that an earlier repeater has copied.
      times *= 1 + checkedCount(COPIES_MAX, maxValueOf(item['c']));
      checkedCount(COPIES_MAX, maxValueOf(item['o']));
    }
    if (work * times > WORK_MAX) refuse('too expensive to draw');
  }
  return work * times;
}

/** Returns a count rounded up; refuses the file if it is over the limit. */
function checkedCount(max: number, value: number): number {
  return value <= max ? Math.ceil(value) : refuse('too many copies, points or stops');
}

/** Maximum number of points of a path over all its keyframes. */
function pointsOf(path: unknown): number {
  if (Array.isArray(path)) {
    return path.reduce<number>((most, keyframe) => {
      const {s: from, e: to} = object(keyframe);
      return Math.max(most, ...[from, to].flatMap((paths) => (Array.isArray(paths) ? paths.map(pointsOf) : [])));
    }, 0);
  }
  const {v: points, i: into, o: out} = object(path);
  const {length} = array(points);
  if (array(into).length > length || array(out).length > length) refuse('invalid path');
  return length;
}

/** Maximum absolute value of a property. Easing may go beyond its keyframes. */
function maxValueOf(property: unknown): number {
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

/**
 * Refuses an animation that is too expensive to draw. The cost is computed before the first frame, because a running
 * frame cannot be stopped.
 */
export function checkCost(
  layers: readonly Json[],
  compositions: ReadonlyMap<string, readonly Json[]>,
  glyphs: readonly Json[],
): void {
  const glyphCost = Math.max(0, ...glyphs.map((glyph) => costOfShapes(object(glyph['data'])['shapes'] ?? [])));
  const cost = new CostCounter(compositions, glyphCost).total(layers);
  if (cost.layers > LAYERS_MAX || cost.values > VALUES_MAX || cost.work > WORK_MAX) refuse('too expensive to draw');
}
