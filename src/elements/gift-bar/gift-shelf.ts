import {safeUrl} from '../../protocol/safe-url.js';
import {createElement, createPicture} from '../base/dom.js';
import {pressedKey} from '../base/pressed-key.js';
import {neighbour} from './grid-navigation.js';

export {styles} from './gift-shelf.styles.js';

/** Quantities that the bar offers. */
const QUANTITIES = [1, 10, 66, 99, 520];

const SVG = 'http://www.w3.org/2000/svg';

/** A gift as the shelf shows it. */
export interface ShelfGift {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  /** Price in coins. */
  readonly price: number;
}

/** Values that the shelf shows. */
export interface ShelfFacts {
  readonly gifts: readonly ShelfGift[];
  /** Balance in coins; undefined for a guest. */
  readonly balance: number | undefined;
  readonly combo: {readonly giftId: string; readonly count: number; readonly endsAt: number} | undefined;
  /** Gifts in a row; 0 for one row that scrolls. */
  readonly columns: number;
  readonly withoutPrice: boolean;
  readonly rtl: boolean;
  readonly words: ShelfWords;
}

/** Terms of the element's locale. */
export interface ShelfWords {
  /** Differs when the words do. */
  readonly key: string;
  readonly gifts: string;
  readonly quantity: string;
  number(value: number): string;
  coins(count: number): string;
  balance(coins: string): string;
}

/** The parts of the element that the shelf uses. */
export interface ShelfHost {
  readonly root: ShadowRoot;
  readonly stand: HTMLElement;
  /** Gives a gift. Resolves with true if it was billed. */
  give(giftId: string, count: number): Promise<boolean>;
}

/**
 * Draws the gifts, their prices and the balance: one row, or several, of buttons that arrow keys move through. It is loaded
 * when there are gifts; this chunk shares no code with the script that loads it.
 */
export class GiftShelf {
  readonly #host: ShelfHost;
  readonly #list = createElement('div', 'list', 'list');
  readonly #balance = createElement('span', 'balance', 'balance');
  readonly #quantity = document.createElement('select');
  #facts: ShelfFacts | undefined;
  #buttons: HTMLElement[] = [];
  /** Index of the gift in the tab order. */
  #current = 0;
  #ring: Animation | undefined;

  constructor(host: ShelfHost) {
    this.#host = host;
    this.#list.setAttribute('role', 'toolbar');
    this.#list.addEventListener('keydown', (event) => this.#move(event));
    this.#balance.setAttribute('role', 'img');
    this.#quantity.append(...QUANTITIES.map((count) => new Option(`×${count}`, `${count}`)));
    const till = createElement('div', 'till');
    till.append(this.#balance, this.#quantity);
    host.stand.append(this.#list, till);
  }

  /** Updates the parts that have changed: a tap redraws no gift. */
  update(facts: ShelfFacts): void {
    const {words, columns, balance, combo} = facts;
    const before = this.#facts;
    this.#facts = facts;
    const {gifts, withoutPrice} = facts;
    if (gifts !== before?.gifts || withoutPrice !== before.withoutPrice || words.key !== before.words.key) this.#draw();
    this.#list.classList.toggle('grid', columns > 0);
    this.#list.style.setProperty('--_columns', `${columns}`);
    this.#list.setAttribute('aria-label', words.gifts);
    this.#quantity.setAttribute('aria-label', words.quantity);
    this.#balance.hidden = balance === undefined;
    this.#balance.textContent = words.number(balance ?? 0);
    this.#balance.setAttribute('aria-label', words.balance(words.coins(balance ?? 0)));
    if (combo?.count !== before?.combo?.count || combo?.endsAt !== before?.combo?.endsAt) this.#count(combo);
  }

  #draw(): void {
    const {gifts} = this.#facts!;
    const focused = this.#buttons.indexOf(this.#host.root.activeElement as HTMLElement);
    this.#current = Math.min(this.#current, gifts.length - 1);
    this.#buttons = gifts.map((gift, index) => this.#button(gift, index));
    this.#list.replaceChildren(...this.#buttons);
    if (focused >= 0) this.#buttons[this.#current]?.focus();
    this.#count(this.#facts!.combo);
  }

  #button({id, name, icon, price}: ShelfGift, index: number): HTMLElement {
    const {withoutPrice, words} = this.#facts!;
    const button = createElement('button', 'gift', 'gift');
    button.type = 'button';
    button.tabIndex = index === this.#current ? 0 : -1;
    button.addEventListener('click', () => void this.#give(id, index));
    const called = createElement('span', 'name', 'name');
    called.textContent = name;
    const address = safeUrl(icon);
    const none = () => createElement('span', 'icon none', 'icon');
    button.append(address ? createPicture(address, 'icon', 'icon', none) : none(), called);
    if (!withoutPrice) {
      const cost = createElement('span', 'price', 'price');
      cost.textContent = words.number(price);
      cost.setAttribute('aria-hidden', 'true'); // A screen reader is given the price with its unit instead.
      const coins = createElement('span', 'aloud');
      coins.textContent = `, ${words.coins(price)}`;
      button.append(cost, coins);
    }
    return button;
  }

  /** Shows the count of the running combo on its gift, in a ring that runs down and starts again with every tap. */
  #count(combo: ShelfFacts['combo']): void {
    this.#ring?.cancel();
    const index = this.#facts!.gifts.findIndex(({id}) => id === combo?.giftId);
    const button = this.#buttons[index];
    let mark = this.#list.querySelector<HTMLElement>('.combo');
    if (mark && (!combo || mark.parentElement !== button)) {
      mark.remove();
      mark = null;
    }
    if (!combo || !button) return;
    if (!mark) button.append((mark = ring()));
    mark.lastElementChild!.textContent = `×${combo.count}`;
    const duration = Math.max(0, combo.endsAt - performance.now());
    this.#ring = mark.querySelector('circle')!.animate({strokeDashoffset: [0, 1]}, {duration, fill: 'forwards'});
  }

  #move(event: KeyboardEvent): void {
    const {columns, rtl, gifts} = this.#facts!;
    const next = neighbour(pressedKey(event), {at: this.#current, length: gifts.length, columns, rtl});
    if (next === undefined) return;
    event.preventDefault();
    this.#stop(next);
    this.#buttons[next]!.focus();
  }

  #stop(index: number): void {
    this.#current = index;
    this.#buttons.forEach((button, other) => (button.tabIndex = other === index ? 0 : -1));
  }

  /** Gives the chosen quantity and resets it: the next tap gives one. */
  async #give(giftId: string, index: number): Promise<void> {
    this.#stop(index);
    const {value} = this.#quantity;
    if ((await this.#host.give(giftId, Number(value))) && this.#quantity.value === value) this.#quantity.value = '1';
  }
}

function ring(): HTMLElement {
  const mark = createElement('span', 'combo', 'combo');
  mark.setAttribute('aria-hidden', 'true');
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 36 36');
  const circle = document.createElementNS(SVG, 'circle');
  for (const [name, value] of Object.entries({cx: 18, cy: 18, r: 16.5, pathLength: 1}))
    circle.setAttribute(name, `${value}`);
  drawing.append(circle);
  mark.append(drawing, document.createElement('span'));
  return mark;
}
