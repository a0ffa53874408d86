import type {DanmakuLine} from './line.js';

/** The `filter` property of the layer. */
export type PageFilter = (line: DanmakuLine) => boolean;

/** Decides which lines are shown. Hides lines of deleted messages, and lines that the page's filter refuses. */
export class LineVisibility {
  /** Sequence numbers of the messages that were deleted last. */
  deletedSeqs: readonly number[] = [];
  #errorReported = false;

  /** A line is shown if the page's filter throws. The first error is reported. */
  isAllowed(line: DanmakuLine, pageFilter: PageFilter | undefined): boolean {
    if (this.deletedSeqs.includes(line.seq!)) return false;
    if (typeof pageFilter !== 'function') return true;
    try {
      return !!pageFilter(line);
    } catch (error) {
      if (!this.#errorReported) (globalThis.reportError ?? console.error)(error); // Chromium 94 has no reportError.
      this.#errorReported = true;
      return true;
    }
  }
}
