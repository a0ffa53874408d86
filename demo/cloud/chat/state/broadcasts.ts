import type {GroupEvent} from '../wire/group-events.ts';

const KEPT = 100;

/** Messages to every AVChatRoom of the app, for long polls. They have their own sequence. */
export class Broadcasts {
  #items: {readonly seq: number; readonly item: GroupEvent}[] = [];
  #seq = 0;
  /** Unix milliseconds of the latest broadcast. */
  lastAt = 0;

  get lastSeq(): number {
    return this.#seq;
  }

  takeSeq(): number {
    return ++this.#seq;
  }

  append(seq: number, item: GroupEvent): void {
    this.lastAt = Date.now();
    this.#items.push({seq, item});
    if (this.#items.length > KEPT) this.#items.shift();
  }

  since(seq: number): GroupEvent[] {
    return this.#items.filter((entry) => entry.seq >= seq).map(({item}) => item);
  }
}
