/** The largest 32-bit number: the service treats it as permanent. */
const FOREVER = 0xffff_ffff;

/** Mutes or bans of a group by user, each with its end. Times are Unix seconds. */
export class Penalties {
  readonly #ends = new Map<string, number>();

  set(userId: string, seconds: number, now: number): void {
    this.#removeExpired(now);
    this.#ends.set(userId, Math.min(now + seconds, FOREVER));
  }

  remove(userId: string): void {
    this.#ends.delete(userId);
  }

  isActive(userId: string, now: number): boolean {
    return (this.#ends.get(userId) ?? 0) > now;
  }

  /** @returns The active penalties in the order they were set. */
  list(now: number): [userId: string, until: number][] {
    this.#removeExpired(now);
    return [...this.#ends];
  }

  #removeExpired(now: number): void {
    for (const [userId, until] of this.#ends) if (until <= now) this.#ends.delete(userId);
  }
}
