import {html} from 'lit';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {GIFTS_MAX} from '../../protocol/limits.js';
import type {Gift, GiftReceipt} from '../../session/session.js';
import {errorText} from '../base/error-text.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property, state} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {tokens} from '../base/tokens.js';
import {warn} from '../base/warn.js';
import {styles} from './gift-bar.styles.js';
import type {GiftList} from './gift-list.js';
import {lazy} from '../../session/lazy.js';

const loadGiftList = lazy(() => import('./gift-list.js'));

/** Mean delay before a failed catalogue is requested again, ms. */
const RETRY_MS = 4_000;

/**
 * Lists the gifts with their prices, and shows the viewer's balance.
 *
 * One tap gives one gift. Quick taps on a gift with `combo` are counted together, and a ring around the gift shows the time
 * left for the next tap. A chosen quantity is one order and applies once. A guest is signed in first.
 *
 * @tag gift-bar
 * @summary Gifts to give, with prices, the balance and running combos.
 * @status stable
 * @since 0.1
 *
 * @slot empty - Content while there are no gifts: no room, or no business server.
 *
 * @fires {LiveEvent<'live-gift-give'>} live-gift-give - The viewer is about to give a gift. Cancel it and nothing is given or billed.
 * @fires {LiveEvent<'live-gift-given'>} live-gift-given - An order was billed. One event for each order, also for one of many taps.
 * @fires {LiveEvent<'live-gift-failed'>} live-gift-failed - An order was not billed.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to give. Cancel it and sign in your own way.
 *
 * @csspart list - The list of gifts.
 * @csspart gift - The button of one gift.
 * @csspart icon - The gift's picture.
 * @csspart name - The gift's name.
 * @csspart price - The gift's price.
 * @csspart combo - The count of a running combo, in the ring that shows the time left.
 * @csspart balance - The viewer's balance.
 * @csspart quantity - The select of the quantity.
 *
 * @cssproperty [--live-gift-bar-background=var(--live-surface)] - Background.
 * @cssproperty [--live-gift-bar-icon=2em] - Size of the gifts' pictures.
 * @cssproperty [--live-gift-bar-width=5em] - Width of a gift in a single row; a longer price makes it wider.
 *
 * @cssstate empty - There are no gifts.
 * @cssstate sending - An order waits for its response.
 */
export class GiftBar extends RoomWidget {
  static override readonly tag: string = 'gift-bar';
  static override styles = [tokens, styles];

  /** Hides the prices. */
  @property({type: Boolean, reflect: true, attribute: 'without-price'}) withoutPrice = false;

  /** Gifts in a row, fewer where the text is large; 0 is a single row that scrolls. */
  @property({type: Number}) columns = 0;

  /** Gifts to offer instead of the business server's whole catalogue, in this order. */
  @property({attribute: false}) gifts: readonly Gift[] | undefined;

  protected readonly live = new SessionController(this, ({gifts, connection}) => ({...gifts, ...connection}));

  readonly #localize = new LocalizeController(this);
  readonly #listModule = new LazyModule(this, loadGiftList);
  #list: GiftList | undefined;
  #loading: Promise<void> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Receipts for which `live-gift-given` was fired, and the number of failed gifts per error. */
  readonly #reportedReceipts = new WeakSet<object>();
  readonly #failedCounts = new Map<unknown, number>();

  /** @internal Code of the error of the last failed gift. */
  @state() protected giveError: LiveErrorCode | undefined;

  /**
   * Gives a gift, as if tapped. A guest is signed in first. Resolves with the billed order, or with undefined if the
   * page cancelled one of the events. Rejects with a `LiveError`.
   */
  async give(giftId: string, count = 1): Promise<GiftReceipt | undefined> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    this.giveError = undefined;
    try {
      if (!(await ensureSignedIn(this, session, 'give'))) return undefined;
      const {combo} = session.state.gifts;
      const running = combo?.giftId === giftId && count === 1 ? {comboId: combo.comboId} : {};
      if (!this.fire('live-gift-give', {giftId, count, ...running}, {cancelable: true})) return undefined;
      const receipt = await session.give(giftId, count);
      this.#fireGiven(receipt);
      return receipt;
    } catch (reason) {
      this.#fireFailed(giftId, count, reason as LiveError); // The session rejects with a `LiveError` only.
      throw reason;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#retryTimer);
    this.#loading = undefined;
  }

