import type {Sent} from './say.ts';

/** As long the same `Random` of the same sender is the same message (Tencent, "sending messages in a group"). */
const SAME_MS = 300_000;
const MAX_KEPT = 100_000;

/** Answers to what was said lately, so that what is sent twice is said once and answered twice. */
export class RecentSends {
  readonly #sends = new Map<string, {readonly at: number; readonly answer: Promise<Sent>}>();

  /** Does `send`, unless it was done under this name lately. What was refused may be tried again. */
  once(name: string, send: () => Sent | Promise<Sent>): Promise<Sent> {
    const now = Date.now();
    this.#forget(now);
    const earlier = this.#sends.get(name);
    if (earlier) return earlier.answer;
    const answer = new Promise<Sent>((resolve) => resolve(send()));
    this.#sends.set(name, {at: now, answer});
    answer.catch(() => this.#sends.delete(name)); // Whoever sends hears of the refusal.
    return answer;
  }

  /** Those kept longest stand first. */
  #forget(now: number): void {
    for (const [name, {at}] of this.#sends) {
      if (now - at < SAME_MS && this.#sends.size < MAX_KEPT) return;
      this.#sends.delete(name);
    }
  }
}
