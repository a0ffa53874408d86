import {displayName} from '../../protocol/text/display-name.js';
import {initialOf} from '../../protocol/text/graphemes.js';
import {createElement, createPicture} from '../base/dom.js';
import {createIcon} from '../icons/icon.js';
import type {Banner} from './banner-queue.js';

/** Duration of sliding in and out, ms. */
const SLIDE_MS = 280;

/** Maximum duration of one step of a rising count, ms. */
const COUNT_STEP_MS = 50;
const COUNT_STEPS_MAX = 8;

/** Value in coins from which a banner has the background of a higher tier. */
const TIER_2_COINS = 100;
const TIER_3_COINS = 1_000;

/**
 * One banner on the stage: giver, gift and count. It owns its nodes and its timer. It uses DOM calls, because its animations run
 * on the nodes.
 */
export class BannerNode {
  readonly #node = createElement('div', 'banner', 'banner');
  readonly #count = createElement('span', 'count', 'count');
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  #total: number;
  #shownCount = 0;
  #step = 1;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(list: HTMLElement, banner: Banner, sentText: string) {
    const {giver, icon, own, count} = banner.gift;
    const names = createElement('span', 'names');
    const nick = createElement('bdi', 'nick');
    nick.textContent = displayName(giver);
    const giftName = createElement('span', 'gift-name');
    giftName.textContent = sentText;
    names.append(nick, giftName);
    const createPlaceholder = () => {
      const placeholder = createElement('span', 'icon placeholder');
      placeholder.append(createIcon('gift'));
      return placeholder;
    };
    this.#node.append(
      createAvatar(giver),
      names,
      icon ? createPicture(icon, 'icon', '', createPlaceholder) : createPlaceholder(),
      this.#count,
    );
    this.#node.classList.toggle('own', own);
    this.#total = banner.total;
    // A combo that continued without a banner does not count from 1 again.
    this.#showCount(Math.max(1, banner.total - count + 1));
    list.append(this.#node);
    this.#slide('in');
    this.update(banner);
  }

  /** Counts up to the banner's new total. */
  update({total, value}: Banner): void {
    this.#node.classList.toggle('tier-2', value >= TIER_2_COINS);
    this.#node.classList.toggle('tier-3', value >= TIER_3_COINS);
    this.#total = total;
    if (this.#reducedMotion) return this.#showCount(total);
    this.#step = Math.ceil((total - this.#shownCount) / COUNT_STEPS_MAX);
    this.#timer ??= setInterval(() => this.#countUp(), COUNT_STEP_MS);
  }

  /** Moves the banner out of view, then removes it. */
  slideOut(): void {
    this.#showCount(this.#total);
    clearInterval(this.#timer);
    this.#slide('out').finished.then(
      () => this.#node.remove(),
      () => undefined, // The animation was cancelled because the node is gone.
    );
  }

  /** Removes the banner at once. */
  remove(): void {
    clearInterval(this.#timer);
    this.#node.remove();
  }

  #countUp(): void {
    this.#showCount(Math.min(this.#shownCount + this.#step, this.#total));
    if (this.#shownCount < this.#total) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #showCount(count: number): void {
    if (count <= this.#shownCount) return;
    this.#shownCount = count;
    this.#count.textContent = `×${count}`;
    if (!this.#reducedMotion)
      this.#count.animate({transform: ['scale(1.35)', 'none']}, {duration: 160, easing: 'ease-out'});
  }

  #slide(direction: 'in' | 'out'): Animation {
    const side = getComputedStyle(this.#node).direction === 'rtl' ? 40 : -40;
    const outside = {
      opacity: 0,
      transform: this.#reducedMotion ? 'none' : direction === 'in' ? `translateX(${side}%)` : 'translateY(-60%)',
    };
    const visible = {opacity: 1, transform: 'none'};
    const options = {duration: SLIDE_MS, easing: 'ease-out', fill: 'both'} as const;
    return this.#node.animate(direction === 'in' ? [outside, visible] : [visible, outside], options);
  }
}

function createAvatar(giver: Banner['gift']['giver']): HTMLElement {
  const letter = createElement('span', 'avatar');
  letter.textContent = initialOf(displayName(giver));
  return giver.avatar ? createPicture(giver.avatar, 'avatar', '', () => letter) : letter;
}
