import {PagedList} from './paged-list.js';

/** A row, with the item and the version from which it was drawn. */
interface Row<T> {
  readonly node: HTMLElement;
  item: T;
  version: string;
}

export interface KeyedListOptions<T> {
  readonly create: (item: T) => HTMLElement;
  /**
   * Fills a row. Called again when its item or its version has changed.
   *
   * @param previousItem The item that the row showed, if only the item has changed.
   */
  readonly fill: (item: T, node: HTMLElement, previousItem?: T) => void;
}

/** Draws one element per item. Unchanged rows are not touched, so the cost depends on new items and not on the list's length. */
export class KeyedList<T extends {readonly key: string}> {
  readonly #pages: PagedList;
  readonly #options: KeyedListOptions<T>;
  readonly #rows = new Map<string, Row<T>>();
  readonly #items = new WeakMap<Element, Row<T>>();

  constructor(container: HTMLElement, options: KeyedListOptions<T>) {
    this.#pages = new PagedList(container);
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** @param versionOf Returns a string of all values, besides the item, on which a row depends. */
  update(items: readonly T[], versionOf: (item: T) => string): void {
    const wanted = new Set(items.map(({key}) => key));
    for (const [key, {node}] of this.#rows) {
      if (wanted.has(key)) continue;
      this.#pages.remove(node);
      this.#rows.delete(key);
    }
    let next = this.#pages.firstRow;
    for (const item of items) {
      const node = this.#renderRow(item, versionOf(item));
      if (node === next) next = this.#pages.rowAfter(next);
      else this.#pages.insert(node, next);
    }
  }

  /** The item of a row element. */
  itemOf(node: Element): T | undefined {
    return this.#items.get(node)?.item;
  }

  #renderRow(item: T, version: string): HTMLElement {
    let row = this.#rows.get(item.key);
    if (row?.item === item && row.version === version) return row.node;
    if (!row) {
      row = {node: this.#options.create(item), item, version};
      this.#rows.set(item.key, row);
      this.#items.set(row.node, row);
    }
    const previousItem = row.version === version && row.item !== item ? row.item : undefined;
    row.item = item;
    row.version = version;
    this.#options.fill(item, row.node, previousItem);
    return row.node;
  }
}
