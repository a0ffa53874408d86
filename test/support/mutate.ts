/** Values that nobody meant to send: well-formed ones, bent in places. The same seed bends the same way. */
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
    return from[this.#random.integer(0, from.length - 1)] as T; // Not Random's: undefined may be picked.
  }

  /** A copy in which up to `times` places are other than they were. */
  mutate(value: unknown, times = 3): unknown {
    let bent = value;
    for (let left = this.#random.integer(0, times); left > 0; left--) bent = this.#bend(bent);
    return bent;
  }

  #bend(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.#random.chance(0.1)) return this.#replace(value);
    const names = Object.keys(value);
    if (!names.length) return this.#replace(value);
    const name = this.#random.pick(names);
    const inner = (value as Record<string, unknown>)[name];
    if (Array.isArray(value)) {
      const items = value as unknown[];
      if (this.#random.chance(0.2)) return [...items, ...items];
      return items.map((item, index) => (String(index) === name ? this.#bend(item) : item));
    }
    const bent = {...(value as Record<string, unknown>), [name]: this.#bend(inner)};
    if (this.#random.chance(0.2)) delete bent[name];
    if (this.#random.chance(0.1)) bent[this.#bendText(name)] = inner;
    return bent;
  }

  #replace(value: unknown): unknown {
    if (typeof value === 'string' && this.#random.chance(0.6)) return this.#bendText(value);
    if (typeof value === 'number' && this.#random.chance(0.6)) return value * this.#random.integer(-3, 3);
    return this.pick(ODD);
  }

  /** JSON within a text is bent as JSON as often as not. */
  #bendText(text: string): string {
    if (text.startsWith('{') && this.#random.chance(0.5)) {
      try {
        return JSON.stringify(this.#bend(JSON.parse(text))) ?? '';
      } catch {
        // It was bent before: as a text, then.
      }
    }
    const at = this.#random.integer(0, text.length);
    const until = this.#random.integer(at, text.length);
    return text.slice(0, at) + this.#random.pick(['', '"', '\\', '\0', '\ud83d', '汉', 'gift']) + text.slice(until);
  }
}
