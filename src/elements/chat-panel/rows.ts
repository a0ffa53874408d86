import {render, type TemplateResult} from 'lit';
import type {Comment} from '../../session/slices/comments.js';

export interface RowsOptions {
  /** Makes the element of a new row. */
  readonly create: () => HTMLElement;
  /** Fills a row; called again when its comment, or the stamp, changed. */
  readonly fill: (comment: Comment, row: HTMLElement) => TemplateResult;
}

interface Row {
  readonly element: HTMLElement;
  comment: Comment;
  stamp: unknown;
}

/** One element per comment. What did not change is not touched: a busy chat costs what came, not what stands. */
export class Rows {
  readonly #options: RowsOptions;
  readonly #rows = new Map<string, Row>();

  constructor(options: RowsOptions) {
    this.#options = options;
  }

  /**
   * Brings the container's rows in line with the comments.
   *
   * @param stamp What all rows depend on besides their comment: when it differs from the last, all are filled again.
   */
  update(container: HTMLElement, comments: readonly Comment[], stamp: unknown): void {
    const gone = new Set(this.#rows.keys());
    let next = container.firstElementChild;
    for (const comment of comments) {
      gone.delete(comment.key);
      const {element} = this.#row(comment, stamp);
      if (element === next) next = next.nextElementSibling;
      else container.insertBefore(element, next);
    }
    for (const key of gone) {
      this.#rows.get(key)?.element.remove();
      this.#rows.delete(key);
    }
  }

  #row(comment: Comment, stamp: unknown): Row {
    let row = this.#rows.get(comment.key);
    if (row?.comment === comment && row.stamp === stamp) return row;
    if (!row) this.#rows.set(comment.key, (row = {element: this.#options.create(), comment, stamp}));
    row.comment = comment;
    row.stamp = stamp;
    render(this.#options.fill(comment, row.element), row.element);
    return row;
  }
}
