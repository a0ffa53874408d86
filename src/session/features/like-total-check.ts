import type {FeatureContext} from './feature-context.js';
import type {LiveState} from '../state/live-state.js';

/** Time in which the business server corrects a counter that another member has set. */
const CORRECTION_TIMEOUT_MS = 3_000;

/** Accepts an implausible total of likes if nobody has corrected it in time. */
export class LikeTotalCheck {
  readonly #context: FeatureContext;
  /** The `suspectTotals` for which the timer runs. */
  #checkedCount = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({likes}: LiveState): void {
    if (likes.suspect === undefined || likes.suspectTotals !== this.#checkedCount) this.end();
    if (likes.suspect === undefined) return;
    this.#checkedCount = likes.suspectTotals;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#context.apply('suspectLikesAccepted', undefined);
    }, CORRECTION_TIMEOUT_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
