import type {RoomMessage} from '../protocol/messages.js';

/** What the session remembers of a room, so that nothing is told twice: more than a reconnect can bring again. */
const KEPT = 4_096;

/** Tips share a number among several people. */
const UNNUMBERED: ReadonlySet<string> = new Set(['join', 'leave']);

/** Which of a room's messages were heard: the same one may come live, by poll and from the history. */
export class Heard {
  readonly #seqs = new Set<number>();
  readonly #ids = new Set<string>();
  #last = 0;

  /** The highest sequence number that was heard or read; 0 before any. */
  get last(): number {
    return this.#last;
  }

  /** Whether a message is heard for the first time. From then on it is not. */
  isNew({seq, content}: RoomMessage): boolean {
    // Broadcasts have numbers of their own, and may come on several ways; the giver hears of an order before the room does.
    if (content.type === 'broadcast') return addTo(this.#ids, `broadcast ${content.broadcastId}`);
    if (content.type === 'gift') return this.add(seq) && addTo(this.#ids, `gift ${content.orderId}`);
    return UNNUMBERED.has(content.type) || this.add(seq);
  }

  /** Counts a message as read that was not heard. */
  reach(seq: number): void {
    if (seq > this.#last) this.#last = seq;
  }

  /** Whether the number is new. What the service dropped has none: 0. */
  add(seq: number): boolean {
    if (!seq) return true;
    this.reach(seq);
    return addTo(this.#seqs, seq);
  }
}

function addTo<T>(heard: Set<T>, one: T): boolean {
  if (heard.has(one)) return false;
  heard.add(one);
  if (heard.size > KEPT) heard.delete(heard.values().next().value!);
  return true;
}
