import {displayName} from '../../protocol/text/display-name.js';
import {translated} from '../../protocol/translated.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {ShownGift} from './banner-queue.js';

/** Time over which gifts are collected for one sentence, ms. */
const INTERVAL_MS = 3_000;

/** Limits announcements of gifts to a screen reader to one sentence every three seconds. */
export class GiftAnnouncer {
  readonly #liveRegion: HTMLElement;
  readonly #localize: LocalizeController;
  #gifts: ShownGift[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(liveRegion: HTMLElement, localize: LocalizeController) {
    this.#liveRegion = liveRegion;
    this.#localize = localize;
  }

  add(gift: ShownGift): void {
    this.#count += gift.count;
    // Two different gifts are enough to choose the sentence for several gifts.
    if (!this.#gifts.some((other) => isSameGift(other, gift)) && this.#gifts.length < 2) this.#gifts.push(gift);
    this.#timer ??= setTimeout(() => this.#announce(), INTERVAL_MS);
  }

  /** Stops the timer and drops gifts that were not announced. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#gifts = [];
    this.#count = 0;
  }

  #announce(): void {
    const localize = this.#localize;
    const [gift, ...others] = this.#gifts as [ShownGift, ...ShownGift[]];
    const name = translated(gift, 'name', localize.lang);
    const count = this.#count;
    this.stop();
    this.#liveRegion.textContent = others.length
      ? localize.counted('giftsGiven', count)
      : localize.term('giftGiven', displayName(gift.giver), localize.exact(count), name);
  }
}

function isSameGift(one: ShownGift, other: ShownGift): boolean {
  return one.giver.userId === other.giver.userId && one.giftId === other.giftId;
}
