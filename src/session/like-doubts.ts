import type {BusinessHost} from './business-host.js';
import type {LiveState} from './live-state.js';

/** As long as the business server has to correct a counter that somebody else has set. */
const CORRECTED_WITHIN_MS = 3_000;

/** Takes a total of likes that looked wrong, once nobody has corrected it. */
export class LikeDoubts {
  readonly #host: BusinessHost;
  /** The doubt that the timer is about. */
  #doubts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: BusinessHost) {
    this.#host = host;
  }

  look({likes}: LiveState): void {
    if (likes.doubted === undefined || likes.doubts !== this.#doubts) this.end();
    if (likes.doubted === undefined) return;
    this.#doubts = likes.doubts;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#host.apply('likesSettled', undefined);
    }, CORRECTED_WITHIN_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
