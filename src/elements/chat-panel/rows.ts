import {render, type TemplateResult} from 'lit';

export interface RowsOptions<L> {
  /** Makes the element of a new row. */
  readonly create: (line: L) => HTMLElement;
  /** Fills a row; called again when its line, or the stamp, changed. */
  readonly fill: (line: L, row: HTMLElement) => TemplateResult;
}

interface Row<L> {
  readonly element: HTMLElement;
  line: L;
  stamp: unknown;
}

/** One element per line. What did not change is not touched: a busy chat costs what came, not what stands. */
export class Rows<L extends {readonly key: string}> {
  readonly #options: RowsOptions<L>;
  readonly #rows = new Map<string, Row<L>>();

  constructor(options: RowsOptions<L>) {
    this.#options = options;
  }

  /**
   * Brings the container's rows in line with the lines.
   *
   * @param stamp What all rows depend on besides their line: when it differs from the last, all are filled again.
   */
  update(container: HTMLElement, lines: readonly L[], stamp: unknown): void {
    const wanted = new Set(lines.map(({key}) => key));
    for (const [key, {element}] of this.#rows) {
      if (wanted.has(key)) continue;
      element.remove();
      this.#rows.delete(key);
    }
    let next = container.firstElementChild;
    for (const line of lines) {
      const {element} = this.#row(line, stamp);
      if (element === next) next = next.nextElementSibling;
      else container.insertBefore(element, next);
    }
  }

  #row(line: L, stamp: unknown): Row<L> {
    let row = this.#rows.get(line.key);
    if (row?.line === line && row.stamp === stamp) return row;
    if (!row) this.#rows.set(line.key, (row = {element: this.#options.create(line), line, stamp}));
    row.line = line;
    row.stamp = stamp;
    render(this.#options.fill(line, row.element), row.element);
    return row;
  }
}
