import {iconTemplate} from '../icons/icon-template.js';
import {html} from 'lit';
import type {LiveError} from '../../protocol/errors.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {lazy} from '../../session/lazy.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {connectionStatusText} from '../base/connection-status-text.js';
import {tokens} from '../base/tokens.js';
import type {HeartBurst} from './heart-burst.js';
import {styles} from './like-button.styles.js';

const loadHeartBurst = lazy(() => import('./heart-burst.js'));

/**
 * A heart to tap, with the room's number of likes.
 *
 * Taps count at once and are sent together. Hearts fly for the viewer's own taps and, a few a second, for those of other
 * viewers. No heart flies with reduced motion or out of view.
 *
 * @tag like-button
 * @summary Sends likes in batches, and shows the room's total.
 * @status stable
 * @since 0.1
 *
 * @slot icon - Replacement of the heart.
 *
 * @fires {LiveEvent<'live-like'>} live-like - The viewer tapped. Cancel it and the tap does not count.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest tapped. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - A guest could not be signed in.
 *
 * @csspart button - The native button.
 * @csspart total - The room's total.
 * @csspart burst - A flying heart.
 *
 * @cssproperty [--live-like-button-size=3em] - Minimum size of the button.
 * @cssproperty [--live-like-button-color=var(--live-accent)] - Colour of the heart.
 *
 * @cssstate idle - The element has no room.
 */
export class LikeButton extends RoomWidget {
  static override readonly tag: string = 'like-button';
  static override styles = [tokens, styles];
  static override shadowRootOptions = {...RoomWidget.shadowRootOptions, delegatesFocus: true};

  /** Hides the total. */
  @property({type: Boolean, reflect: true, attribute: 'without-total'}) withoutTotal = false;

  protected readonly live = new SessionController(this, ({likes, connection}) => ({
    total: likes.total + likes.unsent,
    status: connection.status,
    error: connection.error,
  })).on('like', ({own, content}) => own || void this.#withBurst((burst) => burst.queue(content.count)));

  readonly #localize = new LocalizeController(this);
  /** Created by the first like of any viewer. */
  #burst: HeartBurst | undefined;

  /** Likes `count` times, as if tapped. A guest is signed in first. Rejects with a `LiveError` if that fails. */
  async like(count = 1): Promise<void> {
    const {session} = this.live;
    if (!session || connectionStatusText(this.#localize.locale, this.live.value)) return;
    if (!(await ensureSignedIn(this, session, 'like'))) return;
    if (!this.fire('live-like', {count}, {cancelable: true})) return;
    session.like(count);
    void this.#withBurst((burst) => burst.fly());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#burst?.stop();
    this.#burst = undefined;
  }

  protected override render() {
    const {total = 0} = this.live.value ?? {};
    const unavailable = connectionStatusText(this.#localize.locale, this.live.value);
    const shown = this.#localize.number(total);
    this.toggleState('idle', !!unavailable);
    return html`
      <button
        part="button"
        class=${unavailable && 'idle'}
        type="button"
        aria-disabled=${!!unavailable}
        aria-label=${this.#localize.term('like', shown, total) + (unavailable && `. ${unavailable}`)}
        @click=${this.#likeOnTap}
      >
        <slot name="icon">${iconTemplate('heart')}</slot>
        <span part="total" class="total" ?hidden=${this.withoutTotal}>${shown}</span>
      </button>
      <div class="hearts" aria-hidden="true"></div>
    `;
  }

  /** Does nothing if the script does not load, because hearts are decoration. The next like requests it again. */
  async #withBurst(action: (burst: HeartBurst) => void): Promise<void> {
    if (isPageHidden()) return;
    const module = await loadHeartBurst().catch(() => undefined);
    if (!module || !this.isConnected) return;
    const burst = (this.#burst ??= new module.HeartBurst(
      this,
      () => this.renderRoot.lastElementChild as HTMLElement,
      this.#createHeart,
    ));
    await burst.ready;
    action(burst);
  }

  readonly #createHeart = () => {
    const heart = this.renderRoot.querySelector('svg')!.cloneNode(true) as SVGElement;
    heart.setAttribute('part', 'burst');
    return heart;
  };

  readonly #likeOnTap = () => {
    this.like().catch((error: LiveError) => this.fire('live-error', {error}));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'like-button': LikeButton;
  }
}
