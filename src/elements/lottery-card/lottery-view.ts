import type {TemplateResult} from 'lit';
import type {LiveError, LiveErrorCode} from '../../protocol/errors.js';
import type {Lottery} from '../../protocol/messages.js';
import {translated} from '../../protocol/translated.js';
import type {Countdown} from '../base/countdown.js';
import {errorText} from '../base/error-text.js';
import type {LiveEventDetails} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {lotteryTemplate, lotteryAnnouncement} from './lottery-template.js';

export {styles} from './lottery-view.styles.js';

/** Time for which winners are shown unless closed, ms. A winner gets more time to see it. */
const DRAWN_SHOWN_MS = 60_000;
const WON_SHOWN_MS = 10 * 60_000;

/** Time after which a lottery without a result is hidden, ms. */
const OVERDUE_MS = 10 * 60_000;

/** The parts of the element that `LotteryView` uses. */
export interface LotteryViewOptions {
  readonly localize: LocalizeController;
  readonly countdown: Countdown;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  /** Enters the lottery. Rejects with a `LiveError`. */
  enter(): Promise<void>;
  /** Requests another rendering. */
  update(): void;
  toggleState(name: string, on: boolean): void;
  fire<T extends 'live-lottery-open' | 'live-lottery-draw' | 'live-error'>(type: T, detail: LiveEventDetails[T]): void;
}

/** The room's lottery, and whether the viewer takes part. */
export interface LotteryInput {
  readonly current: Lottery | undefined;
  /** True if the viewer has entered the lottery. */
  readonly entered: boolean;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
}

/** Decides which state of a lottery is shown, and for how long. Loaded when a lottery opens. */
export class LotteryView {
  readonly #options: LotteryViewOptions;
  /** Last state rendered, as `id phase`. */
  #lastRendered = '';
  /** Time at which the winners became known, by the service's clock, ms. */
  #drawnAt = 0;
  /** Id of the lottery whose winners the viewer has closed. */
  #closedId: string | undefined;
  #entering = false;
  /** Id of the lottery that the viewer has just entered. */
  #enteredId: string | undefined;
  /** Code of the error that entering failed with. */
  #enterError: LiveErrorCode | undefined;

  constructor(host: LotteryViewOptions) {
    this.#options = host;
  }

  /** Returns the card and its announcement for screen readers; undefined if there is nothing to show. */
  render({
    current,
    entered,
    userId,
  }: LotteryInput): {card: TemplateResult; announcement: string; won: boolean} | undefined {
    const {countdown, toggleState} = this.#options;
    const isNew = this.#isNewPhase(current);
    const drawn = current?.phase === 'drawn';
    const won = drawn && !!current.winners?.some((winner) => winner.userId === userId);
    const endsAt = drawn ? this.#drawnAt + (won ? WON_SHOWN_MS : DRAWN_SHOWN_MS) : closingTime(current);
    const secondsLeft = countdown.secondsUntil(endsAt);
    const shown = drawn
      ? secondsLeft > 0 && this.#closedId !== current.lotteryId
      : this.#options.now() < endsAt + OVERDUE_MS;
    toggleState('open', shown && !drawn);
    toggleState('drawn', shown && drawn);
    toggleState('won', shown && won);
    if (!current || !shown) return undefined;
    if (isNew) queueMicrotask(() => this.#fireEvent(current, won)); // After the card is rendered.
    const {lang, locale} = this.#options.localize;
    const data = {
      locale,
      lottery: {...current, prize: translated(current, 'prize', lang)},
      userId,
      won,
      entered,
      secondsLeft,
      errorMessage: this.#enterError ? errorText(locale, this.#enterError) : '',
      enter: () => {
        if (!entered && secondsLeft) void this.#enter(current.lotteryId);
      },
      close: () => {
        this.#closedId = current.lotteryId;
        this.#options.update();
      },
    };
    return {card: lotteryTemplate(data), announcement: lotteryAnnouncement(data), won};
  }

  #isNewPhase(current: Lottery | undefined): boolean {
    const phase = current ? `${current.lotteryId} ${current.phase}` : '';
    if (phase === this.#lastRendered) return false;
    const wasOpen = current && this.#lastRendered === `${current.lotteryId} open`;
    this.#lastRendered = phase;
    this.#drawnAt = wasOpen ? this.#options.now() : closingTime(current);
    this.#enterError = undefined;
    return true;
  }

  #fireEvent({lotteryId, phase, keyword, closesAt, winners = []}: Lottery, won: boolean): void {
    if (phase === 'open') this.#options.fire('live-lottery-open', {lotteryId, keyword, closesAt});
    else this.#options.fire('live-lottery-draw', {lotteryId, winners, won});
  }

  async #enter(lotteryId: string): Promise<void> {
    if (this.#entering || this.#enteredId === lotteryId) return;
    this.#entering = true;
    this.#enterError = undefined;
    try {
      await this.#options.enter();
      this.#enteredId = lotteryId;
    } catch (reason) {
      const error = reason as LiveError; // The session rejects with a `LiveError` only.
      this.#enterError = error.code;
      this.#options.fire('live-error', {error});
    } finally {
      this.#entering = false;
      this.#options.update();
    }
  }
}

/** Closing time by the service's clock, ms. */
function closingTime(lottery: Lottery | undefined): number {
  return lottery ? lottery.closesAt * 1_000 : -Infinity;
}
