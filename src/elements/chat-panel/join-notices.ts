import type {LocalizeController} from '../base/localize-controller.js';

/** Time for which the notice stays after the last viewer joined, ms. */
const NOTICE_MS = 5_000;
/** Viewers who join within this time of the first share one notice, ms. */
const GROUP_MS = 10_000;
/** Viewers counted in one notice; later ones are not counted. */
const GROUP_MAX = 999;

/**
 * One line at the end of the list that names the viewers who joined recently. One line per viewer would push the
 * comments out of view.
 */
export class JoinNotices {
  readonly #container: HTMLElement;
  readonly #localize: LocalizeController;
  readonly #userIds = new Set<string>();
  #groupStart = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, localize: LocalizeController) {
    this.#container = container;
    this.#localize = localize;
  }

  add(userId: string, name: string): void {
    const now = performance.now();
    if (now - this.#groupStart > GROUP_MS) this.stop();
    if (!this.#userIds.size) this.#groupStart = now;
    if (this.#userIds.size < GROUP_MAX) this.#userIds.add(userId);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), NOTICE_MS);
    const others = this.#userIds.size - 1;
    this.#container.textContent = this.#localize.term(
      'joined',
      name,
      others ? this.#localize.exact(others) : '',
      others,
    );
    this.#container.hidden = false;
  }

  /** Hides the notice and clears its viewers. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#userIds.clear();
    this.#container.hidden = true;
  }
}
