import type {FollowLatest} from './follow-latest.js';

/** Keeps a list at its end when its content or its own box changes size, as long as the reader follows. */
export class StickToBottom {
  readonly #observed: readonly HTMLElement[];
  readonly #resizeObserver: ResizeObserver;

  /** @param content Elements in the list whose size may change. */
  constructor(list: HTMLElement, content: readonly HTMLElement[], follow: FollowLatest) {
    this.#observed = [list, ...content];
    this.#resizeObserver = new ResizeObserver(() => follow.scrollIfFollowing(list));
  }

  /** Starts observing. Further calls have no effect. */
  start(): void {
    for (const box of this.#observed) this.#resizeObserver.observe(box);
  }

  stop(): void {
    this.#resizeObserver.disconnect();
  }
}
