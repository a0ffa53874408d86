import type {RoomMessage} from '../protocol/messages.js';

/** What the session remembers of a room, so that nothing is told twice: more than a reconnect can bring again. */
const KEPT = 4_096;

/** Tips share a number among several people, and broadcasts have numbers of their own. */
const UNNUMBERED: ReadonlySet<string> = new Set(['join', 'leave', 'broadcast']);

/** Which of a room's messages were heard: the same one may come live, by poll and from the history. */
export class Heard {
  readonly #seqs = new Set<number>();
  #last = 0;

  /** The highest sequence number that was heard or read; 0 before any. */
  get last(): number {
    return this.#last;
  }

  /** Whether a message is heard for the first time. From then on it is not. */
  isNew({seq, content}: RoomMessage): boolean {
    return UNNUMBERED.has(content.type) || this.add(seq);
  }

  /** Counts a message as read that was not heard. */
  reach(seq: number): void {
    if (seq > this.#last) this.#last = seq;
  }

  /** Whether the number is new. What the service dropped has none: 0. */
  add(seq: number): boolean {
    if (!seq) return true;
    if (this.#seqs.has(seq)) return false;
    this.#seqs.add(seq);
    this.reach(seq);
    if (this.#seqs.size > KEPT) this.#seqs.delete(this.#seqs.values().next().value!);
    return true;
  }
}
