/** What is out of order at the moment. */
export class RtcFaults {
  /** Every word of a client is heard so much later, in order. */
  delayMs = 0;
  /** So many of the next attempts to enter a room are refused. */
  failJoins = 0;
  /** Whether the recorded host stands in for one who is away. */
  loop = true;
  #refuseUntil = 0;
  /** Unix seconds by user: signatures made before are expired. */
  readonly #signaturesFrom = new Map<string, number>();
  readonly #silentUntil = new Map<string, number>();

  restore(): void {
    this.delayMs = 0;
    this.#signaturesFrom.clear();
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

  /** Signatures this user has by now have lapsed. They count in seconds: one made within this second has, too. */
  expireSignature(userId: string): void {
    this.#signaturesFrom.set(userId, Math.floor(Date.now() / 1_000) + 1);
  }

  hasExpired(userId: string, signedAt: number): boolean {
    return signedAt < (this.#signaturesFrom.get(userId) ?? 0);
  }

  isSilent(userId: string): boolean {
    return Date.now() < (this.#silentUntil.get(userId) ?? 0);
  }
}
