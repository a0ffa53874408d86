import {safeUrl} from '../../protocol/safe-url.js';
import {createElement, createPicture} from '../base/dom.js';
import {pressedKey} from '../base/pressed-key.js';
import {nextIndex} from './grid-navigation.js';

export {styles} from './gift-list.styles.js';

/** Quantities that the select offers. */
const QUANTITIES = [1, 10, 66, 99, 520];

const SVG = 'http://www.w3.org/2000/svg';

/** A gift as the list shows it. */
export interface ListedGift {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  /** Price in coins. */
  readonly price: number;
}

/** Values that the list shows. */
export interface GiftListInput {
  readonly gifts: readonly ListedGift[];
  /** Balance in coins; undefined for a guest. */
  readonly balance: number | undefined;
  readonly combo: {readonly giftId: string; readonly count: number; readonly endsAt: number} | undefined;
  /** Gifts in a row; 0 for one row that scrolls. */
  readonly columns: number;
  readonly withoutPrice: boolean;
  readonly rtl: boolean;
  readonly terms: GiftListTerms;
}

/** Terms of the element's locale. */
export interface GiftListTerms {
  /** Differs when the terms do. */
  readonly key: string;
  readonly gifts: string;
  readonly quantity: string;
  number(value: number): string;
  coins(count: number): string;
  balance(coins: string): string;
}

/** The parts of the element that the list uses. */
export interface GiftListOptions {
  readonly root: ShadowRoot;
  readonly container: HTMLElement;
  /** Gives a gift. Resolves with true if it was billed. */
  give(giftId: string, count: number): Promise<boolean>;
}

/**
 * Draws the gifts, their prices and the balance: one row, or several, of buttons that arrow keys move through. It is loaded
 * when there are gifts. It uses DOM calls, because a quick tap redraws only the combo.
 */
export class GiftList {
  readonly #options: GiftListOptions;
  readonly #toolbar = createElement('div', 'list', 'list');
  readonly #balance = createElement('span', 'balance', 'balance');
  readonly #quantity = document.createElement('select');
  #input: GiftListInput | undefined;
  #buttons: HTMLElement[] = [];
  /** Index of the gift in the tab order. */
  #tabStop = 0;
  #ringAnimation: Animation | undefined;

