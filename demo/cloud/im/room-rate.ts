/** From the most to the least important; REST knows no Lowest. */
export const PRIORITIES = ['High', 'Normal', 'Low', 'Lowest'] as const;

export type Priority = (typeof PRIORITIES)[number];

const WINDOW_MS = 1_000;

/**
 * A room's limit of messages a second. The service does not say how it decides; here each message is decided as it
 * comes, none waits, over the second that lies behind it:
 * - High counts against High only, so it is never dropped below the limit, and takes its place from the others.
 * - The others get what all together have left of the limit, and yield while a more important one is being dropped.
 *
 * So a burst of High after a second full of others goes beyond the limit once; what comes then pays for it.
 */
export class RoomRate {
  readonly #all = new Recent();
  readonly #high = new Recent();
  /** When each priority was last dropped. */
  readonly #droppedAt = new Map<Priority, number>();

  /** Whether a message may be said at this moment (milliseconds of any clock that only goes on). */
  admits(priority: Priority, limit: number, now: number): boolean {
    const isHigh = priority === 'High';
    const admitted = isHigh
      ? this.#high.count(now) < limit
      : this.#all.count(now) < limit && !this.#betterDropped(priority, now);
    if (!admitted) {
      this.#droppedAt.set(priority, now);
      return false;
    }
    this.#all.add(now);
    if (isHigh) this.#high.add(now);
    return true;
  }

  #betterDropped(priority: Priority, now: number): boolean {
    const better = PRIORITIES.slice(1, PRIORITIES.indexOf(priority));
    return better.some((one) => now - (this.#droppedAt.get(one) ?? -Infinity) < WINDOW_MS);
  }
}

/** Moments of the last second. */
class Recent {
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
