import type {Random} from './random.ts';

/** The share of the items that must be taken before an item may repeat. */
const SHARE = 0.75;

/** Random items that repeat as late as possible. */
export class ShuffledPool<T> {
  readonly #all: readonly T[];
  readonly #random: Random;
  /** Taken recently, the oldest first. */
  readonly #recent = new Set<T>();

  constructor(all: readonly T[], random: Random) {
    if (!all.length) throw new RangeError('a pool needs at least one item');
    this.#all = all;
    this.#random = random;
  }

  /** @returns An item that was not taken recently; one that `fits`, if there is any. */
  take(fits?: (item: T) => boolean): T {
    const unused = this.#all.filter((item) => !this.#recent.has(item));
    const fitting = fits ? unused.filter(fits) : unused;
    const item = this.#random.pick(fitting.length ? fitting : unused);
    this.#recent.add(item);
    for (const oldest of this.#recent) {
      if (this.#recent.size <= Math.min(this.#all.length * SHARE, this.#all.length - 1)) break;
      this.#recent.delete(oldest);
    }
    return item;
  }
}
