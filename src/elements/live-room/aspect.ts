/** Minimum width of the landscape layout, with the chat beside the video: 680 px at a font size of 16 px. */
const LANDSCAPE_MIN_EM = 42.5;

/** Below this height the elements are drawn smaller, so that all of them fit on a phone in either orientation. */
const SHORT_BELOW_PX = 540;

/** Orientation of a room's box. It is `short` below a height of 540 px. */
export interface Aspect {
  readonly orientation: 'portrait' | 'landscape';
  readonly short: boolean;
}

/** Observes the aspect of a box. It measures the box and not the screen, because a room may be in a column. */
export class AspectObserver {
  readonly #box: HTMLElement;
  readonly #onChange: () => void;
  #observer: ResizeObserver | undefined;
  #current: Aspect | undefined;

  constructor(box: HTMLElement, onChange: () => void) {
    this.#box = box;
    this.#onChange = onChange;
  }

  /** Measured at the first use: Chromium counts a second layout in the same frame as a layout shift. */
  get current(): Aspect {
    return (this.#current ??= this.#aspectOf(this.#box.clientWidth, this.#box.clientHeight));
  }

  /** The aspect with an orientation that the page may have set. */
  with(layout: string): Aspect {
    return layout === 'portrait' || layout === 'landscape' ? {...this.current, orientation: layout} : this.current;
  }

  observe(): void {
    this.#observer = new ResizeObserver(([entry]) => this.#measure(entry!.contentRect));
    this.#observer.observe(this.#box);
  }

  disconnect(): void {
    this.#observer?.disconnect();
  }

  #measure({width, height}: DOMRectReadOnly): void {
    const {orientation, short} = this.#aspectOf(width, height);
    if (orientation === this.#current?.orientation && short === this.#current.short) return;
    this.#current = {orientation, short};
    this.#onChange();
  }

  #aspectOf(width: number, height: number): Aspect {
    const minWidth = LANDSCAPE_MIN_EM * parseFloat(getComputedStyle(this.#box).fontSize);
    const orientation = width >= minWidth && width > height ? 'landscape' : 'portrait';
    return {orientation, short: height > 0 && height < SHORT_BELOW_PX};
  }
}
