import type {SendResult} from '../wire/send-result.ts';

/** Within this time, the same `Random` of the same sender is the same message (Tencent, "sending messages in a group"). */
const WINDOW_MS = 300_000;
const MAX_KEPT = 100_000;

/** Results of recent sends: a message that is sent twice is published once, and its result is sent twice. */
export class SendDeduplicator {
  readonly #sends = new Map<string, {readonly at: number; readonly result: Promise<SendResult>}>();

  /** Runs `send` unless this name was sent recently. A refused send may be repeated. */
  once(name: string, send: () => SendResult | Promise<SendResult>): Promise<SendResult> {
    const now = Date.now();
    this.#removeExpired(now);
    const earlier = this.#sends.get(name);
    if (earlier) return earlier.result;
    const result = new Promise<SendResult>((resolve) => resolve(send()));
    this.#sends.set(name, {at: now, result});
    result.catch(() => this.#sends.delete(name)); // The caller handles the rejection.
    return result;
  }

  /** The map is in order of insertion: the oldest entries come first. */
  #removeExpired(now: number): void {
    for (const [name, {at}] of this.#sends) {
      if (now - at < WINDOW_MS && this.#sends.size < MAX_KEPT) return;
      this.#sends.delete(name);
    }
  }
}
