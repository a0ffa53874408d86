import type {Mode} from './group.ts';
import {Event, type Item} from './items.ts';

/** Whom an item is for; everybody's in every mode unless said. */
export interface For {
  /** User ids. */
  readonly audience?: ReadonlySet<string> | undefined;
  /** Only those who hear in this way. */
  readonly mode?: Mode | undefined;
}

/** Who asks: a guest has no user id. */
export interface Hearer {
  readonly userId: string | undefined;
  readonly mode: Mode;
}

interface Entry extends For {
  readonly seq: number;
  readonly item: Item;
  readonly bytes: number;
}

const MAX_ENTRIES = 4_000;
const MAX_BYTES = 8 * 1_024 * 1_024;
/** Items in one poll's answer; the SDK's memory for doubles is 200 sequences. */
const MAX_ANSWER = 100;

/** The recent items of a group, for those who poll and those who were away. Bounded: who was away longer than it reaches has missed the rest. */
export class ItemLog {
  #entries: Entry[] = [];
  #bytes = 0;

  append(seq: number, item: Item, {audience, mode}: For = {}): void {
    const bytes = JSON.stringify(item).length;
    this.#entries.push({seq, item, audience, mode, bytes});
    this.#bytes += bytes;
    if (this.#entries.length <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) return;
    const forgotten = this.#entries.splice(0, Math.ceil(this.#entries.length / 4));
    for (const entry of forgotten) this.#bytes -= entry.bytes;
  }

  /** What is for this hearer from `from` on, and where to go on asking; `last` is the group's last sequence. */
  since(from: number, hearer: Hearer, last: number): {items: Item[]; next: number} {
    const items: Item[] = [];
    for (let index = this.#firstAt(from); index < this.#entries.length; index++) {
      const entry = this.#entries[index]!;
      if (!isFor(entry, hearer)) continue;
      const {seq, item} = entry;
      if (items.length === MAX_ANSWER) return {items, next: seq};
      items.push(item);
    }
    return {items, next: last + 1};
  }

  find(seq: number): Item | undefined {
    const entry = this.#entries[this.#firstAt(seq)];
    return entry?.seq === seq ? entry.item : undefined;
  }

  /** As if it had never been said. */
  remove(seq: number): void {
    const index = this.#firstAt(seq);
    if (this.#entries[index]?.seq !== seq) return;
    for (const {bytes} of this.#entries.splice(index, 1)) this.#bytes -= bytes;
  }

  /** What was said to `userId` by name from `from` on. */
  addressed(from: number, userId: string): Item[] {
    return this.#entries
      .slice(this.#firstAt(from))
      .filter(({audience}) => audience?.has(userId))
      .map(({item}) => item);
  }

  /** The newest messages, at most `max` and none before `sinceTime` (Unix seconds), oldest first. */
  messages(max: number, sinceTime: number): Item[] {
    const items: Item[] = [];
    for (let index = this.#entries.length - 1; index >= 0 && items.length < max; index--) {
      const {item} = this.#entries[index]!;
      if (Number(item.MsgTimeStamp) < sinceTime) break;
      if (item.Event === Event.message) items.push(item);
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

function isFor({audience, mode}: For, hearer: Hearer): boolean {
  if (mode && mode !== hearer.mode) return false;
  return !audience || (hearer.userId !== undefined && audience.has(hearer.userId));
}
