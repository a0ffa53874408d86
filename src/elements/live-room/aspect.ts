/** Minimum width for chat and picture side by side: 680 px at a font size of 16 px. */
const BESIDE_FROM_EM = 42.5;

/** Below this height the elements get smaller, so that all of them fit on a phone held either way. */
const SHORT_BELOW_PX = 540;

/** Layout mode of a room's box: orientation, and small height. */
export interface Shape {
  readonly orientation: 'portrait' | 'landscape';
  readonly short: boolean;
}

/** Follows the size of a box. It measures the box and not the screen, because a room may be in a column. */
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

  /** Starts measuring. The first size arrives after the browser's next layout: measuring earlier would cause a second layout. */
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
