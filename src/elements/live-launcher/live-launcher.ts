import {isPageHidden} from '../../protocol/page-hidden.js';
import {CORNERS} from '../../session/presented-key.js';
import {launcherLanguage} from '../../locales/launcher-terms.js';
import {LiveEvent} from '../base/events.js';
import {warn} from '../base/warn.js';
import {closeLauncher, isLauncherClosed, isPresented, mayStore} from './visit.js';
import {ATTRIBUTES, defineAttributes, nearest, readOffset} from './launcher-attributes.js';
import {readApiUrl, requestRoom, type LauncherRoom} from './launcher-room.js';
import {LauncherState} from './launcher-state.js';
import {LauncherView} from './launcher-view.js';
import {findRoom, openRoom, roomTagOf, type OpenedRoom} from './open-room.js';
import {mayPrefetch, prefetchScripts, whenIdle} from './prefetch.js';

/** Time between two requests for the room, ms. Each launcher adds up to a quarter, which spreads the requests. */
const REFRESH_MS = 30_000;

const BRAND = Symbol.for('live-room/element');

/** Loads `<live-room>`. The script sets it, because elements do not know how they are defined. */
export interface RoomScripts {
  /** Loads and defines `<live-room>`. */
  readonly load: () => Promise<unknown>;
  /** Addresses that `load` requests. */
  readonly addresses: readonly string[];
}

// A server has no `HTMLElement`, and only imports the module.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * A floating button or card that opens a live room over the page. It loads no room until it is pressed.
 *
 * @tag live-launcher
 * @summary Shows on every page of a site that a room is live, or when it begins, and opens it.
 * @status stable
 * @since 0.1
 *
 * @slot poster - Replaces the picture.
 *
 * @fires {LiveEvent<'live-launch'>} live-launch - The viewer pressed the launcher. Cancel it and no room is opened.
 * @fires {LiveEvent<'live-launcher-close'>} live-launcher-close - The viewer closed the launcher for this visit.
 *
 * @csspart card - The button that opens the room.
 * @csspart poster - The picture.
 * @csspart badge - The word for live, upcoming or ended.
 * @csspart count - The number of viewers.
 * @csspart countdown - The time until the show begins.
 * @csspart close - The button that closes the launcher for this visit.
 *
 * @cssproperty [--live-launcher-z-index=1000] - Level over the page.
 *
 * @cssstate live - The room is live.
 * @cssstate upcoming - The show has not begun.
 * @cssstate ended - The show is over.
 */
export class LiveLauncher extends Base {
  static readonly tag: string = 'live-launcher';
  static readonly brand = BRAND;
  static readonly observedAttributes: readonly string[] = Object.values(ATTRIBUTES);
  static scripts: RoomScripts | undefined;

  /**
   * Address of the business server's `/api`: `https:`, or `http:` on a loopback host.
   *
   * @attr api-url
   * @default ''
   */
  declare apiUrl: string;

  /**
   * The room's id.
   *
   * @attr room-id
   * @default ''
   */
  declare roomId: string;

  /**
   * Shape: a round `bubble`, or a `card` with the title.
   *
   * @attr variant
   * @default 'bubble'
   */
  declare variant: 'bubble' | 'card';

  /**
   * Corner of the window: `bottom-right`, `bottom-left`, `top-right` or `top-left`.
   *
   * @attr position
   * @default 'bottom-right'
   */
  declare position: 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

  /**
   * Distance from the edges of the window, px: `16`, or vertical and horizontal, `80 16`.
   *
   * @attr offset
   * @default ''
   */
  declare offset: string;

  /**
   * Hides the launcher while the room is not live (`offline`), after the show (`ended`), or not at all (`never`).
   *
   * @attr hidden-when
   * @default 'ended'
   */
  declare hiddenWhen: 'offline' | 'ended' | 'never';

  /** Registers the element unless the tag is taken. In the development build, warns about another library's element. */
  static define(tag = this.tag, registry = customElements): void {
    const existing = registry.get(tag) as typeof LiveLauncher | undefined;
    if (!existing) registry.define(tag, definedClasses.has(this) ? class extends this {} : this);
    else if (existing.brand !== BRAND) warn(`this page already has its own <${tag}>.`, 'a-tag-name-is-taken');
    definedClasses.add(this);
  }

  static {
    defineAttributes(this.prototype);
  }

  readonly #state = new LauncherState(this);
  /** Created when there is something to show, with the shadow root: an empty one already costs a slow phone a frame. */
  #view: LauncherView | undefined;
  #connection: AbortController | undefined;
  #request: AbortController | undefined;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #tickTimer: ReturnType<typeof setTimeout> | undefined;
  #room: LauncherRoom | undefined;
  #opened: OpenedRoom | undefined;
  #clockOffsetMs = 0;
  #prefetches = false;
  #isClosed = false;

  /** Opens the room over the page, as if the viewer had pressed the launcher. */
  launch(): void {
    const {roomId} = this;
    if (!this.dispatchEvent(new LiveEvent('live-launch', {roomId}, {cancelable: true}))) return;
    void this.#open('overlay');
  }

