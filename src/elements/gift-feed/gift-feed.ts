import {html} from 'lit';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import type {ShownGift} from './banner-queue.js';
import {styles} from './gift-feed.styles.js';
import type {GiftFeedView} from './gift-feed-view.js';
import {lazy} from '../../session/lazy.js';
import {loadPlayers} from './effect-players.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

const loadGiftFeedView = lazy(() => import('./gift-feed-view.js'));

/** Default and maximum number of banners at once. */
const MAX_DEFAULT = 3;
const MAX_LIMIT = 10;

/**
 * Shows who gave which gift: a banner that counts up while a combo runs, and a full-stage effect for gifts that have one.
 *
 * It lies over the video and lets the pointer through. When there are more gifts than places, the viewer's own come
 * first, then those of the highest value. A hidden tab paints nothing. No effect plays with reduced motion, or on a page
 * that misses too many frames. A screen reader reads one sentence every three seconds.
 *
 * @tag gift-feed
 * @summary Banners and effects of gifts that were given.
 * @status stable
 * @since 0.1
 *
 * @fires {LiveEvent<'live-gift-show'>} live-gift-show - A gift came into view. One event for each order.
 *
 * @csspart banner - One banner: giver, gift and count.
 * @csspart effect - The effect that fills the stage.
 * @csspart count - The count in a banner.
 *
 * @cssproperty [--live-gift-feed-inset-block=auto 0.75em] - Place of the banners: their `inset-block`.
 * @cssproperty [--live-gift-feed-background=rgb(20 16 40 / 0.78)] - Background of a banner.
 * @cssproperty [--live-gift-feed-text=#fff] - Colour of a banner's text.
 * @cssproperty [--live-gift-feed-tier-2=linear-gradient(90deg, rgb(134 22 92 / 0.92), rgb(60 22 120 / 0.78))] - Background of a banner of at least 100 coins.
 * @cssproperty [--live-gift-feed-tier-3=linear-gradient(90deg, rgb(138 70 0 / 0.95), rgb(150 20 60 / 0.86))] - Background of a banner of at least 1,000 coins.
 *
 * @cssstate playing - An effect fills the stage.
 */
export class GiftFeed extends RoomWidget {
  static override readonly tag: string = 'gift-feed';
  static override styles = [tokens, styles];

  /** Banners at once, 1 to 10. */
  @property({type: Number}) max = MAX_DEFAULT;

  /** Shows banners, and no effects. */
  @property({type: Boolean, attribute: 'without-effects'}) withoutEffects = false;

  protected readonly live = new SessionController(this, () => undefined).on(
    'gift',
    ({content, own}) => void this.#add({...content, own}),
  );

  readonly #localize = new LocalizeController(this);
  #view: Promise<GiftFeedView> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#view?.then((view) => view.stop());
  }

  protected override render() {
    return html`
      <div class="stage" aria-hidden="true"></div>
      <div class="visually-hidden" aria-live="polite"></div>
    `;
  }

  async #add(gift: ShownGift): Promise<void> {
    if (isPageHidden()) return;
    try {
      const view = await (this.#view ??= this.#createView());
      if (this.isConnected) view.add(gift);
    } catch {
      this.#view = undefined; // The script did not load: the next gift requests it again.
    }
  }

  async #createView(): Promise<GiftFeedView> {
    const [{GiftFeedView}] = await Promise.all([loadGiftFeedView(), this.updateComplete]);
    return new GiftFeedView({
      host: this,
      localize: this.#localize,
      max: () => (this.max >= 1 ? Math.min(Math.floor(this.max), MAX_LIMIT) : MAX_DEFAULT),
      effectsEnabled: () => !this.withoutEffects,
      players: loadPlayers,
      setPlaying: (on) => this.toggleState('playing', on),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gift-feed': GiftFeed;
  }
}