  protected override render() {
    const {pendingOrders} = this.live.value ?? {};
    const {length} = this.#offeredGifts;
    this.toggleState('empty', !length);
    this.toggleState('sending', !!pendingOrders);
    return html`
      <div class="container" ?hidden=${!length}></div>
      <div class="error" role="status">${this.giveError && errorText(this.#localize.locale, this.giveError)}</div>
      <slot name="empty" ?hidden=${length > 0}></slot>
    `;
  }

  protected override updated(): void {
    const {status, hasBackend, catalogue} = this.live.value ?? {};
    const gifts = this.#offeredGifts;
    if (status === 'joined' && !this.gifts && !catalogue) this.#loadCatalogue(hasBackend);
    if (gifts.length) this.#renderList(gifts);
  }

  get #offeredGifts(): readonly Gift[] {
    // The page may pass a server's list, so its length is limited too.
    return (this.gifts ?? this.live.value?.catalogue ?? []).slice(0, GIFTS_MAX);
  }

  #loadCatalogue(hasBackend = false): void {
    if (hasBackend) {
      this.#loading ??= this.live.session!.loadGifts().then(this.#renderAgain, () => {
        // The server is down. The random wait spreads the viewers' next requests.
        this.#retryTimer = setTimeout(this.#renderAgain, RETRY_MS * (0.5 + Math.random()));
      });
    } else if (__DEV__) {
      warn(
        '<gift-bar> stays empty: gifts need a business server, which api-url names to <live-room>.',
        'gifts-stay-empty',
      );
    }
  }

  readonly #renderAgain = () => {
    this.#loading = undefined;
    this.requestUpdate();
  };

  /** Draws the gifts when the list's script has loaded. The element renders again then. */
  #renderList(gifts: readonly Gift[]): void {
    const {module} = this.#listModule;
    if (!module) return;
    const root = this.shadowRoot!;
    const container = root.querySelector<HTMLElement>('.container')!;
    this.#list ??= new module.GiftList({
      root,
      container,
      localize: this.#localize,
      give: (id, count) => this.#giveOnTap(id, count),
    });
    const {balance, combo} = this.live.value ?? {};
    const {columns, withoutPrice} = this;
    this.#list.update({gifts, balance, combo, columns: columns >= 1 ? Math.floor(columns) : 0, withoutPrice});
  }

  /** Gives a gift for a tap: errors are shown and fired as `live-gift-failed`, not thrown. */
  async #giveOnTap(giftId: string, count: number): Promise<boolean> {
    return !!(await this.give(giftId, count).catch(() => undefined));
  }

  /** Fires `live-gift-given` once per order: all taps of one order resolve with the same object. */
  #fireGiven(receipt: GiftReceipt): void {
    if (this.#reportedReceipts.has(receipt)) return;
    this.#reportedReceipts.add(receipt);
    this.fire('live-gift-given', receipt);
  }

  /** Fires `live-gift-failed` once per order: all taps of one order reject with the same error, one after the other. */
  #fireFailed(giftId: string, count: number, error: LiveError): void {
    this.giveError = error.code;
    if (!this.#failedCounts.has(error)) {
      setTimeout(() => {
        this.fire('live-gift-failed', {giftId, count: this.#failedCounts.get(error)!, error});
        this.#failedCounts.delete(error);
      });
    }
    this.#failedCounts.set(error, (this.#failedCounts.get(error) ?? 0) + count);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gift-bar': GiftBar;
  }
}
