import {arrivingWords, type ArrivingWords} from '../../locales/arriving.js';
import type {LocalizeController} from '../shared/localize-controller.js';

/** How long it is said that somebody came, ms. */
const STAYS_MS = 5_000;
/** Who comes within this of the first is said in one line with them, ms. */
const TOGETHER_MS = 10_000;
/** Beyond it, nobody counts along any more. */
const TOGETHER_MAX = 999;

/** Who came lately, in one line at the end of the list: in a rush a line for each would leave nothing else to read. */
export class Arrivals {
  readonly #place: HTMLElement;
  readonly #text: LocalizeController;
  readonly #who = new Set<string>();
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, text: LocalizeController) {
    this.#place = place;
    this.#text = text;
  }

  heard(userId: string, name: string): void {
    const now = performance.now();
    if (now - this.#since > TOGETHER_MS) this.stop();
    if (!this.#who.size) this.#since = now;
    if (this.#who.size < TOGETHER_MAX) this.#who.add(userId);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), STAYS_MS);
    this.#place.textContent = this.#words.arrived(name, this.#who.size - 1);
    this.#place.hidden = false;
  }

  /** Nobody came lately, or the list left the page. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#who.clear();
    this.#place.hidden = true;
  }

  get #words(): ArrivingWords {
    return this.#text.locale.arriving ?? arrivingWords(this.#text.lang);
  }
}
