import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Renders its host again every second until a moment. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param now Unix milliseconds by the service's clock. */
  constructor(host: ReactiveControllerHost, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /**
   * Whole seconds until `moment`; 0 after it. Each render must call it.
   *
   * @param moment Unix milliseconds by the service's clock.
   */
  secondsUntil(moment = 0): number {
    clearTimeout(this.#timer);
    const left = moment - this.#now();
    if (!(left > 0)) return 0;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), left % 1_000 || 1_000);
    return Math.ceil(left / 1_000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
