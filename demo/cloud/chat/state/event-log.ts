import type {DeliveryMode} from './delivery-mode.ts';
import {EventType, type GroupEvent} from '../wire/group-events.ts';

/** The receivers of an event. Default: every member, in every delivery mode. */
export interface Audience {
  /** User ids. */
  readonly audience?: ReadonlySet<string> | undefined;
  /** Only receivers with this delivery mode. */
  readonly mode?: DeliveryMode | undefined;
}

/** The receiver that reads the log; a guest has no user id. */
export interface Receiver {
  readonly userId: string | undefined;
  readonly mode: DeliveryMode;
}

interface Entry extends Audience {
  readonly seq: number;
  readonly item: GroupEvent;
  readonly bytes: number;
}

const MAX_ENTRIES = 4_000;
const MAX_BYTES = 8 * 1_024 * 1_024;
/** Events in one poll response; the SDK remembers 200 sequences to drop duplicates. */
const MAX_EVENTS = 100;

/** The recent events of a group, for long polls and for members that reconnect. Bounded: older events are lost. */
export class EventLog {
  #entries: Entry[] = [];
  #bytes = 0;

  append(seq: number, item: GroupEvent, {audience, mode}: Audience = {}): void {
    const bytes = JSON.stringify(item).length;
    this.#entries.push({seq, item, audience, mode, bytes});
    this.#bytes += bytes;
    if (this.#entries.length <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) return;
    const forgotten = this.#entries.splice(0, Math.ceil(this.#entries.length / 4));
    for (const entry of forgotten) this.#bytes -= entry.bytes;
  }

  /**
   * @returns The receiver's events from the sequence `from` on, and the next sequence to request. `last` is the group's
   * last.
   */
  since(from: number, receiver: Receiver, last: number): {items: GroupEvent[]; next: number} {
    const items: GroupEvent[] = [];
    for (let index = this.#firstAt(from); index < this.#entries.length; index++) {
      const entry = this.#entries[index]!;
      if (!isFor(entry, receiver)) continue;
      const {seq, item} = entry;
      if (items.length === MAX_EVENTS) return {items, next: seq};
      items.push(item);
    }
    return {items, next: last + 1};
  }

  find(seq: number): GroupEvent | undefined {
    const entry = this.#entries[this.#firstAt(seq)];
    return entry?.seq === seq ? entry.item : undefined;
  }

  /** Removes a recalled message. */
  remove(seq: number): void {
    const index = this.#firstAt(seq);
    if (this.#entries[index]?.seq !== seq) return;
    for (const {bytes} of this.#entries.splice(index, 1)) this.#bytes -= bytes;
  }

  /** @returns Events addressed to `userId` alone, from the sequence `from` on. */
  eventsFor(from: number, userId: string): GroupEvent[] {
    return this.#entries
      .slice(this.#firstAt(from))
      .filter(({audience}) => audience?.has(userId))
      .map(({item}) => item);
  }

  /** @returns At most `max` messages not older than `sinceTime` (Unix seconds), oldest first. */
  messages(max: number, sinceTime: number): GroupEvent[] {
    const items: GroupEvent[] = [];
    for (let index = this.#entries.length - 1; index >= 0 && items.length < max; index--) {
      const {item} = this.#entries[index]!;
      if (Number(item.MsgTimeStamp) < sinceTime) break;
      if (item.Event === EventType.message) items.push(item);
    }
    return items.reverse();
  }

  #firstAt(seq: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isFor({audience, mode}: Audience, receiver: Receiver): boolean {
  if (mode && mode !== receiver.mode) return false;
  return !audience || (receiver.userId !== undefined && audience.has(receiver.userId));
}
