import {html, render, type TemplateResult} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {pressedKey} from '../base/pressed-key.js';
import {handlePictureError, isDrawable} from '../media/broken-pictures.js';
import {icon} from '../icons/icon.js';
import {nextIndex} from './grid-navigation.js';

export {styles} from './gift-list.styles.js';

/** Quantities that the select offers. */
const QUANTITIES = [1, 10, 66, 99, 520];

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
}

/** The parts of the element that the list uses. */
export interface GiftListOptions {
  readonly root: ShadowRoot;
  readonly container: HTMLElement;
  readonly localize: LocalizeController;
  /** Gives a gift. Resolves with true if it was billed. */
  give(giftId: string, count: number): Promise<boolean>;
}

/**
 * Draws the gifts, their prices and the balance, in one row or several. Arrow keys move through the buttons. It is
 * loaded when there are gifts.
 */
export class GiftList {
  readonly #options: GiftListOptions;
  #input: GiftListInput | undefined;
  /** Index of the gift in the tab order. */
  #tabStop = 0;
  /** Number of gifts that the next press gives. */
  #quantity = 1;
  #ringAnimation: Animation | undefined;

  constructor(options: GiftListOptions) {
    this.#options = options;
  }

  update(input: GiftListInput): void {
    const {root} = this.#options;
    const previous = this.#input?.combo;
    const {gifts, combo} = (this.#input = input);
    const focused = root.activeElement;
    this.#setTabStop(Math.min(this.#tabStop, gifts.length - 1));
    if (focused && !focused.isConnected) this.#focusTabStop();
    if (combo?.count !== previous?.count || combo?.endsAt !== previous?.endsAt) this.#restartRing();
  }

  #render(): void {
    const {container, localize} = this.#options;
    const {gifts, columns, balance} = this.#input!;
    const coins = balance ?? 0;
    const list = html`
      <div
        class="list ${columns ? 'grid' : ''}"
        part="list"
        role="toolbar"
        aria-label=${localize.term('gifts')}
        .style=${`--_columns: ${columns}`}
        @keydown=${(event: KeyboardEvent) => this.#moveFocus(event)}
      >
        ${gifts.map((gift, index) => this.#gift(gift, index))}
      </div>
      <div class="purchase">
        <span
          class="balance"
          part="balance"
          role="img"
          aria-label=${localize.term('balance', localize.counted('coins', coins))}
          ?hidden=${balance === undefined}
          >${localize.exact(coins)}</span
        >
        ${columns ? this.#quantityButtons() : this.#quantitySelect()}
      </div>
    `;
    render(list, container);
  }

  #quantitySelect(): TemplateResult {
    return html`<select
      part="quantity"
      aria-label=${this.#options.localize.term('quantity')}
      .value=${String(this.#quantity)}
      @change=${({target}: Event) => this.#setQuantity(Number((target as HTMLSelectElement).value))}
    >
      ${QUANTITIES.map((count) => html`<option value=${count}>${times(count)}</option>`)}
    </select>`;
  }

  /** In a grid each quantity is one press away. */
  #quantityButtons(): TemplateResult {
    return html`<div
      class="quantities"
      part="quantity"
      role="group"
      aria-label=${this.#options.localize.term('quantity')}
    >
      ${QUANTITIES.map(
        (count) =>
          html`<button type="button" aria-pressed=${count === this.#quantity} @click=${() => this.#setQuantity(count)}>
            ${times(count)}
          </button>`,
      )}
    </div>`;
  }

  #setQuantity(quantity: number): void {
    this.#quantity = quantity;
    this.#render();
  }

  #gift(gift: ListedGift, index: number): TemplateResult {
    const {id, icon: picture, price} = gift;
    const {localize} = this.#options;
    const {withoutPrice, combo} = this.#input!;
    const url = safeUrl(picture);
    return html`<button
      type="button"
      class="gift"
      part="gift"
      tabindex=${index === this.#tabStop ? 0 : -1}
      @click=${() => void this.#give(id, index)}
    >
      ${
        isDrawable(url)
          ? html`<img
              class="icon"
              part="icon"
              src=${url}
              alt=""
              decoding="async"
              referrerpolicy="no-referrer"
              @error=${handlePictureError}
            />`
          : html`<span class="icon placeholder" part="icon">${icon('gift')}</span>`
      }
      <span class="name" part="name">${translated(gift, 'name', localize.lang)}</span>
      ${
        // A screen reader reads the price with its unit.
        withoutPrice
          ? ''
          : html`<span class="price" part="price" aria-hidden="true">${localize.exact(price)}</span>
              <span class="visually-hidden">, ${localize.counted('coins', price)}</span>`
      }
      ${combo?.giftId === id ? comboBadge(combo.count) : ''}
    </button>`;
  }

  /** Starts the ring of the running combo again: it runs down until the combo ends. */
  #restartRing(): void {
    this.#ringAnimation?.cancel();
    const duration = Math.max(0, (this.#input!.combo?.endsAt ?? 0) - performance.now());
    this.#ringAnimation = this.#options.container
      .querySelector('circle')
      ?.animate({strokeDashoffset: [0, 1]}, {duration, fill: 'forwards'});
  }

  #moveFocus(event: KeyboardEvent): void {
    const {columns: wanted, gifts} = this.#input!;
    const list = this.#options.container.querySelector('.list')!;
    const columns = wanted && getComputedStyle(list).gridTemplateColumns.split(' ').length;
    const rtl = this.#options.localize.dir === 'rtl';
    const next = nextIndex(pressedKey(event), {index: this.#tabStop, length: gifts.length, columns, rtl});
    if (next === undefined) return;
    event.preventDefault();
    this.#setTabStop(next);
    this.#focusTabStop();
  }

  #setTabStop(index: number): void {
    this.#tabStop = index;
    this.#render();
  }

  #focusTabStop(): void {
    this.#options.container.querySelectorAll<HTMLElement>('.gift')[this.#tabStop]?.focus();
  }

  /** Gives the chosen quantity and resets it, so that the next tap gives one gift. */
  async #give(giftId: string, index: number): Promise<void> {
    this.#setTabStop(index);
    const quantity = this.#quantity;
    if ((await this.#options.give(giftId, quantity)) && this.#quantity === quantity) this.#setQuantity(1);
  }
}

/** A left-to-right mark keeps the order of `×10` in right-to-left text. */
function times(count: number): string {
  return `\u200e×${count}`;
}

/** The count of a running combo, in a ring that shows the time left. */
function comboBadge(count: number): TemplateResult {
  return html`<span class="combo" part="combo" aria-hidden="true"
    ><svg viewBox="0 0 36 36"><circle cx="18" cy="18" r="16.5" pathLength="1" /></svg><span>×${count}</span></span
  >`;
}
