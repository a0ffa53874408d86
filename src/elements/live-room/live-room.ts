import {html} from 'lit';
import type {GiftReceipt} from '../../session/session.js';
import type {CartAdapter, CartName} from '../../cart/cart-adapter.js';
import type {CredentialsSource} from '../../session/connection/identity.js';
import {LiveSession} from '../../session/live-session.js';
import type {LiveStatus} from '../../session/state/slices/connection.js';
import {messageDetail} from './message-detail.js';
import {property, state} from '../base/property.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {LocalizeController, refreshTerms} from '../base/localize-controller.js';
import {tokens} from '../base/tokens.js';
import {warn} from '../base/warn.js';
import {DelayedElements} from './delayed-elements.js';
import {AspectObserver} from './aspect.js';
import {connectionStatusTemplate, STATUSES} from './connection-status.js';
import {connectionStatusStyles} from './connection-status.styles.js';
import {isSameSettings, joinOptions, joinSettings, type JoinSettings} from './join-settings.js';
import {LayoutModeObserver} from './layout-mode.js';
import {toggleLayoutSize} from './layout-size.js';
import {styles} from './live-room.styles.js';
import {PresentableRoom} from './presentable-room.js';
import {SessionProvider} from './session-provider.js';

/** Frameworks move a node by removing it first. A room that is still disconnected after this time leaves, ms. */
const MOVE_GRACE_MS = 50;

/**
 * Shows a complete live room. With element children, it joins the room for the elements that the page arranges.
 *
 * @tag live-room
 * @summary Joins a room and gives its session to the elements inside, and to those whose `room` attribute names it.
 * @status stable
 * @since 0.1
 *
 * @attribute {string} user-sig - The signature of `user-id`. For tests only; removed from the markup once read.
 * @attribute {string} lang - The language of the room (BCP 47). Default: the `lang` of the nearest ancestor.
 *
 * @slot - Elements that the page arranges. Default: the default layout.
 * @slot stage-overlay - Content over the whole stage of the default layout. Presses go through to the stage, except on elements of the slot.
 * @slot stage-actions - Buttons at the end side of the stage of the default layout, in a column.
 * @slot aside-header - Content above the chat of the default layout.
 * @slot below-composer - Content below the chat of the default layout.
 *
 * @fires {LiveEvent<'live-status-change'>} live-status-change - The room's status changed.
 * @fires {LiveEvent<'live-error'>} live-error - The room could not be joined, or the connection ended with an error.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - `say()`, `like()` or `give()` was called for a guest. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-message'>} live-message - A message arrived in the room; only with the attribute `messages`.
 *
 * @csspart layout - The default layout.
 * @csspart stage - The area of the video.
 * @csspart aside - The area of the chat.
 * @csspart bar - The area of gifts and likes.
 * @csspart bar-button - A round button of the bar. It opens the products, and where the chat lies over the video also the chat and the gifts.
 * @csspart bag - The bar's button that opens the products, with the number of pieces in the page's cart. Shown while a product is on show.
 * @csspart sheet - The sheet of the gifts, where the chat lies over the video.
 *
 * @cssproperty [--live-room-height=clamp(min(26em, 94vh), 80vh, 46em)] - Height of the default layout, unless the page sets `height`.
 * @cssproperty [--live-accent=light-dark(#d6204c, #ff8ba3)] - Colour of buttons and marks.
 * @cssproperty [--live-on-accent=light-dark(#fff, #2b0710)] - Colour of text on the accent.
 * @cssproperty [--live-surface=light-dark(#fff, #191a21)] - Background of lists and cards.
 * @cssproperty [--live-dialog-background=var(--live-surface)] - Background of dialogs and menus, which should be opaque.
 * @cssproperty [--live-text=light-dark(#1b1c22, #f1f2f6)] - Colour of text.
 * @cssproperty [--live-text-quiet=light-dark(#5d6070, #a9acbb)] - Colour of secondary text.
 * @cssproperty [--live-outline=light-dark(#d9dbe4, #3a3c49)] - Colour of lines.
 * @cssproperty [--live-scrim=rgb(10 10 16 / 0.68)] - Background of text over the video.
 * @cssproperty [--live-radius=0.75em] - Radius of corners.
 * @cssproperty [--live-gap=0.75em] - Space between elements.
 * @cssproperty [--live-font=system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif] - Font family.
 * @cssproperty [--live-focus=light-dark(#2f6bff, #8fb0ff)] - Colour of the focus ring.
 * @cssproperty [--live-room-portrait-background=rgb(10 10 16 / 0.8)] - Background of chat and gifts over the video of a portrait room. The palette there is dark, whatever the page's colours are.
 * @cssproperty [--live-room-portrait-surface=#191a21] - `--live-surface` in a portrait room.
 * @cssproperty [--live-room-portrait-text=#f1f2f6] - `--live-text` in a portrait room.
 * @cssproperty [--live-room-portrait-text-quiet=#c3c5d0] - `--live-text-quiet` in a portrait room.
 * @cssproperty [--live-room-portrait-outline=#3a3c49] - `--live-outline` in a portrait room.
 * @cssproperty [--live-room-portrait-accent=var(--live-accent)] - `--live-accent` in a portrait room.
 * @cssproperty [--live-room-portrait-on-accent=var(--live-on-accent)] - `--live-on-accent` in a portrait room.
 *
 * @cssstate idle - The room was not joined yet.
 * @cssstate joining - The room is being joined.
 * @cssstate joined - The viewer is in the room.
 * @cssstate reconnecting - The viewer is in the room, and the connection is lost.
 * @cssstate ended - The room was closed, or the viewer left.
 * @cssstate failed - The room could not be joined.
 * @cssstate kicked - The viewer signed in elsewhere, or was removed or banned.
 * @cssstate guest - The viewer watches as a guest.
 */
