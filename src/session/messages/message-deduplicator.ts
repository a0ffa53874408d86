import type {RoomMessage} from '../../protocol/messages.js';

/** Sequence numbers and ids kept per room. A reconnect delivers fewer messages again. */
const REMEMBERED_MAX = 4_096;

/** Message types without a number of their own: one tip for several users has one number. */
const UNNUMBERED: ReadonlySet<string> = new Set(['join', 'leave']);

/** Deduplicates the messages of a room. A message can arrive live, by polling and from the history. */
export class MessageDeduplicator {
  readonly #seqs = new Set<number>();
  readonly #ids = new Set<string>();
  #last = 0;

  /** The highest sequence number received live or from the history. 0 before the first. */
  get lastSeq(): number {
    return this.#last;
  }

  /** Returns true the first time it is called for a message, and false after that. */
  isNew({seq, content}: RoomMessage): boolean {
    // A broadcast has its own id and can arrive by several routes. The giver's page gets a gift from the server before
    // the room sends it.
    if (content.type === 'broadcast') return addTo(this.#ids, `broadcast ${content.broadcastId}`);
    if (content.type === 'gift') return this.add(seq) && addTo(this.#ids, `gift ${content.orderId}`);
    return UNNUMBERED.has(content.type) || this.add(seq);
  }

  /** Raises `lastSeq` to this sequence number. */
  advanceTo(seq: number): void {
    if (seq > this.#last) this.#last = seq;
  }

  /**
   * Stores a sequence number. Returns true if it is new. 0 is always new: the service gives it to messages that it
   * dropped.
   */
  add(seq: number): boolean {
    if (!seq) return true;
    this.advanceTo(seq);
    return addTo(this.#seqs, seq);
  }
}

function addTo<T>(known: Set<T>, value: T): boolean {
  if (known.has(value)) return false;
  known.add(value);
  if (known.size > REMEMBERED_MAX) known.delete(known.values().next().value!);
  return true;
}
