import type {Random} from './random.ts';

/** Activity of the chat. */
export type ActivityPhase = 'steady' | 'burst' | 'quiet';

/**
 * `gap` is a multiple of the mean time between two lines; `lines` is the mean length of a phase. All phases are equally
 * likely, so the mean gap is 1: (40 × 0.9 + 20 × 0.5 + 10 × 2.4) / 70.
 */
export const PHASES: Readonly<Record<ActivityPhase, {readonly gap: number; readonly lines: number}>> = {
  steady: {gap: 0.9, lines: 40},
  burst: {gap: 0.5, lines: 20},
  quiet: {gap: 2.4, lines: 10},
};

/** A random sequence of phases. */
export class ActivityPhases {
  readonly #random: Random;
  #current: ActivityPhase = 'steady';
  #left: number = PHASES.steady.lines;

  constructor(random: Random) {
    this.#random = random;
  }

  /** @returns The phase of the next line. */
  next(): ActivityPhase {
    if (this.#left <= 0) {
      this.#current = this.#random.pick(Object.keys(PHASES) as ActivityPhase[]);
      const {lines} = PHASES[this.#current];
      this.#left = this.#random.integer(Math.ceil(lines / 2), Math.floor(lines * 1.5));
    }
    this.#left -= 1;
    return this.#current;
  }
}
