import type {FollowLatest} from './follow-latest.js';

/** Keeps a list at its end when its content or its own box changes size, as long as the reader follows. */
export class HoldEnd {
  readonly #boxes: readonly HTMLElement[];
  readonly #resized: ResizeObserver;

  /** @param content Elements in the list whose size may change. */
  constructor(list: HTMLElement, content: readonly HTMLElement[], follow: FollowLatest) {
    this.#boxes = [list, ...content];
    this.#resized = new ResizeObserver(() => follow.keepUp(list));
  }

  /** Starts observing; calling it more than once has no effect. */
  start(): void {
    for (const box of this.#boxes) this.#resized.observe(box);
  }

  stop(): void {
    this.#resized.disconnect();
  }
}
