import type {FollowLatest} from './follow-latest.js';

/** Keeps a list at its end while what stands in it or its own box changes its size, as long as its reader follows. */
export class HoldEnd {
  readonly #boxes: readonly HTMLElement[];
  readonly #resized: ResizeObserver;

  /** @param content What stands in the list. */
  constructor(list: HTMLElement, content: readonly HTMLElement[], follow: FollowLatest) {
    this.#boxes = [list, ...content];
    this.#resized = new ResizeObserver(() => follow.keepUp(list));
  }

  /** Again after `stop`; more than once is once. */
  start(): void {
    for (const box of this.#boxes) this.#resized.observe(box);
  }

  stop(): void {
    this.#resized.disconnect();
  }
}
