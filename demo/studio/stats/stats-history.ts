import type {RoomPoll} from '../base/room-poll.ts';
import type {Stats} from '../base/server-types.ts';

/** Ten minutes at one sample in three seconds. */
const SAMPLES_MAX = 200;
/** Samples from which a rate is computed: fewer make it jump, more make it lag. */
const RATE_SAMPLES = 5;

interface Sample extends Stats {
  /** Unix seconds. */
  readonly at: number;
}

export type Series = readonly [readonly number[], readonly number[]];

/** The statistics of the last ten minutes. */
export class StatsHistory {
  #samples: readonly Sample[] = [];

  /** @param now Unix milliseconds by the service's clock. */
  listen(poll: RoomPoll, now: () => number, signal: AbortSignal): void {
    poll.addEventListener(
      'stats',
      () => (this.#samples = [...this.#samples, {...poll.stats!, at: now() / 1_000}].slice(-SAMPLES_MAX)),
      {signal},
    );
  }

  level(name: keyof Stats): Series {
    return [this.#times, this.#samples.map((sample) => sample[name])];
  }

  /** The growth of a counter. */
  perMinute(name: keyof Stats): Series {
    const values = this.#samples.map((sample, index) => {
      const before = this.#samples[Math.max(0, index - RATE_SAMPLES)]!;
      const seconds = sample.at - before.at;
      return seconds > 0 ? (Math.max(0, sample[name] - before[name]) / seconds) * 60 : 0;
    });
    return [this.#times, values];
  }

  get #times(): readonly number[] {
    return this.#samples.map(({at}) => at);
  }
}
