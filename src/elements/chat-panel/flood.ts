import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Growth at once from which on it is a flood: the layer tells once a second. A few left out are nothing to speak of. */
const FLOOD_MIN = 5;

/** How long after the last such growth it is over, ms. */
const OVER_MS = 5_000;

/** Counts, of a total that only grows, what was added in the flood that goes on. */
export class Flood implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #total: number | undefined;
  #before = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** @param total By now; less than before is another room's. 0 is returned while there is no flood. */
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
