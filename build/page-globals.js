/**
 * Replacements of the page's globals in an SDK's chunk, because a page may block or replace the originals: storage in
 * memory if the browser blocks it or the viewer has not consented, and own versions of `Array.from` (Prototype 1.7
 * replaces it), `Event` (MooTools), `JSON.stringify` and `reduce` (Prototype 1.6).
 */
import {isStorageAllowed} from '../src/session/device-storage.ts';

export {toJson as ownToJson} from '../src/protocol/json.ts';
export {NativeEvent as OwnEvent} from '../src/elements/base/native-event.ts';

/** `Array.from`, for iterables and objects with a length. */
export function ownArrayFrom(source, map, self) {
  const items = [];
  if (source?.[Symbol.iterator]) for (const item of source) items.push(item);
  else for (let index = 0; index < (source?.length ?? 0); index++) items.push(source[index]);
  if (map) for (let index = 0; index < items.length; index++) items[index] = map.call(self, items[index], index);
  return items;
}

/**
 * The key of our own `reduce` of arrays. Prototype 1.6 replaces the browser's `reduce` with a method that ignores its
 * function. The key is a symbol, so that the page's names cannot collide with it.
 */
export const ownReduceKey = defineOwn('reduce', reduce, Array.prototype, Object.getPrototypeOf(Uint8Array.prototype));

/** The key of our own `remove` of nodes. Prototype and MooTools replace the browser's with one that throws without a parent. */
export const ownRemoveKey = defineOwn('remove', remove, globalThis.Node?.prototype);

function defineOwn(name, value, ...prototypes) {
  const key = Symbol(name);
  try {
    for (const prototype of prototypes) if (prototype) Object.defineProperty(prototype, key, {value});
    return key;
  } catch {
    return name; // A frozen prototype keeps the browser's method.
  }
}

function remove() {
  this.parentNode?.removeChild(this);
}

function reduce(step, ...initial) {
  if (!initial.length && !this.length) throw new TypeError('an empty array has no first value');
  let value = initial.length ? initial[0] : this[0];
  for (let index = initial.length ? 0 : 1; index < this.length; index++)
    if (index in this) value = step(value, this[index], index, this);
  return value;
}

/** A storage that uses memory without the viewer's consent, or if the browser's storage is blocked or full. */
function storage(name) {
  const kept = new Map();
  const attempt = (use) => {
    if (!isStorageAllowed()) return undefined;
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
  return new Proxy({}, {get: (_target, key) => methods[key] ?? attempt((real) => Reflect.get(real, key, real))});
}

export const ownLocalStorage = storage('localStorage');
export const ownSessionStorage = storage('sessionStorage');
