/**
 * Stand-ins for the page's globals in an SDK's chunk, since a page may block or replace those: storage that lives in
 * memory where the browser refuses it, `Array.from` of Prototype 1.7, `Event` of MooTools, `JSON.stringify` and
 * `reduce` beside Prototype 1.6.
 */
export {toJson as hostJson} from '../src/protocol/json.ts';
export {NativeEvent as HostEvent} from '../src/elements/shared/native-event.ts';

/** `Array.from`, for all that can be iterated or has a length. */
export function hostArrayFrom(source, map, self) {
  const items = [];
  if (source?.[Symbol.iterator]) for (const item of source) items.push(item);
  else for (let index = 0; index < (source?.length ?? 0); index++) items.push(source[index]);
  if (map) for (let index = 0; index < items.length; index++) items[index] = map.call(self, items[index], index);
  return items;
}

/**
 * The key of an own `reduce` of arrays: Prototype 1.6 replaces the browser's by a method that takes no function. It has no name that
 * a page could meet.
 */
export const hostReduce = defineReduce();

function defineReduce() {
  const key = Symbol('reduce');
  try {
    for (const prototype of [Array.prototype, Object.getPrototypeOf(Uint8Array.prototype)])
      Object.defineProperty(prototype, key, {value: reduce});
    return key;
  } catch {
    return 'reduce'; // Prototypes that are frozen keep the browser's.
  }
}

function reduce(step, ...initial) {
  if (!initial.length && !this.length) throw new TypeError('an empty array has no first value');
  let value = initial.length ? initial[0] : this[0];
  for (let index = initial.length ? 0 : 1; index < this.length; index++)
    if (index in this) value = step(value, this[index], index, this);
  return value;
}

/** The storage of a name, if the page may use it; what cannot be stored there lives as long as the page. */
function storage(name) {
  const kept = new Map();
  const attempt = (use) => {
    try {
      return use(globalThis[name]);
    } catch {
      return undefined; // Blocked (a sandbox, a setting of the browser) or full.
    }
  };
  const methods = {
    getItem: (key) => kept.get(`${key}`) ?? attempt((real) => real.getItem(key)) ?? null,
    setItem(key, value) {
      kept.delete(`${key}`);
      const isStored = attempt((real) => (real.setItem(key, value), true));
      if (!isStored) kept.set(`${key}`, `${value}`);
    },
    removeItem(key) {
      kept.delete(`${key}`);
      attempt((real) => real.removeItem(key));
    },
    clear() {
      kept.clear();
      attempt((real) => real.clear());
    },
  };
  const target = attempt((real) => real) ?? {};
  return new Proxy(target, {get: (real, key) => methods[key] ?? Reflect.get(real, key, real)});
}

export const hostLocalStorage = storage('localStorage');
export const hostSessionStorage = storage('sessionStorage');
