import {createElement} from '../base/dom.js';

/** Rows of a page, about a screenful. */
const PAGE_ROWS = 20;
/** Height of a one-line row in the chat, rounded down. If the guess is right, nothing moves when the page comes into view. */
const ROW_EM = 1.889;

/** Groups the rows of a list in pages, which the browser skips while they are out of view. See `pages.styles.ts`. */
export class Pages {
  readonly #place: HTMLElement;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  get first(): Element | null {
    return this.#place.firstElementChild?.firstElementChild ?? null;
  }

  after(row: Element): Element | null {
    return row.nextElementSibling ?? row.parentElement!.nextElementSibling?.firstElementChild ?? null;
  }

  /** @param next The row after it; null at the end. */
  insert(row: Element, next: Element | null): void {
    const page = next?.parentElement;
    const before = page ? page.previousElementSibling : this.#place.lastElementChild;
    if (next && (next.previousElementSibling || (!hasRoom(before) && hasRoom(page!)))) next.before(row);
    else (hasRoom(before) ? before! : this.#add(page ?? null)).append(row);
    guess(row.parentElement!);
  }

  remove(row: Element): void {
    const page = row.parentElement!;
    row.remove();
    if (page.childElementCount) guess(page);
    else page.remove();
  }

  #add(next: Element | null): Element {
    const page = createElement('div', 'page');
    this.#place.insertBefore(page, next);
    return page;
  }
}

function hasRoom(page: Element | null): boolean {
  return !!page && page.childElementCount < PAGE_ROWS;
}

/** Sets the height that a browser assumes before it lays the page out: the height without wrapped lines. */
function guess(page: HTMLElement): void {
  page.style.containIntrinsicBlockSize = `auto ${page.childElementCount * ROW_EM}em`;
}
