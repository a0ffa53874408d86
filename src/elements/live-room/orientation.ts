/** Narrower than this there is no room for the talk beside the picture. */
const BESIDE_FROM_PX = 680;

/** Whether a box is wide enough for picture and talk side by side. By the box, not the screen: a room may stand in a column. */
export class Orientation {
  readonly #box: HTMLElement;
  readonly #changed: () => void;
  #observer: ResizeObserver | undefined;
  #current: 'portrait' | 'landscape' = 'portrait';

  constructor(box: HTMLElement, changed: () => void) {
    this.#box = box;
    this.#changed = changed;
  }

  get current(): 'portrait' | 'landscape' {
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
    const current = width >= BESIDE_FROM_PX && width > height ? 'landscape' : 'portrait';
    if (current === this.#current) return;
    this.#current = current;
    this.#changed();
  }
}
