/** Minimum width of the landscape layout, with the chat beside the video: 680 px at a font size of 16 px. */
const LANDSCAPE_MIN_EM = 42.5;

/** Below this height the elements are drawn smaller, so that all of them fit. */
const SHORT_BELOW_PX = 540;

/** Below this height, which phones in landscape have, the chat is over the video. */
const LOW_BELOW_PX = 430;

/** Below this size product, chat and bar do not fit next to each other: 312 by 352 px at a font size of 16 px. */
const TIGHT_BELOW_EM = {width: 19.5, height: 22};

/** Orientation of a room's box. It is `short` below a height of 540 px, `low` below 430 px. */
export interface Aspect {
  readonly orientation: 'portrait' | 'landscape';
  readonly short: boolean;
  readonly low: boolean;
  readonly tight: boolean;
}

/** True if the chat lies over the video. */
export function isOverlay({orientation, low}: Aspect): boolean {
  return orientation === 'portrait' || low;
}

/** True if product, chat and bar have rows of their own. */
export function isTight({orientation, tight}: Aspect): boolean {
  return orientation === 'portrait' && tight;
}

/**
 * Observes the aspect of a box. It measures the box and not the screen, because a room may be in a column of the page.
 */
export class AspectObserver {
  #box: HTMLElement;
  readonly #onChange: () => void;
  #observer: ResizeObserver | undefined;
  #current: Aspect | undefined;

  constructor(box: HTMLElement, onChange: () => void) {
    this.#box = box;
    this.#onChange = onChange;
  }

  /** Measured on first use, because Chromium counts a second layout in the same frame as a layout shift. */
  get current(): Aspect {
    return (this.#current ??= this.#aspectOf(this.#box.clientWidth, this.#box.clientHeight));
  }

  /** The aspect with an orientation that the page may have set. */
  with(layout: string): Aspect {
    return layout === 'portrait' || layout === 'landscape' ? {...this.current, orientation: layout} : this.current;
  }

  observe(box = this.#box): void {
    this.disconnect();
    this.#box = box;
    this.#observer = new ResizeObserver(([entry]) => this.#measure(entry!.contentRect));
    this.#observer.observe(this.#box);
  }

  disconnect(): void {
    this.#observer?.disconnect();
  }

  #measure({width, height}: DOMRectReadOnly): void {
    const aspect = this.#aspectOf(width, height);
    const current = this.#current;
    if (current && (Object.keys(aspect) as (keyof Aspect)[]).every((key) => aspect[key] === current[key])) return;
    this.#current = aspect;
    this.#onChange();
  }

  #aspectOf(width: number, height: number): Aspect {
    const em = parseFloat(getComputedStyle(this.#box).fontSize);
    const isBelow = (limit: number) => height > 0 && height < limit;
    return {
      orientation: width >= LANDSCAPE_MIN_EM * em && width > height ? 'landscape' : 'portrait',
      short: isBelow(SHORT_BELOW_PX),
      low: isBelow(LOW_BELOW_PX),
      tight: width < TIGHT_BELOW_EM.width * em || isBelow(TIGHT_BELOW_EM.height * em),
    };
  }
}
