import type {DanmakuView} from './danmaku-view.js';

/** Maximum number of lines kept until the script that shows them has loaded. The newest are kept. */
const EARLY_MAX = 32;

/** Time for which such a line is kept, ms. The script takes less on a slow phone. */
const EARLY_MS = 10_000;

type Deliver = (view: DanmakuView) => unknown;

/** Keeps lines that arrive before the script that shows them has loaded. The viewer's own lines never expire. */
export class EarlyLines {
  #lines: {readonly arrivedAt: number; readonly own: boolean; readonly deliver: Deliver}[] = [];

  get size(): number {
    return this.#lines.length;
  }

  /**
   * Keeps a line. If there is no space, it replaces the oldest line of other viewers. Returns false if there is none.
   */
  add(own: boolean, deliver: Deliver): boolean {
    if (this.#lines.length >= EARLY_MAX) {
      const oldest = this.#lines.findIndex((line) => !line.own);
      if (oldest < 0) return false;
      this.#lines.splice(oldest, 1);
    }
    this.#lines.push({arrivedAt: performance.now(), own, deliver});
    return true;
  }

  /** Delivers the lines that have not expired, and removes all. */
  deliverTo(view: DanmakuView): void {
    const oldest = performance.now() - EARLY_MS;
    for (const {arrivedAt, own, deliver} of this.#lines.splice(0)) if (own || arrivedAt >= oldest) deliver(view);
  }

  clear(): void {
    this.#lines = [];
  }
}
