/** Who arranges the room: the page by element children, we by the default layout, or nobody can tell yet. */
export type Arrangement = 'page' | 'default' | 'undecided';

/**
 * Watches whether a room has element children; white space and comments do not count.
 *
 * The answer waits until the element's children are parsed: an early script sees `<live-room>` before what is in it.
 */
export class Pieces {
  readonly #room: HTMLElement;
  readonly #changed: () => void;
  #observer: MutationObserver | undefined;
  #arrangement: Arrangement = 'undecided';

  constructor(room: HTMLElement, changed: () => void) {
    this.#room = room;
    this.#changed = changed;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
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
    const arrangement = this.#room.firstElementChild ? 'page' : isParsed(this.#room) ? 'default' : 'undecided';
    if (arrangement === this.#arrangement) return;
    this.#arrangement = arrangement;
    this.#changed();
  };
}

function isParsed(element: Element): boolean {
  return document.readyState !== 'loading' || element.nextSibling !== null;
}
