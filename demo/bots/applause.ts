import type {Pace} from './pace.ts';
import type {Random} from './random.ts';
import type {WireClient} from './wire-client.ts';
import {WireError} from './wire-connection.ts';

/** Between two people's tapping, at the ordinary pace. */
const EVERY_MS = 6_000;
const TAPS = {min: 3, max: 36};
/** A page sends what was tapped at most this often. */
const BATCH_MS = 2_000;
const TAPS_A_BATCH = {min: 6, max: 14};

/** Somebody who may tap. */
export type Tapper = Pick<WireClient, 'joined' | 'like'>;

/** Taps on the heart: now and then somebody taps for some seconds, and what was tapped goes out together, as from a page. */
export class Applause {
  readonly #clients: readonly Tapper[];
  readonly #pace: Pace;
  readonly #random: Random;

  constructor(clients: readonly Tapper[], pace: Pace, random: Random) {
    this.#clients = clients;
    this.#pace = pace;
    this.#random = random;
  }

  /** Until the pace is over. */
  async go(): Promise<void> {
    const pace = this.#pace;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else if (await pace.wait(this.#random.exponential(EVERY_MS / pace.liveliness))) await this.#tap();
    }
  }

  async #tap(): Promise<void> {
    const client = this.#random.pick(this.#clients);
    let left = this.#random.integer(TAPS.min, TAPS.max);
    do {
      if (!client.joined) return;
      const count = Math.min(left, this.#random.integer(TAPS_A_BATCH.min, TAPS_A_BATCH.max));
      left -= count;
      client.like(count).catch((error: unknown) => {
        if (!(error instanceof WireError)) throw error; // Likes may be lost; what refuses them refuses lines as well.
      });
    } while ((await this.#pace.wait(BATCH_MS)) && left > 0);
  }
}
