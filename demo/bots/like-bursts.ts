import type {Pace} from './pace.ts';
import type {Random} from './random.ts';
import type {ChatClient} from './chat-client.ts';
import {ChatError} from './chat-connection.ts';

/** Mean time between two bursts at the nominal rate. */
const BURST_INTERVAL_MS = 6_000;
const TAPS = {min: 3, max: 36};
/** A page sends its batched likes at most this often. */
const BATCH_MS = 2_000;
const TAPS_PER_BATCH = {min: 6, max: 14};

/** A client that can send likes. */
export type Tapper = Pick<ChatClient, 'joined' | 'like'>;

/** One bot at a time taps the like button for some seconds. Its taps are sent in batches, like those of a page. */
export class LikeBursts {
  readonly #clients: readonly Tapper[];
  readonly #pace: Pace;
  readonly #random: Random;

  constructor(clients: readonly Tapper[], pace: Pace, random: Random) {
    this.#clients = clients;
    this.#pace = pace;
    this.#random = random;
  }

  /** Runs until `pace.end()`. */
  async run(): Promise<void> {
    const pace = this.#pace;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else if (await pace.wait(this.#random.exponential(BURST_INTERVAL_MS / pace.activity))) await this.#tap();
    }
  }

  async #tap(): Promise<void> {
    const client = this.#random.pick(this.#clients);
    let left = this.#random.integer(TAPS.min, TAPS.max);
    do {
      if (!client.joined) return;
      const count = Math.min(left, this.#random.integer(TAPS_PER_BATCH.min, TAPS_PER_BATCH.max));
      left -= count;
      client.like(count).catch((error: unknown) => {
        if (!(error instanceof ChatError)) throw error; // A lost like needs no report: what refuses likes refuses comments too, and those are reported.
      });
    } while ((await this.#pace.wait(BATCH_MS)) && left > 0);
  }
}
