import type {Item} from './items.ts';

const KEPT = 100;

/** Messages to every AVChatRoom of the app, for those who poll. They count by themselves, apart from any group. */
export class Broadcasts {
  #items: {readonly seq: number; readonly item: Item}[] = [];
  #seq = 0;
  /** Unix milliseconds of the latest. */
  lastAt = 0;

  get lastSeq(): number {
    return this.#seq;
  }

  takeSeq(): number {
    return ++this.#seq;
  }

  append(seq: number, item: Item): void {
    this.lastAt = Date.now();
    this.#items.push({seq, item});
    if (this.#items.length > KEPT) this.#items.shift();
  }

  since(seq: number): Item[] {
    return this.#items.filter((entry) => entry.seq >= seq).map(({item}) => item);
  }
}
