import type {html as litHtml, TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import type {LiveError, LiveErrorCode} from '../../protocol/errors.js';
import type {Lottery} from '../../protocol/messages.js';
import {errorText} from '../base/error-text.js';
import type {LiveEventDetails} from '../base/events.js';
import {lotteryView, toldAloud} from './lottery-template.js';

export {styles} from './lottery-view.styles.js';

/** Time that winners are shown unless closed, ms. A viewer who won gets more time to see it. */
const DRAWN_SHOWN_MS = 60_000;
const WON_SHOWN_MS = 10 * 60_000;

/** Time after which a lottery without a result is hidden, ms. */
const OVERDUE_MS = 10 * 60_000;

/** The parts of the element that `LotteryShow` uses. */
export interface LotteryHost {
  readonly html: typeof litHtml;
  locale(): Locale;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  /** Whole seconds until a moment by that clock, 0 once it has passed. `update` is called every second. */
  secondsUntil(moment: number): number;
  /** Enters the lottery. Rejects with a `LiveError`. */
  enter(): Promise<void>;
  /** Requests another rendering. */
  update(): void;
  toggleState(name: string, on: boolean): void;
  fire<T extends 'live-lottery-open' | 'live-lottery-draw' | 'live-error'>(type: T, detail: LiveEventDetails[T]): void;
}

/** The room's lottery and the viewer's part in it. */
export interface LotteryFacts {
  readonly current: Lottery | undefined;
  /** True if the viewer has entered the lottery. */
  readonly entered: boolean;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
}

/**
 * Decides which state of a lottery is shown, and for how long. It is loaded when a lottery opens. It draws with the host's lit,
 * because this chunk shares no code with the script that loads it.
 */
export class LotteryShow {
  readonly #host: LotteryHost;
  /** Last state rendered, as `id phase`. */
  #known = '';
  /** Time at which the winners became known, by the service's clock, ms. */
  #drawnAt = 0;
  /** Id of the lottery whose winners the viewer has closed. */
  #closed: string | undefined;
  #entering = false;
  /** Id of the lottery that the viewer has just entered. */
  #entered: string | undefined;
  /** Code of the error that entering failed with. */
  #refusal: LiveErrorCode | undefined;

  constructor(host: LotteryHost) {
    this.#host = host;
  }

  /** Returns the card and its announcement for screen readers; undefined if there is nothing to show. */
  render({current, entered, userId}: LotteryFacts): {card: TemplateResult; told: string; won: boolean} | undefined {
    const {html, secondsUntil, toggleState} = this.#host;
    const news = this.#isNews(current);
    const drawn = current?.phase === 'drawn';
    const won = drawn && !!current.winners?.some((winner) => winner.userId === userId);
    const over = drawn ? this.#drawnAt + (won ? WON_SHOWN_MS : DRAWN_SHOWN_MS) : closingOf(current);
    const secondsLeft = secondsUntil(over);
    const shown = drawn ? secondsLeft > 0 && this.#closed !== current.lotteryId : this.#host.now() < over + OVERDUE_MS;
    toggleState('open', shown && !drawn);
    toggleState('drawn', shown && drawn);
    toggleState('won', shown && won);
    if (!current || !shown) return undefined;
    if (news) queueMicrotask(() => this.#tell(current, won)); // After the card is rendered.
    const locale = this.#host.locale();
    const facts = {
      html,
      locale,
      lottery: current,
      userId,
      won,
      entered,
      secondsLeft,
      refusal: this.#refusal ? errorText(locale, this.#refusal) : '',
      enter: () => {
        if (!entered && secondsLeft) void this.#enter(current.lotteryId);
      },
      close: () => {
        this.#closed = current.lotteryId;
        this.#host.update();
      },
    };
    return {card: lotteryView(facts), told: toldAloud(facts), won};
  }

  #isNews(current: Lottery | undefined): boolean {
    const known = current ? `${current.lotteryId} ${current.phase}` : '';
    if (known === this.#known) return false;
    const sawItOpen = current && this.#known === `${current.lotteryId} open`;
    this.#known = known;
    this.#drawnAt = sawItOpen ? this.#host.now() : closingOf(current);
    this.#refusal = undefined;
    return true;
  }

  #tell({lotteryId, phase, keyword, closesAt, winners = []}: Lottery, won: boolean): void {
    if (phase === 'open') this.#host.fire('live-lottery-open', {lotteryId, keyword, closesAt});
    else this.#host.fire('live-lottery-draw', {lotteryId, winners, won});
  }

  async #enter(lotteryId: string): Promise<void> {
    if (this.#entering || this.#entered === lotteryId) return;
    this.#entering = true;
    this.#refusal = undefined;
    try {
      await this.#host.enter();
      this.#entered = lotteryId;
    } catch (reason) {
      const error = reason as LiveError; // The session rejects with a `LiveError` only.
      this.#refusal = error.code;
      this.#host.fire('live-error', {error});
    } finally {
      this.#entering = false;
      this.#host.update();
    }
  }
}

/** Closing time by the service's clock, ms. */
function closingOf(lottery: Lottery | undefined): number {
  return lottery ? lottery.closesAt * 1_000 : -Infinity;
}