export class LiveRoom extends PresentableRoom {
  static override readonly tag: string = 'live-room';
  static override styles = [tokens, styles, connectionStatusStyles];

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'user-sig', 'lang'];
  }

  /** Address of the business server's `/api`: `https:`, or `http:` on a loopback host. */
  @property({attribute: 'api-url'}) apiUrl = '';

  /** The room's id, 1 to 48 bytes. */
  @property({attribute: 'room-id'}) roomId = '';

  /** The Tencent Chat application, for a guest without a business server and for `user-sig`. */
  @property({attribute: 'sdk-app-id', type: Number}) sdkAppId: number | undefined;

  /** The user who signs in with `user-sig`. For tests: pages use `api-url` or `credentials`. */
  @property({attribute: 'user-id'}) userId = '';

  /** Joins as a guest, even if the viewer could be signed in. */
  @property({type: Boolean}) guest = false;

  /** Joins only when `join()` is called. */
  @property({type: Boolean}) manual = false;

  /** Fires `live-message` for every message. */
  @property({type: Boolean}) messages = false;

  /** Address of a proxy to Tencent Chat: `ws(s)://host/path`. */
  @property({attribute: 'im-server'}) imServer = '';

  /** Address of a proxy to TRTC: `ws(s)://host/path`. */
  @property({attribute: 'rtc-server'}) rtcServer = '';

  /** Address to play instead of TRTC, HLS or a file: `https:`, or `http:` on a loopback host. */
  @property({attribute: 'stream-url'}) streamUrl = '';

  /** Address of Tencent Chat's SDK instead of the package's copy: `https:`, or of the page's own origin. */
  @property({attribute: 'chat-sdk-src'}) chatSdkSrc = '';

  /** Address of TRTC's SDK instead of the package's copy: `https:`, or of the page's own origin. */
  @property({attribute: 'rtc-sdk-src'}) rtcSdkSrc = '';

  /** Layout: `portrait`, `landscape`, or `auto`, which chooses by the room's size. */
  @property() layout: 'auto' | 'portrait' | 'landscape' = 'auto';

  /** Pieces to leave out: `gifts` `likes` `danmaku` `product` `lottery` `header` `composer` `broadcast` `poll` `lobby`, with spaces between. */
  @property() without = '';

  /** The page's cart: `shopify`, `woocommerce`, or an adapter that a script sets. */
  @property() cart: CartAdapter | CartName | undefined;

  /** The viewer's sign-in, or an async function that returns it, also when the signature has expired. Overrides the attributes. */
  @property({attribute: false}) credentials: CredentialsSource | undefined;

  /** @internal Read from `user-sig`, which is then removed from the markup. */
  @state() protected userSig = '';

  readonly #session = this.createSession();
  readonly #localize = new LocalizeController(this);
  readonly #layoutMode = new LayoutModeObserver(this, () => this.requestUpdate());
  readonly #aspect = new AspectObserver(this, () => {
    this.requestUpdate();
    this.performUpdate(); // Renders in the same frame, so that the previous orientation is never painted.
  });
  readonly #elements = new DelayedElements(this, this.#localize);
  #subscription: AbortController | undefined;
  #status: LiveStatus = 'idle';
  #leaveTimer: ReturnType<typeof setTimeout> | undefined;
  #left = false;
  #joinedSettings: JoinSettings | undefined;

  constructor() {
    super();
    new SessionProvider(this, this.#session);
  }

  /** The room's session: its state, its messages and the viewer's actions. */
  override get session(): LiveSession {
    return this.#session;
  }

  /** Joins the room with the current attributes and `credentials`. Rejects with a `LiveError`. */
  join(): Promise<void> {
    this.#joinedSettings = this.#settings;
    return this.#session.join(joinOptions(this.#joinedSettings, this));
  }

  /** Leaves the room. Its status is then `ended`. */
  leave(): Promise<void> {
    return this.#session.leave();
  }

  /** Sends a comment. A guest is signed in first. Resolves when the service accepted it. Rejects with a `LiveError`. */
  async say(text: string): Promise<void> {
    if (await ensureSignedIn(this, this.#session, 'say')) await this.#session.say(text);
  }

  /** Likes `count` times. A guest is signed in first. Rejects with a `LiveError`. */
  async like(count = 1): Promise<void> {
    if (await ensureSignedIn(this, this.#session, 'like')) this.#session.like(count);
  }

  /**
   * Gives a gift. A guest is signed in first. Resolves with the billed order, or with undefined if the page cancelled
   * `live-login-needed`. Rejects with a `LiveError`.
   */
  async give(giftId: string, count = 1): Promise<GiftReceipt | undefined> {
    return (await ensureSignedIn(this, this.#session, 'give')) ? this.#session.give(giftId, count) : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.#leaveTimer);
    this.#subscribe();
    this.#layoutMode.observe();
    this.#aspect.observe();
    if (this.#left && !this.manual) void this.#tryJoin();
    this.#left = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#layoutMode.disconnect();
    this.#aspect.disconnect();
    this.#leaveTimer = setTimeout(() => {
      this.#left = true;
      void this.leave();
      this.#subscription?.abort();
    }, MOVE_GRACE_MS);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang') return refreshTerms();
    if (name !== 'user-sig') return super.attributeChangedCallback(name, old, value);
    if (value === null) return;
    this.userSig = value;
    this.removeAttribute('user-sig');
  }

  /** @internal */
  observeAspect(box: HTMLElement): void {
    this.#aspect.observe(box);
  }

  /** @internal Creates the session. Tests override it. */
  protected createSession(): LiveSession {
    return new LiveSession();
  }

  /** Joins before the first render, so that the SDK and the business server's response load during it. */
  protected override willUpdate(): void {
    this.applyConsent(); // Must run before a token is stored.
    const changed = !this.#joinedSettings || !isSameSettings(this.#settings, this.#joinedSettings);
    if (changed && this.isConnected && (this.#joinedSettings || !this.manual)) void this.#tryJoin();
    if (this.cart !== this.#session.cart) this.#session.cart = this.cart;
    toggleLayoutSize(this.renderRoot as ShadowRoot, this.#layoutMode.mode === 'default');
  }

  protected override renderRoom() {
    if (this.#layoutMode.mode !== 'default') {
      this.#elements.clear();
      return html`<slot></slot>`;
    }
    const aspect = this.#aspect.with(this.layout);
    const {room, connection, product} = this.#session.state;
    const {locale} = this.#localize;
    const join = () => void this.#tryJoin();
    const connectionStatus = connectionStatusTemplate({...connection, locale, manual: this.manual, join});
    const facts = {host: room.host, hasProduct: !!product.current, connectionStatus};
    return this.#elements.render(this.#session.status === 'joining', {aspect, without: this.hiddenPieces, ...facts});
  }

  /** Joins for the attributes or the button: errors are shown and fired as `live-error`, not thrown. */
  readonly #tryJoin = async () => {
    if (__DEV__ && !this.roomId) warn('<live-room> needs a room-id.', 'bad_config');
    await this.join().catch(() => undefined); // The error is in the session's state, and `#onChange` fires `live-error`.
  };

  get #settings(): JoinSettings {
    return joinSettings(this, this.userSig);
  }

  #subscribe(): void {
    this.#subscription?.abort();
    const {signal} = (this.#subscription = new AbortController());
    this.#session.subscribe(() => this.#onChange(), {signal});
    this.#session.on('message', (message) => this.messages && this.fire('live-message', messageDetail(message)), {
      signal,
    });
    this.#onChange();
  }

  #onChange(): void {
    const {status, error} = this.#session.state.connection;
    this.requestUpdate();
    this.toggleState('guest', (status === 'joined' || status === 'reconnecting') && !this.#session.userId);
    for (const known of STATUSES) this.toggleState(known, known === status);
    if (status === this.#status) return;
    const previous = this.#status;
    this.#status = status;
    this.fire('live-status-change', {status, previous});
    if (!error) return;
    if (__DEV__) warn(`${error.code}: ${error.message}.`, error.code.toLowerCase());
    this.fire('live-error', {error});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-room': LiveRoom;
  }
}
