import {displayName} from '../../protocol/display-name.js';
import {initialOf} from '../../protocol/graphemes.js';
import {createElement, createPicture} from '../base/dom.js';
import type {Banner} from './banners.js';

const MOVE_MS = 280;

/** A rising count is shown in at most this many steps. */
const STEP_MS = 50;
const STEPS = 8;

/** Values in coins from which a banner gets a more striking background. */
const DEAR = 100;
const DEAREST = 1_000;

/** One banner on the stage: giver, gift and count. It owns its nodes and its timer. */
export class BannerNode {
  readonly #node = createElement('div', 'banner', 'banner');
  readonly #count = createElement('span', 'count', 'count');
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  #total: number;
  #counted = 0;
  #step = 1;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(list: HTMLElement, banner: Banner, sent: string) {
    const {giver, icon, own, count} = banner.gift;
    const names = createElement('span', 'names');
    const nick = createElement('bdi', 'nick');
    nick.textContent = displayName(giver);
    const what = createElement('span', 'what');
    what.textContent = sent;
    names.append(nick, what);
    const none = () => createElement('span', 'icon none');
    this.#node.append(face(giver), names, icon ? createPicture(icon, 'icon', '', none) : none(), this.#count);
    this.#node.classList.toggle('own', own);
    this.#total = banner.total;
    // A combo that went on without a banner does not count from 1 again.
    this.#set(Math.max(1, banner.total - count + 1));
    list.append(this.#node);
    this.#move('in');
    this.rise(banner);
  }

  /** Counts up to the banner's new total. */
  rise({total, value}: Banner): void {
    this.#node.classList.toggle('dear', value >= DEAR);
    this.#node.classList.toggle('dearest', value >= DEAREST);
    this.#total = total;
    if (this.#calm) return this.#set(total);
    this.#step = Math.ceil((total - this.#counted) / STEPS);
    this.#timer ??= setInterval(() => this.#countUp(), STEP_MS);
  }

  /** Moves the banner out of view, then removes it. */
  leave(): void {
    this.#set(this.#total);
    clearInterval(this.#timer);
    this.#move('out').finished.then(
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
    this.#set(Math.min(this.#counted + this.#step, this.#total));
    if (this.#counted < this.#total) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #set(count: number): void {
    if (count <= this.#counted) return;
    this.#counted = count;
    this.#count.textContent = `×${count}`;
    if (!this.#calm) this.#count.animate({transform: ['scale(1.35)', 'none']}, {duration: 160, easing: 'ease-out'});
  }

  #move(way: 'in' | 'out'): Animation {
    const side = getComputedStyle(this.#node).direction === 'rtl' ? 40 : -40;
    const away = {
      opacity: 0,
      transform: this.#calm ? 'none' : way === 'in' ? `translateX(${side}%)` : 'translateY(-60%)',
    };
    const there = {opacity: 1, transform: 'none'};
    const options = {duration: MOVE_MS, easing: 'ease-out', fill: 'both'} as const;
    return this.#node.animate(way === 'in' ? [away, there] : [there, away], options);
  }
}

function face(giver: Banner['gift']['giver']): HTMLElement {
  const letter = createElement('span', 'face');
  letter.textContent = initialOf(displayName(giver));
  return giver.avatar ? createPicture(giver.avatar, 'face', '', () => letter) : letter;
}
