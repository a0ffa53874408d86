import {html} from 'lit';
import {LiveError} from '../../protocol/errors.js';
import {Countdown} from '../shared/countdown.js';
import {Late} from '../shared/late.js';
import {LocalizeController} from '../shared/localize-controller.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {signedIn} from '../shared/signed-in.js';
import {tokens} from '../shared/tokens.js';
import {loadLotteryShow} from './load-lottery-show.js';
import type {LotteryHost, LotteryShow} from './lottery-show.js';

/**
 * The room's lucky draw: what is to be won, the word to say for it, and who has won.
 *
 * @tag lottery-card
 * @summary Keyword, countdown and winners of a lucky draw.
 * @status stable
 * @since 0.1
 *
 * @fires {LiveEvent<'live-lottery-open'>} live-lottery-open - A lottery can be entered.
 * @fires {LiveEvent<'live-lottery-draw'>} live-lottery-draw - Its winners are known.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to take part. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The viewer could not take part.
 *
 * @csspart card - The whole.
 * @csspart keyword - The word to say.
 * @csspart countdown - The time that is left.
 * @csspart enter - The button that says the word.
 * @csspart winners - The list of who has won.
 *
 * @cssproperty [--live-lottery-card-background=var(--live-surface)] - Behind the card.
 *
 * @cssstate open - It can be entered, or is being drawn.
 * @cssstate drawn - Its winners are shown.
 * @cssstate won - The viewer is among them.
 */
export class LotteryCard extends RoomWidget {
  static override readonly tag: string = 'lottery-card';
  static override styles = tokens;

  protected readonly live = new SessionController(this, ({lottery: {current, entered}, viewer}) => ({
    current,
    entered,
    userId: viewer.profile?.userId,
  }));

  readonly #text = new LocalizeController(this);
  readonly #late = new Late(this, loadLotteryShow);
  readonly #countdown = new Countdown(this, this.live.now);
  #show: LotteryShow | undefined;

  /**
   * Takes part, by saying the keyword as a comment; a guest is signed in first. Resolves when the service took it, or
   * the page cancelled the event; rejects with a `LiveError`.
   */
  async enter(): Promise<void> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (await signedIn(this, session, 'enter')) await session.enterLottery();
  }

  protected override render() {
    const {value} = this.live;
    const module = value?.current && this.#late.module;
    if (module) this.#show ??= new module.LotteryShow(this.#host());
    const shown = value && this.#show?.render(value);
    return html`
      <div class="aloud" role="status">${shown?.told}</div>
      <div part="card" class="card ${shown?.won ? 'won' : ''}" ?hidden=${!shown}>${shown?.card}</div>
    `;
  }

  #host(): LotteryHost {
    return {
      html,
      locale: () => this.#text.locale,
      now: this.live.now,
      secondsUntil: (moment) => this.#countdown.secondsUntil(moment),
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
