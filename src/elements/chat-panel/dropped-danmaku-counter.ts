import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Smallest number of drops in one update that is shown. The danmaku layer reports its drops once a second. */
const DROPS_MIN = 5;

/** Time after the last drops until the count is hidden, ms. */
const HIDE_MS = 5_000;

/** Counts the recently dropped comments, from a total that only grows. */
export class DroppedDanmakuCounter implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #total: number | undefined;
  #totalBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns the number dropped since the count was last hidden, and 0 while it is hidden.
   *
   * @param total Dropped so far. A smaller total belongs to another room.
   */
  count(total: number): number {
    const growth = total - (this.#total ?? total);
    if (growth >= DROPS_MIN) {
      if (this.#timer === undefined) this.#totalBefore = total - growth;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#hide, HIDE_MS);
    }
    if (growth < 0) this.hostDisconnected();
    this.#total = total;
    return this.#timer === undefined ? 0 : total - this.#totalBefore;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #hide = () => {
    this.#timer = undefined;
    this.#host.requestUpdate();
  };
}
