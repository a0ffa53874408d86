import {Pages} from './paged-list.js';

/** A row, with the line and the stamp that it was drawn from. */
interface Row<L> {
  readonly node: HTMLElement;
  line: L;
  stamp: string;
}

export interface KeyedRowsOptions<L> {
  readonly create: (line: L) => HTMLElement;
  /**
   * Fills a row. Called again when its line or its stamp has changed.
   *
   * @param before The line it was filled with, if only the line has changed.
   */
  readonly fill: (line: L, node: HTMLElement, before?: L) => void;
}

/** Draws one element per line. Unchanged rows are not touched, so the cost depends on new lines and not on the list's length. */
export class KeyedRows<L extends {readonly key: string}> {
  readonly #pages: Pages;
  readonly #options: KeyedRowsOptions<L>;
  readonly #rows = new Map<string, Row<L>>();
  readonly #lines = new WeakMap<Element, Row<L>>();

  constructor(place: HTMLElement, options: KeyedRowsOptions<L>) {
    this.#pages = new Pages(place);
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** @param stampOf Returns a string of all values that a row depends on besides its line. */
  update(lines: readonly L[], stampOf: (line: L) => string): void {
    const wanted = new Set(lines.map(({key}) => key));
    for (const [key, {node}] of this.#rows) {
      if (wanted.has(key)) continue;
      this.#pages.remove(node);
      this.#rows.delete(key);
    }
    let next = this.#pages.first;
    for (const line of lines) {
      const node = this.#draw(line, stampOf(line));
      if (node === next) next = this.#pages.after(next);
      else this.#pages.insert(node, next);
    }
  }

  /** Line that an element is the row of. */
  lineOf(node: Element): L | undefined {
    return this.#lines.get(node)?.line;
  }

  #draw(line: L, stamp: string): HTMLElement {
    let row = this.#rows.get(line.key);
    if (row?.line === line && row.stamp === stamp) return row.node;
    if (!row) {
      row = {node: this.#options.create(line), line, stamp};
      this.#rows.set(line.key, row);
      this.#lines.set(row.node, row);
    }
    const before = row.stamp === stamp && row.line !== line ? row.line : undefined;
    row.line = line;
    row.stamp = stamp;
    this.#options.fill(line, row.node, before);
    return row.node;
  }
}
