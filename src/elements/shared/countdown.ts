import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Renders its host again with every second that passes until a moment. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Whole seconds until a moment, 0 once it has passed. Asked for in each render.
   *
   * @param moment As `Date.now()` counts.
   */
  secondsUntil(moment = 0): number {
    clearTimeout(this.#timer);
    const left = moment - Date.now();
    if (!(left > 0)) return 0;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), left % 1_000 || 1_000);
    return Math.ceil(left / 1_000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
