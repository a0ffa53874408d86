import type {Random} from './random.ts';

/** How lively the room is. */
export type Mood = 'steady' | 'burst' | 'quiet';

/**
 * `gap` is a multiple of the ordinary time between two lines, `lines` how many a mood lasts on average. Every mood is as
 * likely as another, so the gaps average out at 1: (40 × 0.9 + 20 × 0.5 + 10 × 2.4) / 70.
 */
export const MOODS: Readonly<Record<Mood, {readonly gap: number; readonly lines: number}>> = {
  steady: {gap: 0.9, lines: 40},
  burst: {gap: 0.5, lines: 20},
  quiet: {gap: 2.4, lines: 10},
};

/** Moods, one after another. */
export class Moods {
  readonly #random: Random;
  #current: Mood = 'steady';
  #left: number = MOODS.steady.lines;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The mood of the next line. */
  next(): Mood {
    if (this.#left <= 0) {
      this.#current = this.#random.pick(Object.keys(MOODS) as Mood[]);
      const {lines} = MOODS[this.#current];
      this.#left = this.#random.integer(Math.ceil(lines / 2), Math.floor(lines * 1.5));
    }
    this.#left -= 1;
    return this.#current;
  }
}
