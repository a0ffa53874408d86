import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Growth in one update from which on it counts as a flood; the layer reports once a second. Smaller losses are not shown. */
const FLOOD_MIN = 5;

/** Time after the last such growth until the flood is over, ms. */
const OVER_MS = 5_000;

/** Counts the comments dropped in the current flood, from a total that only grows. */
export class Flood implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #total: number | undefined;
  #before = 0;
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
    const grown = total - (this.#total ?? total);
    if (grown >= FLOOD_MIN) {
      if (this.#timer === undefined) this.#before = total - grown;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#over, OVER_MS);
    }
    if (grown < 0) this.hostDisconnected();
    this.#total = total;
    return this.#timer === undefined ? 0 : total - this.#before;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #over = () => {
    this.#timer = undefined;
    this.#host.requestUpdate();
  };
}
