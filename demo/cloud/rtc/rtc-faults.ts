/** What is out of order at the moment. */
export class RtcFaults {
  /** So many of the next attempts to enter a room are refused. */
  failJoins = 0;
  /** Whether the recorded host stands in for one who is away. */
  loop = true;
  #refuseUntil = 0;
  readonly #silentUntil = new Map<string, number>();

  restore(): void {
    this.failJoins = 0;
    this.loop = true;
    this.#refuseUntil = 0;
    this.#silentUntil.clear();
  }

  /** New sockets are turned away; open ones stay. */
  refuse(seconds: number): void {
    this.#refuseUntil = Date.now() + seconds * 1_000;
  }

  get refusing(): boolean {
    return Date.now() < this.#refuseUntil;
  }

  /** Nothing is heard from this user nor said to it by signalling, while its sockets stay open. */
  silence(userId: string, seconds: number): void {
    this.#silentUntil.set(userId, Date.now() + seconds * 1_000);
  }

  isSilent(userId: string): boolean {
    return Date.now() < (this.#silentUntil.get(userId) ?? 0);
  }
}
