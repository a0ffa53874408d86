import {PRIORITIES, type Priority} from '../wire/priority.ts';

const WINDOW_MS = 1_000;

/**
 * The limit of messages a second in a room. The service does not document its algorithm; here each message is decided at
 * once, over a sliding window of one second:
 * - High messages count against High alone. They are never dropped below the limit, and take the place of the others.
 * - The other priorities share the rest of the limit, and are dropped while a higher priority is being dropped.
 *
 * A burst of High messages after a full second exceeds the limit once.
 */
export class MessageRateLimit {
  readonly #all = new SlidingWindow();
  readonly #high = new SlidingWindow();
  /** Time of the last drop by priority. */
  readonly #droppedAt = new Map<Priority, number>();

  /** @param now Milliseconds of a monotonic clock. @returns True if the message may be published. */
  admits(priority: Priority, limit: number, now: number): boolean {
    const isHigh = priority === 'High';
    const admitted = isHigh
      ? this.#high.count(now) < limit
      : this.#all.count(now) < limit && !this.#higherPriorityDropped(priority, now);
    if (!admitted) {
      this.#droppedAt.set(priority, now);
      return false;
    }
    this.#all.add(now);
    if (isHigh) this.#high.add(now);
    return true;
  }

  #higherPriorityDropped(priority: Priority, now: number): boolean {
    const better = PRIORITIES.slice(1, PRIORITIES.indexOf(priority));
    return better.some((one) => now - (this.#droppedAt.get(one) ?? -Infinity) < WINDOW_MS);
  }
}

/** Counts events of the last second. */
class SlidingWindow {
  #moments: number[] = [];
  #first = 0;

  add(now: number): void {
    this.#moments.push(now);
  }

  count(now: number): number {
    const moments = this.#moments;
    while (this.#first < moments.length && now - moments[this.#first]! >= WINDOW_MS) this.#first += 1;
    if (this.#first > 1_000 || this.#first === moments.length) {
      moments.splice(0, this.#first);
      this.#first = 0;
    }
    return moments.length - this.#first;
  }
}
