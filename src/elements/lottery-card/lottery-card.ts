import {html} from 'lit';
import {LiveError} from '../../protocol/errors.js';
import {Countdown} from '../base/countdown.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {tokens} from '../base/tokens.js';
import type {LotteryViewOptions, LotteryView} from './lottery-view.js';
import {lazy} from '../../session/lazy.js';

const loadLotteryView = lazy(() => import('./lottery-view.js'));

/**
 * Shows the room's lottery: the prize, the keyword that enters it, and the winners.
 *
 * @tag lottery-card
 * @summary Keyword, countdown and winners of a lottery.
 * @status stable
 * @since 0.1
 *
 * @fires {LiveEvent<'live-lottery-open'>} live-lottery-open - A lottery was opened.
 * @fires {LiveEvent<'live-lottery-draw'>} live-lottery-draw - The winners were drawn.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to take part. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The viewer could not enter the lottery.
 *
 * @csspart card - The whole card.
 * @csspart keyword - The keyword.
 * @csspart countdown - The time left.
 * @csspart enter - The button that enters the lottery.
 * @csspart winners - The list of winners.
 *
 * @cssproperty [--live-lottery-card-background=var(--live-surface)] - Background of the card.
 *
 * @cssstate open - The lottery is open, or is being drawn.
 * @cssstate drawn - The winners are shown.
 * @cssstate won - The viewer is one of the winners.
 */
export class LotteryCard extends RoomWidget {
  static override readonly tag: string = 'lottery-card';
  static override styles = tokens;

  protected readonly live = new SessionController(this, ({lottery: {current, entered}, viewer}) => ({
    current,
    entered,
    userId: viewer.profile?.userId,
  }));

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadLotteryView);
  readonly #countdown = new Countdown(this, this.live.now);
  #view: LotteryView | undefined;

  /**
   * Enters the lottery by sending the keyword as a comment; a guest is signed in first. Resolves when the service accepted
   * the comment, or when the page cancelled the event; rejects with a `LiveError`.
   */
  async enter(): Promise<void> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (await ensureSignedIn(this, session, 'enter')) await session.enterLottery();
  }

  protected override render() {
    const {value} = this.live;
    const module = value?.current && this.#viewModule.module;
    if (module) this.#view ??= new module.LotteryView(this.#viewOptions());
    const shown = value && this.#view?.render(value);
    return html`
      <div class="visually-hidden" role="status">${shown?.announcement}</div>
      <div part="card" class="card ${shown?.won ? 'won' : ''}" ?hidden=${!shown}>${shown?.card}</div>
    `;
  }

  #viewOptions(): LotteryViewOptions {
    return {
      localize: this.#localize,
      countdown: this.#countdown,
      now: this.live.now,
      enter: () => this.enter(),
      update: () => this.requestUpdate(),
      toggleState: (name, on) => this.toggleState(name, on),
      fire: (type, detail) => this.fire(type, detail),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lottery-card': LotteryCard;
  }
}
