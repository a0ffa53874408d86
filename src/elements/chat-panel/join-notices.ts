import type {LocalizeController} from '../base/localize-controller.js';

/** Time that the notice stays after the last viewer came, ms. */
const STAYS_MS = 5_000;
/** Viewers who come within this time of the first share one notice, ms. */
const TOGETHER_MS = 10_000;
/** Viewers counted in one notice; later ones are not counted. */
const TOGETHER_MAX = 999;

/**
 * One line at the end of the list that names the viewers who came lately. One line for each would push the comments out of
 * view.
 */
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
    const others = this.#who.size - 1;
    this.#place.textContent = this.#text.term('joined', name, others ? this.#text.exact(others) : '', others);
    this.#place.hidden = false;
  }

  /** Hides the notice and forgets its viewers. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#who.clear();
    this.#place.hidden = true;
  }
}
