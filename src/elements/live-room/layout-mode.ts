/** Source of the room's layout: the page's element children, the default layout, or not known yet. */
export type ArrangedBy = 'page' | 'default' | 'undecided';

/**
 * Watches if a room has element children; white space and comments do not count.
 *
 * The source stays undecided until the room's children are parsed: an early script runs when `<live-room>` is still empty.
 */
export class Arrangement {
  readonly #room: HTMLElement;
  readonly #changed: () => void;
  #observer: MutationObserver | undefined;
  #by: ArrangedBy = 'undecided';

  constructor(room: HTMLElement, changed: () => void) {
    this.#room = room;
    this.#changed = changed;
  }

  get by(): ArrangedBy {
    return this.#by;
  }

  watch(): void {
    this.#observer = new MutationObserver(this.#decide);
    this.#observer.observe(this.#room, {childList: true});
    if (!isParsed(this.#room)) {
      // A sibling after the room shows that the room's own children are complete.
      if (this.#room.parentNode) this.#observer.observe(this.#room.parentNode, {childList: true});
      document.addEventListener('DOMContentLoaded', this.#decide, {once: true});
    }
    this.#decide();
  }

  stop(): void {
    this.#observer?.disconnect();
    document.removeEventListener('DOMContentLoaded', this.#decide);
  }

  readonly #decide = () => {
    const by = this.#room.firstElementChild ? 'page' : isParsed(this.#room) ? 'default' : 'undecided';
    if (by === this.#by) return;
    this.#by = by;
    this.#changed();
  };
}

function isParsed(element: Element): boolean {
  return document.readyState !== 'loading' || element.nextSibling !== null;
}
