import {displayName} from '../../protocol/display-name.js';
import type {ShownGift} from './banners.js';

/** Gifts are gathered for so long, and then told in one sentence. */
const GATHER_MS = 3_000;

export interface SummaryHost {
  readonly words: {
    gave(nick: string, count: number, name: string): string;
    gifts(count: number): string;
  };
  say(sentence: string): void;
}

/** What a screen reader hears of the gifts: one sentence each three seconds, never fifty. */
export class Summary {
  readonly #host: SummaryHost;
  #heard: ShownGift[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SummaryHost) {
    this.#host = host;
  }

  heard(gift: ShownGift): void {
    this.#count += gift.count;
    // Two that differ are enough to know that it was several.
    if (!this.#heard.some((other) => isAlike(other, gift)) && this.#heard.length < 2) this.#heard.push(gift);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  /** Ends its timer; what waits is not said. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#heard = [];
    this.#count = 0;
  }

  #tell(): void {
    const {words} = this.#host;
    const [{giver, name}, ...others] = this.#heard as [ShownGift, ...ShownGift[]];
    const count = this.#count;
    this.stop();
    this.#host.say(others.length ? words.gifts(count) : words.gave(displayName(giver), count, name));
  }
}

function isAlike(one: ShownGift, other: ShownGift): boolean {
  return one.giver.userId === other.giver.userId && one.giftId === other.giftId;
}
