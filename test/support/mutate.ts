/** Mutates well-formed values for fuzz tests. The same seed makes the same mutations. */
import {Random} from '../../demo/bots/random.ts';

const ODD: readonly unknown[] = [
  undefined,
  null,
  true,
  NaN,
  -0,
  -1,
  1.5,
  2 ** 53,
  Infinity,
  '',
  '0',
  '{',
  '\0',
  '\ud800',
  '__proto__',
  'RESTAPI',
  'x'.repeat(9_000),
  [],
  {},
  [[[[[[]]]]]],
  {a: {b: {c: {d: {e: {}}}}}},
];

export class Mutator {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.#random.integer(0, from.length - 1)] as T; // `Random.pick` does not return undefined, which may be an item here.
  }

  /** Returns a copy with up to `times` mutations. */
  mutate(value: unknown, times = 3): unknown {
    let mutated = value;
    for (let left = this.#random.integer(0, times); left > 0; left--) mutated = this.#mutateOnce(mutated);
    return mutated;
  }

  #mutateOnce(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.#random.chance(0.1)) return this.#replace(value);
    const names = Object.keys(value);
    if (!names.length) return this.#replace(value);
    const name = this.#random.pick(names);
    const inner = (value as Record<string, unknown>)[name];
    if (Array.isArray(value)) {
      const items = value as unknown[];
      if (this.#random.chance(0.2)) return [...items, ...items];
      return items.map((item, index) => (String(index) === name ? this.#mutateOnce(item) : item));
    }
    const mutated = {...(value as Record<string, unknown>), [name]: this.#mutateOnce(inner)};
    if (this.#random.chance(0.2)) delete mutated[name];
    if (this.#random.chance(0.1)) mutated[this.#mutateText(name)] = inner;
    return mutated;
  }

  #replace(value: unknown): unknown {
    if (typeof value === 'string' && this.#random.chance(0.6)) return this.#mutateText(value);
    if (typeof value === 'number' && this.#random.chance(0.6)) return value * this.#random.integer(-3, 3);
    return this.pick(ODD);
  }

  /** Mutates JSON inside a string as JSON half of the time. */
  #mutateText(text: string): string {
    if (text.startsWith('{') && this.#random.chance(0.5)) {
      try {
        return JSON.stringify(this.#mutateOnce(JSON.parse(text))) ?? '';
      } catch {
        // An earlier mutation broke the JSON: mutate it as plain text.
      }
    }
    const at = this.#random.integer(0, text.length);
    const until = this.#random.integer(at, text.length);
    return text.slice(0, at) + this.#random.pick(['', '"', '\\', '\0', '\ud83d', '汉', 'gift']) + text.slice(until);
  }
}

/** Returns the value as a JSON request would carry it. */
export function jsonRoundTrip(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
