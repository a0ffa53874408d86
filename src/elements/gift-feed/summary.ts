import {displayName} from '../../protocol/display-name.js';
import type {ShownGift} from './banners.js';

/** Time over which gifts are collected for one sentence. */
const GATHER_MS = 3_000;

export interface SummaryHost {
  readonly words: {
    gave(nick: string, count: number, name: string): string;
    gifts(count: number): string;
  };
  say(sentence: string): void;
}

/** Limits announcements of gifts to a screen reader to one sentence every three seconds. */
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
    // Two different gifts are enough to choose the sentence for several.
    if (!this.#heard.some((other) => isAlike(other, gift)) && this.#heard.length < 2) this.#heard.push(gift);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  /** Stops the timer and drops unsaid gifts. */
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