  connectedCallback(): void {
    const {signal} = (this.#connection = new AbortController());
    document.addEventListener('visibilitychange', () => !isPageHidden() && void this.#refresh(), {signal});
    // A room fires these events when it was closed, or opened by another script of the page.
    document.addEventListener('live-presentation-change', () => this.#draw(), {signal});
    if (mayStore(roomTagOf(this)) && isPresented(this.apiUrl, this.roomId)) void this.#open('mini');
    void this.#refresh();
  }

  disconnectedCallback(): void {
    this.#connection?.abort();
    this.#endRequest();
    clearTimeout(this.#refreshTimer);
    clearTimeout(this.#tickTimer);
    this.#view?.stop();
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (!this.isConnected || !this.#connection || old === value) return;
    if (name === 'api-url' || name === 'room-id') {
      this.#room = undefined;
      void this.#refresh();
    }
    this.#draw();
  }

  #close(): void {
    this.#isClosed = true;
    if (mayStore(roomTagOf(this))) closeLauncher(this.roomId);
    this.#room = undefined;
    this.#endRequest();
    clearTimeout(this.#refreshTimer);
    this.#draw();
    this.dispatchEvent(new LiveEvent('live-launcher-close', {roomId: this.roomId}));
  }

  /** Requests the room, and again after a while. The room of a failed request stays on display. */
  async #refresh(): Promise<void> {
    clearTimeout(this.#refreshTimer);
    this.#endRequest();
    const {apiUrl, roomId} = this;
    if (__DEV__ && !(apiUrl && roomId)) warn('<live-launcher> needs api-url and room-id.', 'bad_config');
    if (!apiUrl || !roomId || this.#isClosed || isLauncherClosed(roomId) || isPageHidden()) return;
    const api = readApiUrl(apiUrl);
    if (!api) return;
    const request = (this.#request = new AbortController());
    try {
      const {room, clockOffsetMs} = await requestRoom(api, roomId, request);
      if (request !== this.#request) return;
      this.#room = room;
      this.#clockOffsetMs = clockOffsetMs;
      this.#draw();
    } catch (reason) {
      if (request !== this.#request) return;
      if (__DEV__) console.warn('[live-room] <live-launcher> could not read its room:', reason);
    }
    this.#refreshTimer = setTimeout(() => void this.#refresh(), REFRESH_MS * (1 + Math.random() / 4));
  }

  #endRequest(): void {
    this.#request?.abort();
    this.#request = undefined;
  }

  #draw(): void {
    const room = this.#room;
    this.#state.show(room?.status === 'paused' ? 'live' : room?.status);
    const isPresented = !!this.#opened && !this.#opened.hidden && this.#opened.isConnected;
    const isShown = !!room && !isPresented && !this.#isHidden(room);
    if (!isShown || !room) return this.#hide();
    const view = (this.#view ??= this.#createView());
    view.node.hidden = false;
    const language = launcherLanguage(nearest(this, 'lang')?.getAttribute('lang') || navigator.language);
    const look = {
      language,
      variant: this.variant,
      corner: CORNERS.includes(this.position) ? this.position : CORNERS[0],
      offset: readOffset(this.offset),
      hasDirection: !!nearest(this, 'dir'),
    };
    const moving = room.status === 'upcoming' && this.variant === 'card' && mayPrefetch();
    view.draw(room, look, this.#secondsLeft(room), moving && !matchMedia('(prefers-reduced-motion: reduce)').matches);
    this.#tick(view);
    if (room.status !== 'ended' && !this.#prefetches) {
      this.#prefetches = true;
      whenIdle(() => this.#prefetch(1), this.#connection!.signal);
    }
  }

  #createView(): LauncherView {
    return new LauncherView(this.attachShadow({mode: 'open', delegatesFocus: true}), {
      onLaunch: () => this.launch(),
      onClose: () => this.#close(),
      onApproach: () => this.#prefetch(),
    });
  }

  #hide(): void {
    clearTimeout(this.#tickTimer);
    if (!this.#view) return;
    this.#view.node.hidden = true;
    this.#view.stop();
  }

  /** Counts down once a second. The show may begin at its end. */
  #tick(view: LauncherView): void {
    clearTimeout(this.#tickTimer);
    const room = this.#room;
    if (room?.status !== 'upcoming' || !room.startsAt) return;
    const left = this.#secondsLeft(room);
    view.drawCountdown(left, launcherLanguage(view.node.lang));
    if (left > 0) this.#tickTimer = setTimeout(() => this.#tick(view), 1_000);
    else this.#draw();
  }

  #secondsLeft({startsAt = 0}: LauncherRoom): number {
    return Math.max(0, Math.ceil(startsAt - (Date.now() + this.#clockOffsetMs) / 1_000));
  }

  #isHidden({status}: LauncherRoom): boolean {
    if (this.#isClosed) return true;
    if (this.hiddenWhen === 'never') return false;
    return status === 'ended' || (this.hiddenWhen === 'offline' && status === 'upcoming');
  }

  /** @param most Number of scripts, all unless given. */
  #prefetch(most?: number): void {
    if (mayPrefetch()) prefetchScripts((LiveLauncher.scripts?.addresses ?? []).slice(0, most));
  }

  async #open(presentation: 'overlay' | 'mini'): Promise<void> {
    const {apiUrl, roomId, offset, lang} = this;
    const tag = roomTagOf(this);
    const isNew = !findRoom(tag, roomId);
    if (!isNew && presentation === 'mini') return;
    const attributes = {'api-url': apiUrl, 'room-id': roomId, offset, lang};
    const room = openRoom({tag, roomId, presentation, attributes});
    this.#opened = room;
    if (this.#view) this.#view.busy = true;
    try {
      if (!customElements.get(tag)) await LiveLauncher.scripts?.load();
    } catch (reason) {
      if (isNew) room.remove();
      this.#opened = undefined;
      console.error('[live-room] <live-launcher> could not load the room:', reason);
    }
    if (this.#view) this.#view.busy = false;
    this.#draw();
  }
}

const definedClasses = new WeakSet<typeof LiveLauncher>();

declare global {
  interface HTMLElementTagNameMap {
    'live-launcher': LiveLauncher;
  }
}
