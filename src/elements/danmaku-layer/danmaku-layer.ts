import {html, type PropertyValues} from 'lit';
import type {RoomMessage} from '../../protocol/messages.js';
import {Late} from '../shared/late.js';
import {hasFocus} from '../shared/has-focus.js';
import {middleOf, toLocal} from '../shared/local-place.js';
import {loadMedia} from '../shared/media/load-media.js';
import {LocalizeController} from '../shared/localize-controller.js';
import type {PersonCard} from '../shared/person/person-card.js';
import {pressedKey} from '../shared/pressed-key.js';
import {property} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {tokens} from '../shared/tokens.js';
import {isFiltered, viewerFilters} from '../shared/viewer-filters.js';
import {styles} from './danmaku-layer.styles.js';
import type {DanmakuShow} from './danmaku-show.js';
import {readLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {loadActions} from './load-actions.js';
import {loadPanel} from './load-panel.js';
import {loadShow} from './load-show.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** The buttons' pictures: a speech bubble, and what the button does; sliders. */
const BUBBLE = 'M4 5h16v11H12l-4 4v-4H4z';
const PAUSE = 'M10 8.5v4M14 8.5v4';
const RESUME = 'M10.5 8l4 2.5-4 2.5z';
const SLIDERS =
  'M4 8h7m5 0h4M4 16h3m5 0h8M16 8a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0M12 16a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0';

/** Lines that may wait for what shows them. */
const EARLY_MAX = 32;

/** And for how long, ms: a while longer than later on, since whoever comes has seen nothing yet. One’s own always waits. */
const EARLY_MS = 3_000;

interface Early {
  readonly at: number;
  readonly own: boolean;
  readonly deed: (show: DanmakuShow) => unknown;
}

/**
 * What the room says, flying over the picture.
 *
 * Lines never overlap and are never late: what finds no place within a second is left out, the viewer's own and
 * `priority` ones last, and the room's `state.comments.unflown` counts it. The lines are hidden from screen readers; the
 * same words stand in the chat. Where less motion is asked for, they stand still in a stack. Works without a room too, at
 * its box's size, fed by `show`. What the viewer chooses in the settings is remembered for the page's origin and goes over
 * the attributes.
 *
 * @tag danmaku-layer
 * @summary Comments flying over the picture.
 * @status stable
 * @since 0.1
 *
 * @slot - The picture beneath.
 * @slot actions - What can be done with a line, shown beside it while it is lifted; answering, hiding its sender, reporting and keeping order unless given.
 * @slot settings - Replaces the buttons that pause the lines and open the settings.
 *
 * @fires {LiveEvent<'live-danmaku-select'>} live-danmaku-select - The viewer clicked or tapped a line.
 *
 * @csspart line - A line.
 * @csspart line-own - A line of the viewer's own.
 * @csspart line-gift - A gift's line.
 * @csspart lifted - The still copy of the line that is pointed at or was selected.
 *
 * @cssproperty [--live-danmaku-color=#fff] - Colour of lines without one of their own.
 * @cssproperty [--live-danmaku-outline=rgb(0 0 0 / 0.85)] - What sets them off from the picture.
 * @cssproperty [--live-danmaku-own=var(--live-accent, #ff6b8b)] - Border of the viewer's own.
 * @cssproperty [--live-danmaku-gift=#ffe08a] - Colour of gifts' lines.
 * @cssproperty [--live-danmaku-badge=rgb(255 255 255 / 0.22)] - Behind the mark of host, operator or level.
 * @cssproperty [--live-danmaku-mask=none] - A mask for all lines (`mask-image`), over the whole layer: they show where it is opaque, so people on stage stay in front of them.
 * @cssproperty [--live-danmaku-settings-block=auto 0.5em] - Where the buttons stand: their `inset-block`.
 * @cssproperty [--live-danmaku-settings-inline=auto 0.5em] - And its `inset-inline`.
 *
 * @cssstate paused - The lines stand, and none are let in.
 * @cssstate crowded - Lines are being left out.
 */
export class DanmakuLayer extends RoomWidget {
  static override readonly tag: string = 'danmaku-layer';
  static override styles = [tokens, styles];

  /** Lanes at most, 1 to 100; as many as fit unless given. */
  @property({type: Number}) rows = 0;

  /** How fast lines fly, 0.25 to 4 times the ordinary. */
  @property({type: Number}) speed = 1;

  /** How much of the height is used, from the top: 0.1 to 1. */
  @property({type: Number}) area = 1;

  /** Of the lines, 0 to 1. */
  @property({type: Number}) opacity = 1;

  /** Px, 10 to 96; a lane is 1.25 times as high. */
  @property({type: Number, attribute: 'font-size'}) fontSize = 24;

  /** Lines on stage at once, the viewer's own and `priority` ones apart; 0 is no limit. */
  @property({type: Number}) max = 0;

  /** Counts an equal text on the line that is already there, for 3 s. */
  @property({type: Boolean}) merge = false;

  /** Starts paused. */
  @property({type: Boolean}) paused = false;

  /** Asked about every line; one it answers falsely for is not shown. If it throws, the line is shown. */
  @property({attribute: false}) filter: ((line: DanmakuLine) => boolean) | undefined;

  /** It works alone as well, over any picture. */
  protected override readonly needsRoom = false;

  protected readonly live = new SessionController(this, ({room, connection}) => ({
    host: room.host,
    operators: room.operators,
    status: connection.status,
  }))
    .on('comment', (message) => this.#hear(message))
    .on('danmaku', (message) => this.#hear(message))
    .on('gift', (message) => this.#hear(message))
    .on('revoked', ({seqs}) => {
      this.#revoked = seqs;
      this.#show?.recheck();
    });

  readonly #words = new LocalizeController(this);
  readonly #late = new Late(this, loadShow);
  #connection = new AbortController();
  #show: DanmakuShow | undefined;
  #card: PersonCard | undefined;
  /** What comes before what shows it does. */
  #early: Early[] = [];
  /** Lines of the room's that were taken back last, by their sequence numbers. */
  #revoked: readonly number[] = [];
  #stands = false;
  #reported = false;

  /**
   * Shows a line: one, of at most 100 characters; longer ones are cut, line breaks become spaces.
   *
   * @returns Whether it was accepted. Not while paused, hidden or out of the page, not when `filter` refuses it,
   *   when there is nothing to see in it, or when no place would be free in time.
   */
  show(line: DanmakuInput): boolean {
    if (!this.#open) return false;
    if (this.#show) return this.#show.show(line);
    const read = readLine(line);
    return !!read && this.#passes(read) && this.#keep(read.own, (show) => show.offer(read));
  }

  /** Takes all lines off the stage, and those that wait. */
  clear(): void {
    this.#early = [];
    this.#show?.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    viewerFilters.subscribe(() => this.#show?.recheck(), this.#connection);
    this.#show?.start();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection.abort();
    this.#card?.close();
    this.#early = [];
    this.#show?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('paused')) this.#pause(this.paused);
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    const isNeeded = this.live.value?.status === 'joined' || !this.live.session || this.#early.length > 0;
    if (!this.#show && isNeeded && this.#late.module) this.#begin(this.#late.module.DanmakuShow);
    this.#show?.configure();
  }

  protected override render() {
    const label = this.#words.term(this.#stands ? 'showComments' : 'hideComments');
    const settings = this.#words.term('danmakuSettings');
    return html`
      <slot></slot>
      <div class="stage" aria-hidden="true" @click=${this.#point} @pointermove=${this.#point}></div>
      <div class="settings">
        <slot name="settings">
          <button class="toggle" type="button" aria-label=${label} title=${label} @click=${this.#toggle}>
            ${glyph(BUBBLE + (this.#stands ? RESUME : PAUSE))}
          </button>
          <button
            class="toggle"
            type="button"
            aria-haspopup="dialog"
            aria-label=${settings}
            title=${settings}
            @click=${this.#openSettings}
          >
            ${glyph(SLIDERS)}
          </button>
        </slot>
      </div>
      <div
        class="lift"
        hidden
        @keydown=${(event: KeyboardEvent) => pressedKey(event) === 'Escape' && this.#keepFocus()}
      >
        <div part="lifted" class="line copy" dir="auto" aria-hidden="true" @click=${this.#point}></div>
        <slot name="actions"></slot>
      </div>
    `;
  }

  get #open(): boolean {
    return this.isConnected && !isPageHidden() && !this.#stands;
  }

  #hear(message: RoomMessage): void {
    if (!this.#open) return;
    if (this.#show) this.#show.hear(message);
    else this.#keep(message.own, (show) => show.hear(message));
  }

  #keep(own: boolean, deed: Early['deed']): boolean {
    if (this.#early.length >= EARLY_MAX) return false;
    this.#early.push({at: performance.now(), own, deed});
    this.requestUpdate();
    return true;
  }

  #begin(Show: typeof DanmakuShow): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)!;
    this.#show = new Show({
      root: this.shadowRoot!,
      stage: find('.stage'),
      lift: find('.lift'),
      settings: find('.settings'),
      given: this,
      words: this.#words,
      crew: () => this.live.value,
      passes: (line) => this.#passes(line),
      crowded: (on) => this.toggleState('crowded', on),
      unflown: (count) => this.live.session?.countUnflown(count),
      selected: (line) => this.#selected(line),
      fill: (box, url) => void fill(box, url),
      middleOf: (node) => toLocal(this.shadowRoot!, middleOf(node)),
    });
    this.#show.pause(this.#stands);
    this.#show.start();
    const from = performance.now() - EARLY_MS;
    for (const {at, own, deed} of this.#early.splice(0)) if (own || at >= from) deed(this.#show);
  }

  #passes(line: DanmakuLine): boolean {
    if (this.#revoked.includes(line.seq!) || (!line.own && isFiltered(line.text, line.from))) return false;
    if (typeof this.filter !== 'function') return true;
    try {
      return !!this.filter(line);
    } catch (error) {
      if (!this.#reported) (globalThis.reportError ?? console.error)(error); // Chromium 94 has no reportError.
      this.#reported = true;
      return true;
    }
  }

  #pause(paused: boolean): void {
    if (paused === this.#stands) return;
    this.#stands = paused;
    this.#early = [];
    this.#show?.pause(paused);
    this.toggleState('paused', paused);
    this.requestUpdate();
  }

  #toggle(): void {
    this.#pause(!this.#stands);
  }

  #point(event: PointerEvent): void {
    this.#show?.point(event);
  }

  #selected(line: DanmakuLine): void {
    const {id, text, from} = line;
    this.fire('live-danmaku-select', {id, text, from});
    void this.#offer(line);
  }

  async #offer(line: DanmakuLine): Promise<void> {
    const {session, value: crew} = this.live;
    const done = () => {
      this.#keepFocus();
      this.#show?.act(line);
    };
    const open = (card: PersonCard) => {
      this.#card?.close();
      if (!this.isConnected) return;
      this.#card = card;
      card.show();
    };
    try {
      const {lineActions} = await loadActions();
      this.#show?.act(line, lineActions(line, {root: this.shadowRoot!, text: this.#words, session, crew, done, open}));
    } catch {
      // It did not come, the network being what it is: the next press asks again.
    }
  }

  /** What can be done with a line goes with it: a keyboard on it is not left nowhere. */
  #keepFocus(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)!;
    if (hasFocus(find('.lift'))) find('.toggle').focus();
  }

  async #openSettings(): Promise<void> {
    if (!this.#show) return;
    try {
      const {SettingsPanel, styles: look} = await loadPanel();
      if (this.isConnected) this.#show.openSettings(SettingsPanel, look, viewerFilters);
    } catch {
      // It did not come, the network being what it is: the next press asks again.
    }
  }
}

/** A picture that does not come, or is too large to be drawn, leaves its place empty. */
async function fill(box: HTMLElement, url: string): Promise<void> {
  const {checkedPicture} = await loadMedia().catch(() => ({checkedPicture: undefined}));
  if (checkedPicture) box.append(checkedPicture(url, () => box.replaceChildren()));
}

function glyph(path: string) {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'danmaku-layer': DanmakuLayer;
  }
}
