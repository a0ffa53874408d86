/**
 * `page`: the room's element children are the layout. `default`: the default layout is shown. `undecided`: not known
 * yet.
 */
export type LayoutMode = 'page' | 'default' | 'undecided';

/** Slots of the default layout: an element in one of them adds to the layout and does not replace it. */
const LAYOUT_SLOTS = ['stage-overlay', 'stage-actions', 'aside-header', 'below-composer'];

/**
 * Observes whether a room has element children; white space, comments and elements in a slot of the default layout do not count.
 *
 * The mode stays undecided until the room's children are parsed: an early script runs when `<live-room>` is still empty.
 */
export class LayoutModeObserver {
  readonly #room: HTMLElement;
  readonly #onChange: () => void;
  #observer: MutationObserver | undefined;
  #slotObserver: MutationObserver | undefined;
  #mode: LayoutMode = 'undecided';

  constructor(room: HTMLElement, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  get mode(): LayoutMode {
    return this.#mode;
  }

  observe(): void {
    this.#observer = new MutationObserver(this.#decide);
    this.#observer.observe(this.#room, {childList: true});
    this.#slotObserver = new MutationObserver(this.#decide);
    this.#slotObserver.observe(this.#room, {attributeFilter: ['slot'], subtree: true});
    if (!isParsed(this.#room)) {
      // A sibling after the room shows that the room's own children are complete.
      if (this.#room.parentNode) this.#observer.observe(this.#room.parentNode, {childList: true});
      document.addEventListener('DOMContentLoaded', this.#decide, {once: true});
    }
    this.#decide();
  }

  disconnect(): void {
    this.#observer?.disconnect();
    this.#slotObserver?.disconnect();
    document.removeEventListener('DOMContentLoaded', this.#decide);
  }

  readonly #decide = () => {
    const mode = [...this.#room.children].some(({slot}) => !LAYOUT_SLOTS.includes(slot))
      ? 'page'
      : isParsed(this.#room)
        ? 'default'
        : 'undecided';
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#onChange();
  };
}

function isParsed(element: Element): boolean {
  return document.readyState !== 'loading' || element.nextSibling !== null;
}
