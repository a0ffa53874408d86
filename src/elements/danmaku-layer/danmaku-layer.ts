import {html, type PropertyValues} from 'lit';
import type {RoomMessage} from '../../protocol/messages.js';
import {LazyModule} from '../base/lazy-module.js';
import {hasFocus} from '../base/has-focus.js';
import {iconTemplate} from '../icons/icon-template.js';
import {LocalizeController} from '../base/localize-controller.js';
import {pressedKey} from '../base/pressed-key.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {styles} from './danmaku-layer.styles.js';
import type {DanmakuView} from './danmaku-view.js';
import {controlButton} from './control-button.js';
import {EarlyLines} from './early-lines.js';
import type {LineMenu} from './line-menu.js';
import {LineVisibility} from './line-visibility.js';
import {parseLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {lazy} from '../../session/lazy.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

const loadLineMenu = lazy(() => import('./line-menu.js'));
const loadView = lazy(async () => {
  const view = await import('./danmaku-view.js');
  await view.loadWordSearch();
  return view;
});
const loadSettingsPanel = lazy(() => import('./settings-panel.js'));

/**
 * Shows comments as lines that fly over the picture.
 *
 * Lines never overlap. A line that finds no lane within a second is dropped, and the room's `state.comments.danmakuDropped`
 * counts it. Lines with `priority` wait up to 5 s, at most 16 at a time. The viewer's own lines wait until a lane is free, at
 * most 32 at a time. The lines are hidden from screen readers, which read the chat. With reduced motion the lines are shown
 * as a still stack. The layer also works without a room: `show` adds lines. The viewer's settings are stored for the page's
 * origin and override the attributes.
 *
 * @tag danmaku-layer
 * @summary Comments that fly over the picture (danmaku).
 * @status stable
 * @since 0.1
 *
 * @slot - The picture beneath the lines.
 * @slot actions - Buttons next to a selected line. Default: reply, hide the sender, report, moderate.
 * @slot settings - Replacement of the buttons that pause the lines and open the settings.
 *
 * @fires {LiveEvent<'live-danmaku-select'>} live-danmaku-select - The viewer clicked or tapped a line.
 *
 * @csspart line - Any line.
 * @csspart line-own - The viewer's own line.
 * @csspart line-gift - The line of a gift.
 * @csspart lifted - The still copy of a line that the pointer is on, or that was selected.
 * @csspart control - Each of the buttons that pause the lines and open the settings.
 *
 * @cssproperty [--live-danmaku-layer-color=#fff] - Colour of lines without their own colour.
 * @cssproperty [--live-danmaku-layer-outline=rgb(0 0 0 / 0.85)] - Outline of the letters; `transparent` removes it, except from dark letters.
 * @cssproperty [--live-danmaku-layer-own=var(--live-accent, #ff8ba3)] - Border of the viewer's own lines.
 * @cssproperty [--live-danmaku-layer-gift=#ffe08a] - Colour of the lines of gifts.
 * @cssproperty [--live-danmaku-layer-badge=rgb(255 255 255 / 0.22)] - Background of the mark of host, operator or level.
 * @cssproperty [--live-danmaku-layer-mask=none] - `mask-image` over the whole layer: lines show where it is opaque, so that people in the picture stay in front of the lines.
 * @cssproperty [--live-danmaku-layer-settings-block=auto 0.5em] - Place of the buttons: their `inset-block`.
 * @cssproperty [--live-danmaku-layer-settings-inline=auto 0.5em] - Place of the buttons: their `inset-inline`.
 *
 * @cssstate paused - The lines stand still, and no new lines are shown.
 * @cssstate crowded - Lines are being dropped.
 */
export class DanmakuLayer extends RoomWidget {
  static override readonly tag: string = 'danmaku-layer';
  static override styles = [tokens, styles];

  /** Maximum number of lanes, 1 to 100. 0 uses as many as fit. */
  @property({type: Number}) lanes = 0;

  /** Speed of the lines, 0.25 to 4 times the normal speed. */
  @property({type: Number}) speed = 1;

  /** Share of the height that lines use, from the top: 0.1 to 1. */
  @property({type: Number}) area = 1;

  /** Opacity of the lines, 0 to 1. */
  @property({type: Number}) opacity = 1;

  /** Font size in px, 10 to 96. A lane is 1.25 times as high. */
  @property({type: Number, attribute: 'font-size'}) fontSize = 24;

  /** Lines on stage at once, not counting the viewer's own and those with `priority`; 0 is no limit. */
  @property({type: Number}) max = 0;

  /** Counts equal texts within 3 s on the first line instead of showing them again. */
  @property({type: Boolean}) merge = false;

  /** Starts paused. */
  @property({type: Boolean}) paused = false;

  /** Called for every line. A line is dropped if it returns a false value. If it throws, the line is shown. */
  @property({attribute: false}) filter: ((line: DanmakuLine) => boolean) | undefined;

  /** The layer also works without a room, over any picture. */
  protected override readonly needsRoom = false;

  protected readonly live = new SessionController(this, ({room, connection}) => ({
    hostId: room.host?.userId,
    operators: room.operators,
    status: connection.status,
  }))
    .on('comment', (message) => this.#handleMessage(message))
    .on('danmaku', (message) => this.#handleMessage(message))
    .on('gift', (message) => this.#handleMessage(message))
    .on('deleted', ({seqs}) => {
      this.#lineVisibility.deletedSeqs = seqs;
      this.#view?.removeHidden();
    });

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadView);
  #view: DanmakuView | undefined;
  #lineMenu: LineMenu | undefined;
  readonly #early = new EarlyLines();
  readonly #lineVisibility = new LineVisibility();
  #isPaused = false;

  /**
   * Shows a line of at most 100 characters. Longer text is cut; line breaks become spaces.
   *
   * @returns True if the line was accepted: it is shown when it finds a lane, and dropped if it finds none in time.
   * False while the layer is paused, hidden or out of the page, if `filter` refuses the line, if it has nothing to
   * show, or if no lane will be free in time.
   */
  show(line: DanmakuInput): boolean {
    if (!this.#acceptsLines) return false;
    if (this.#view) return this.#view.show(line);
    const parsed = parseLine(line);
    return !!parsed && this.#isAllowed(parsed) && this.#queueEarly(parsed.own, (view) => view.offer(parsed));
  }

  /** Removes all lines, also those that wait for a lane. */
  clear(): void {
    this.#early.clear();
    this.#view?.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#view?.start();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lineMenu?.close();
    this.#early.clear();
    this.#view?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('paused')) this.#pause(this.paused);
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    const isNeeded = this.live.value?.status === 'joined' || !this.live.session || this.#early.size > 0;
    if (!this.#view && isNeeded && this.#viewModule.module) this.#createView(this.#viewModule.module.DanmakuView);
    this.#view?.configure();
  }

  protected override render() {
    const label = this.#localize.term(this.#isPaused ? 'resumeDanmaku' : 'pauseDanmaku');
    const settings = this.#localize.locale.danmakuSettings.title;
    return html`
      <slot></slot>
      <div class="stage" aria-hidden="true" @click=${this.#handlePointer} @pointermove=${this.#handlePointer}></div>
      <div class="settings">
        <slot name="settings">
          ${controlButton(label, iconTemplate(this.#isPaused ? 'resumeComments' : 'pauseComments'), () => this.#toggle())}
          ${controlButton(settings, iconTemplate('settings'), () => void this.#openSettings(), 'dialog')}
        </slot>
      </div>
      <div
        class="held-line"
        hidden
        @keydown=${(event: KeyboardEvent) => pressedKey(event) === 'Escape' && this.#keepFocus()}
      >
        <div part="lifted" class="line copy" dir="auto" aria-hidden="true" @click=${this.#handlePointer}></div>
        <slot name="actions"></slot>
      </div>
    `;
  }

  get #acceptsLines(): boolean {
    return this.isConnected && !isPageHidden() && !this.#isPaused;
  }

  #handleMessage(message: RoomMessage): void {
    if (!this.#acceptsLines) return;
    if (this.#view) this.#view.handleMessage(message);
    else this.#queueEarly(message.own, (view) => view.handleMessage(message));
  }

  #queueEarly(own: boolean, deliver: (view: DanmakuView) => unknown): boolean {
    const accepted = this.#early.add(own, deliver);
    if (accepted) this.requestUpdate();
    return accepted;
  }

  #createView(View: typeof DanmakuView): void {
    this.#view = new View({
      root: this.shadowRoot!,
      stage: this.#query('.stage'),
      heldLineBox: this.#query('.held-line'),
      settings: this.#query('.settings'),
      attributes: this,
      localize: this.#localize,
      roles: () => this.live.value,
      isAllowed: (line) => this.#isAllowed(line),
      setCrowded: (on) => this.toggleState('crowded', on),
      reportDropped: (count) => this.live.session?.countDroppedDanmaku(count),
      select: (line) => this.#select(line),
    });
    this.#view.pause(this.#isPaused);
    this.#view.start();
    this.#early.deliverTo(this.#view);
  }

  #isAllowed(line: DanmakuLine): boolean {
    return this.#lineVisibility.isAllowed(line, this.filter);
  }

  #pause(paused: boolean): void {
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    this.#early.clear();
    this.#view?.pause(paused);
    this.toggleState('paused', paused);
    this.requestUpdate();
  }

  #toggle(): void {
    this.#pause(!this.#isPaused);
  }

  #handlePointer(event: PointerEvent): void {
    this.#view?.handlePointer(event);
  }

  #select(line: DanmakuLine): void {
    const {id, text, from} = line;
    this.fire('live-danmaku-select', {id, text, from});
    void this.#openMenu(line);
  }

  async #openMenu(line: DanmakuLine): Promise<void> {
    const module = await loadLineMenu().catch(() => undefined);
    if (!module) return; // The script did not load: the next press requests it again.
    this.#lineMenu ??= new module.LineMenu({
      host: this,
      localize: this.#localize,
      session: () => this.live.session,
      roles: () => this.live.value,
      showActions: (shownLine, actions) => {
        if (!actions) this.#keepFocus();
        this.#view?.showActions(shownLine, actions);
      },
    });
    this.#lineMenu.open(line);
  }

  #query(selector: string): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(selector)!;
  }

  /** Moves the focus to the pause button if it is on an action of the held line, because the line will be released. */
  #keepFocus(): void {
    if (hasFocus(this.#query('.held-line'))) this.#query('.control').focus();
  }

  async #openSettings(): Promise<void> {
    try {
      const [{SettingsPanel, styles: panelStyles}, {DanmakuView: View}] = await Promise.all([
        loadSettingsPanel(),
        this.#viewModule.load(),
      ]);
      if (!this.isConnected) return;
      if (!this.#view) this.#createView(View);
      this.#view!.openSettings(SettingsPanel, panelStyles);
    } catch {
      // The script did not load: the next press requests it again.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'danmaku-layer': DanmakuLayer;
  }
}
