/** Narrower than this there is no room for the talk beside the picture: 680 px at the usual size of text. */
const BESIDE_FROM_EM = 42.5;

/** Lower than this the pieces make themselves small, so that a phone held either way has all of them at once. */
const SHORT_BELOW_PX = 540;

/** How a room's box is: wide enough for picture and talk side by side, or low. */
export interface Shape {
  readonly orientation: 'portrait' | 'landscape';
  readonly short: boolean;
}

/** Follows the shape of a box. By the box, not the screen: a room may stand in a column. */
export class BoxShape {
  readonly #box: HTMLElement;
  readonly #changed: () => void;
  #observer: ResizeObserver | undefined;
  #current: Shape = {orientation: 'portrait', short: false};

  constructor(box: HTMLElement, changed: () => void) {
    this.#box = box;
    this.#changed = changed;
  }

  get current(): Shape {
    return this.#current;
  }

  /** The first answer comes with the browser's own layout: asking for one before would cost a second. */
  watch(): void {
    this.#observer = new ResizeObserver(([entry]) => this.#measure(entry!.contentRect));
    this.#observer.observe(this.#box);
  }

  stop(): void {
    this.#observer?.disconnect();
  }

  #measure({width, height}: DOMRectReadOnly): void {
    const besideFrom = BESIDE_FROM_EM * parseFloat(getComputedStyle(this.#box).fontSize);
    const orientation = width >= besideFrom && width > height ? 'landscape' : 'portrait';
    const short = height < SHORT_BELOW_PX;
    if (orientation === this.#current.orientation && short === this.#current.short) return;
    this.#current = {orientation, short};
    this.#changed();
  }
}
