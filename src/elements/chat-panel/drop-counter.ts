import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Growth in one update from which on it counts as a flood; the layer reports once a second. Smaller losses are not shown. */
const FLOOD_MIN = 5;

/** Time after the last such growth until the flood is over, ms. */
const FLOOD_END_MS = 5_000;

/** Counts the comments dropped in the current flood, from a total that only grows. */
export class DropCounter implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #total: number | undefined;
  #totalBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns the number dropped in the current flood; 0 if there is none.
   *
   * @param total Dropped so far; a smaller total is that of another room.
   */
  count(total: number): number {
    const growth = total - (this.#total ?? total);
    if (growth >= FLOOD_MIN) {
      if (this.#timer === undefined) this.#totalBefore = total - growth;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#endFlood, FLOOD_END_MS);
    }
    if (growth < 0) this.hostDisconnected();
    this.#total = total;
    return this.#timer === undefined ? 0 : total - this.#totalBefore;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #endFlood = () => {
    this.#timer = undefined;
    this.#host.requestUpdate();
  };
}
