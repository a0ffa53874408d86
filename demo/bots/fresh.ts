import type {Random} from './random.ts';

/** How much of what there is has to be said before the first of it comes again. */
const SHARE = 0.75;

/** Lines that do not repeat themselves for as long as they can. */
export class Fresh<T> {
  readonly #all: readonly T[];
  readonly #random: Random;
  /** Said lately, the oldest first. */
  readonly #said = new Set<T>();

  constructor(all: readonly T[], random: Random) {
    if (!all.length) throw new RangeError('there is nothing to say');
    this.#all = all;
    this.#random = random;
  }

  /** One that was not said lately, if possible one that fits. */
  take(fits?: (item: T) => boolean): T {
    const unsaid = this.#all.filter((item) => !this.#said.has(item));
    const fitting = fits ? unsaid.filter(fits) : unsaid;
    const item = this.#random.pick(fitting.length ? fitting : unsaid);
    this.#said.add(item);
    for (const oldest of this.#said) {
      if (this.#said.size <= Math.min(this.#all.length * SHARE, this.#all.length - 1)) break;
      this.#said.delete(oldest);
    }
    return item;
  }
}
