/** Who arranges the room: the page by element children, we by the default layout, or nobody can tell yet. */
export type ArrangedBy = 'page' | 'default' | 'undecided';

/**
 * Watches whether a room has element children; white space and comments do not count.
 *
 * The answer waits until the element's children are parsed: an early script sees `<live-room>` before what is in it.
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
      // What follows the room in its parent tells that its own children are complete.
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
