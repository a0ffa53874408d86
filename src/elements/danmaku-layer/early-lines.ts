import type {DanmakuView} from './danmaku-view.js';

/** Lines kept until the script that shows them has loaded. */
const EARLY_MAX = 32;

/** Time that such a line is kept, ms. A line that arrives later waits less, because the viewer then sees other lines. */
const EARLY_MS = 3_000;

type Deliver = (view: DanmakuView) => unknown;

/** Keeps lines that arrive before the script that shows them has loaded. The viewer's own lines never expire. */
export class EarlyLines {
  #lines: {readonly arrivedAt: number; readonly own: boolean; readonly deliver: Deliver}[] = [];

  get size(): number {
    return this.#lines.length;
  }

  /** Returns false if no more lines are kept. */
  add(own: boolean, deliver: Deliver): boolean {
    if (this.#lines.length >= EARLY_MAX) return false;
    this.#lines.push({arrivedAt: performance.now(), own, deliver});
    return true;
  }

  /** Delivers the lines that have not expired, and forgets all. */
  deliverTo(view: DanmakuView): void {
    const oldest = performance.now() - EARLY_MS;
    for (const {arrivedAt, own, deliver} of this.#lines.splice(0)) if (own || arrivedAt >= oldest) deliver(view);
  }

  clear(): void {
    this.#lines = [];
  }
}
