import {createElement} from '../base/dom.js';

/** Rows of a page, about a screenful. */
const PAGE_ROWS = 20;
/**
 * Height of a one-line row in the chat, rounded down. If the estimate is right, nothing moves when the page comes into
 * view.
 */
const ROW_EM = 1.889;

/**
 * Groups the rows of a list in pages, which the browser skips while they are out of view. See `paged-list.styles.ts`.
 * It uses DOM calls, like the rows of the list.
 */
export class PagedList {
  readonly #container: HTMLElement;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  get firstRow(): Element | null {
    return this.#container.firstElementChild?.firstElementChild ?? null;
  }

  rowAfter(row: Element): Element | null {
    return row.nextElementSibling ?? row.parentElement!.nextElementSibling?.firstElementChild ?? null;
  }

  /** @param next The row after it; null at the end. */
  insert(row: Element, next: Element | null): void {
    const page = next?.parentElement;
    const previousPage = page ? page.previousElementSibling : this.#container.lastElementChild;
    if (next && (next.previousElementSibling || (!hasRoom(previousPage) && hasRoom(page!)))) next.before(row);
    else (hasRoom(previousPage) ? previousPage! : this.#insertPage(page ?? null)).append(row);
    estimateHeight(row.parentElement!);
  }

  remove(row: Element): void {
    const page = row.parentElement!;
    row.remove();
    if (page.childElementCount) estimateHeight(page);
    else page.remove();
  }

  #insertPage(next: Element | null): Element {
    const page = createElement('div', 'page');
    this.#container.insertBefore(page, next);
    return page;
  }
}

function hasRoom(page: Element | null): boolean {
  return !!page && page.childElementCount < PAGE_ROWS;
}

/** Sets the height that a browser assumes before it lays the page out: the height without wrapped lines. */
function estimateHeight(page: HTMLElement): void {
  page.style.containIntrinsicBlockSize = `auto ${page.childElementCount * ROW_EM}em`;
}