  constructor(host: GiftListOptions) {
    this.#options = host;
    this.#toolbar.setAttribute('role', 'toolbar');
    this.#toolbar.addEventListener('keydown', (event) => this.#moveFocus(event));
    this.#balance.setAttribute('role', 'img');
    // A left-to-right mark keeps `×10` in this order within text from right to left.
    this.#quantity.append(...QUANTITIES.map((count) => new Option(`\u200e×${count}`, `${count}`)));
    const purchase = createElement('div', 'purchase');
    purchase.append(this.#balance, this.#quantity);
    host.container.append(this.#toolbar, purchase);
  }

  /** Updates the nodes whose values have changed: a tap redraws no gift. */
  update(input: GiftListInput): void {
    const {terms, columns, balance, combo} = input;
    const previous = this.#input;
    this.#input = input;
    const {gifts, withoutPrice} = input;
    if (gifts !== previous?.gifts || withoutPrice !== previous.withoutPrice || terms.key !== previous.terms.key)
      this.#renderGifts();
    this.#toolbar.classList.toggle('grid', columns > 0);
    this.#toolbar.style.setProperty('--_columns', `${columns}`);
    this.#toolbar.setAttribute('aria-label', terms.gifts);
    this.#quantity.setAttribute('aria-label', terms.quantity);
    this.#balance.hidden = balance === undefined;
    this.#balance.textContent = terms.number(balance ?? 0);
    this.#balance.setAttribute('aria-label', terms.balance(terms.coins(balance ?? 0)));
    if (combo?.count !== previous?.combo?.count || combo?.endsAt !== previous?.combo?.endsAt) this.#renderCombo(combo);
  }

  #renderGifts(): void {
    const {gifts} = this.#input!;
    const focused = this.#buttons.indexOf(this.#options.root.activeElement as HTMLElement);
    this.#tabStop = Math.min(this.#tabStop, gifts.length - 1);
    this.#buttons = gifts.map((gift, index) => this.#createButton(gift, index));
    this.#toolbar.replaceChildren(...this.#buttons);
    if (focused >= 0) this.#buttons[this.#tabStop]?.focus();
    this.#renderCombo(this.#input!.combo);
  }

  #createButton({id, name, icon, price}: ListedGift, index: number): HTMLElement {
    const {withoutPrice, terms} = this.#input!;
    const button = createElement('button', 'gift', 'gift');
    button.type = 'button';
    button.tabIndex = index === this.#tabStop ? 0 : -1;
    button.addEventListener('click', () => void this.#give(id, index));
    const label = createElement('span', 'name', 'name');
    label.textContent = name;
    const iconUrl = safeUrl(icon);
    const createPlaceholder = () => createElement('span', 'icon placeholder', 'icon');
    button.append(iconUrl ? createPicture(iconUrl, 'icon', 'icon', createPlaceholder) : createPlaceholder(), label);
    if (!withoutPrice) {
      const priceLabel = createElement('span', 'price', 'price');
      priceLabel.textContent = terms.number(price);
      priceLabel.setAttribute('aria-hidden', 'true'); // A screen reader is given the price with its unit instead.
      const spokenPrice = createElement('span', 'visually-hidden');
      spokenPrice.textContent = `, ${terms.coins(price)}`;
      button.append(priceLabel, spokenPrice);
    }
    return button;
  }

  /** Shows the count of the running combo on its gift, in a ring that runs down and starts again with every tap. */
  #renderCombo(combo: GiftListInput['combo']): void {
    this.#ringAnimation?.cancel();
    const index = this.#input!.gifts.findIndex(({id}) => id === combo?.giftId);
    const button = this.#buttons[index];
    let badge = this.#toolbar.querySelector<HTMLElement>('.combo');
    if (badge && (!combo || badge.parentElement !== button)) {
      badge.remove();
      badge = null;
    }
    if (!combo || !button) return;
    if (!badge) button.append((badge = createComboBadge()));
    badge.lastElementChild!.textContent = `×${combo.count}`;
    const duration = Math.max(0, combo.endsAt - performance.now());
    this.#ringAnimation = badge
      .querySelector('circle')!
      .animate({strokeDashoffset: [0, 1]}, {duration, fill: 'forwards'});
  }

  #moveFocus(event: KeyboardEvent): void {
    const {columns, rtl, gifts} = this.#input!;
    const next = nextIndex(pressedKey(event), {index: this.#tabStop, length: gifts.length, columns, rtl});
    if (next === undefined) return;
    event.preventDefault();
    this.#setTabStop(next);
    this.#buttons[next]!.focus();
  }

  #setTabStop(index: number): void {
    this.#tabStop = index;
    this.#buttons.forEach((button, other) => (button.tabIndex = other === index ? 0 : -1));
  }

  /** Gives the chosen quantity and resets it: the next tap gives one. */
  async #give(giftId: string, index: number): Promise<void> {
    this.#setTabStop(index);
    const {value} = this.#quantity;
    if ((await this.#options.give(giftId, Number(value))) && this.#quantity.value === value) this.#quantity.value = '1';
  }
}

function createComboBadge(): HTMLElement {
  const badge = createElement('span', 'combo', 'combo');
  badge.setAttribute('aria-hidden', 'true');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 36 36');
  const circle = document.createElementNS(SVG, 'circle');
  for (const [name, value] of Object.entries({cx: 18, cy: 18, r: 16.5, pathLength: 1}))
    circle.setAttribute(name, `${value}`);
  svg.append(circle);
  badge.append(svg, document.createElement('span'));
  return badge;
}
