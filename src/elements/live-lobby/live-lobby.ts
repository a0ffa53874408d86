import {html, nothing} from 'lit';
import {Countdown} from '../base/countdown.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {lazy} from '../../session/lazy.js';
import type {LobbyView} from './lobby-view.js';

const loadLobbyView = lazy(() => import('./lobby-view.js'));

/**
 * Shows a countdown by the service's clock, a calendar file and a reminder before the show. After the show it thanks the
 * viewers and shows the products and the next show. While the show is live it renders nothing.
 *
 * @tag live-lobby
 * @summary Countdown, calendar file and reminder before the show; thanks, products and the next show after it.
 * @status stable
 * @since 0.1
 *
 * @slot trailer - Replacement of the trailer before the show.
 * @slot ended - Replacement of the content after the show.
 *
 * @fires {LiveEvent<'live-remind'>} live-remind - The viewer wants a reminder. Cancel it to send one yourself; else the viewer gets a calendar file with an alarm.
 * @fires {LiveEvent<'live-next-select'>} live-next-select - The viewer wants the next show. Cancel it to open the show's page yourself; else this room becomes the next show's room.
 *
 * @csspart countdown - The time until the show.
 * @csspart title - The title of the show.
 * @csspart calendar - The button that saves a calendar file.
 * @csspart remind - The button for a reminder.
 * @csspart next - The button that opens the next show.
 *
 * @cssstate upcoming - The show has not begun.
 * @cssstate ended - The show is over.
 */
export class LiveLobby extends RoomWidget {
  static override readonly tag: string = 'live-lobby';
  static override styles = tokens;

  protected readonly live = new SessionController(this, ({room, connection: {status, roomId}}) => ({
    isJoined: status === 'joined',
    status: room.status,
    title: room.title,
    info: room.info,
    roomId,
  }));

  readonly #localize = new LocalizeController(this);
  readonly #countdown = new Countdown(this, this.live.now);
  readonly #viewModule = new LazyModule(this, loadLobbyView);
  #view: LobbyView | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override render() {
    const {session, value} = this.live;
    const isWaiting = this.isConnected && (value?.status === 'upcoming' || value?.status === 'ended');
    this.#countdown.secondsUntil(); // Ends the timer of the previous render. The view starts another.
    const module = isWaiting && session && this.#viewModule.module;
    if (!module || this.#view?.session !== session) this.#end();
    if (module) {
      this.#view ??= new module.LobbyView({
        session,
        localize: this.#localize,
        countdown: this.#countdown,
        element: this,
        update: () => this.requestUpdate(),
        fire: (type, detail, options) => this.fire(type, detail, options),
      });
    }
    const status = isWaiting ? (this.#view?.statusOf(value) ?? value.status) : undefined;
    this.toggleState('upcoming', status === 'upcoming');
    this.toggleState('ended', status === 'ended');
    const isShown = status === 'upcoming' || status === 'ended';
    return html`${isShown ? this.#view?.render({...value!, status}) : nothing}`;
  }

  #end(): void {
    this.#view?.end();
    this.#view = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-lobby': LiveLobby;
  }
}
