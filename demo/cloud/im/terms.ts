/** The latest end a 32-bit number can say, which the service takes for ever. */
const FOREVER = 0xffff_ffff;

/** What holds for some users until a time: a mute, a ban. Times are Unix seconds. */
export class Terms {
  readonly #ends = new Map<string, number>();

  set(userId: string, seconds: number, now: number): void {
    this.#forget(now);
    this.#ends.set(userId, Math.min(now + seconds, FOREVER));
  }

  lift(userId: string): void {
    this.#ends.delete(userId);
  }

  holds(userId: string, now: number): boolean {
    return (this.#ends.get(userId) ?? 0) > now;
  }

  /** Whom it holds for, and until when, in the order it was set. */
  list(now: number): [userId: string, until: number][] {
    this.#forget(now);
    return [...this.#ends];
  }

  #forget(now: number): void {
    for (const [userId, until] of this.#ends) if (until <= now) this.#ends.delete(userId);
  }
}
