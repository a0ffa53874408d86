import {PagedList} from './paged-list.js';

/** A row, with the line and the version that it was drawn from. */
interface Row<L> {
  readonly node: HTMLElement;
  line: L;
  version: string;
}

export interface KeyedListOptions<L> {
  readonly create: (line: L) => HTMLElement;
  /**
   * Fills a row. Called again when its line or its version has changed.
   *
   * @param previousLine The line it was filled with, if only the line has changed.
   */
  readonly fill: (line: L, node: HTMLElement, previousLine?: L) => void;
}

/** Draws one element per line. Unchanged rows are not touched, so the cost depends on new lines and not on the list's length. */
export class KeyedList<L extends {readonly key: string}> {
  readonly #pages: PagedList;
  readonly #options: KeyedListOptions<L>;
  readonly #rows = new Map<string, Row<L>>();
  readonly #lines = new WeakMap<Element, Row<L>>();

  constructor(container: HTMLElement, options: KeyedListOptions<L>) {
    this.#pages = new PagedList(container);
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** @param versionOf Returns a string of all values that a row depends on besides its line. */
  update(lines: readonly L[], versionOf: (line: L) => string): void {
    const wanted = new Set(lines.map(({key}) => key));
    for (const [key, {node}] of this.#rows) {
      if (wanted.has(key)) continue;
      this.#pages.remove(node);
      this.#rows.delete(key);
    }
    let next = this.#pages.firstRow;
    for (const line of lines) {
      const node = this.#renderRow(line, versionOf(line));
      if (node === next) next = this.#pages.rowAfter(next);
      else this.#pages.insert(node, next);
    }
  }

  /** Line that an element is the row of. */
  lineOf(node: Element): L | undefined {
    return this.#lines.get(node)?.line;
  }

  #renderRow(line: L, version: string): HTMLElement {
    let row = this.#rows.get(line.key);
    if (row?.line === line && row.version === version) return row.node;
    if (!row) {
      row = {node: this.#options.create(line), line, version};
      this.#rows.set(line.key, row);
      this.#lines.set(row.node, row);
    }
    const previousLine = row.version === version && row.line !== line ? row.line : undefined;
    row.line = line;
    row.version = version;
    this.#options.fill(line, row.node, previousLine);
    return row.node;
  }
}
