import {html, type PropertyValues} from 'lit';
import type {CommentContent, RoomMessage} from '../../protocol/messages.js';
import {LocalizeController} from '../shared/localize-controller.js';
import {property} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {tokens} from '../shared/tokens.js';
import {styles} from './danmaku-layer.styles.js';
import {Lift} from './lift.js';
import {readLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {Painter} from './painter.js';
import {readSettings, type Settings} from './settings.js';
import {FLUSH_MS, Tracks, type Stage} from './tracks.js';

/** The button's picture: a speech bubble, and what the button does. */
const BUBBLE = 'M4 5h16v11H12l-4 4v-4H4z';
const PAUSE = 'M10 8.5v4M14 8.5v4';
const RESUME = 'M10.5 8l4 2.5-4 2.5z';

/** How long after a line was left out the layer still counts as crowded, ms. */
const CROWDED_MS = 2_000;

/**
 * What the room says, flying over the picture.
 *
 * Lines never overlap and are never late: what finds no place within a second is left out, the viewer's own and
 * `priority` ones last. The lines are hidden from screen readers; the same words stand in the chat. Where less motion
 * is asked for, they stand still in a stack. Works without a room too, at its box's size, fed by `show`.
 *
 * @tag danmaku-layer
 * @summary Comments flying over the picture.
 * @status stable
 * @since 0.1
 *
 * @slot - The picture beneath.
 * @slot actions - What can be done with a line, shown beside it while it is lifted.
 * @slot settings - Replaces the button that pauses the lines.
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
 * @cssproperty [--live-danmaku-settings-block=auto 0.5rem] - Where the pause button stands: its `inset-block`.
 * @cssproperty [--live-danmaku-settings-inline=auto 0.5rem] - And its `inset-inline`.
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

  protected readonly live = new SessionController(this, ({room}) => ({host: room.host, operators: room.operators}))
    .on('comment', (message) => this.#hear(message))
    .on('danmaku', ({id, from, own, content}) => this.#accept({...content, id, own}, from));

  readonly #words = new LocalizeController(this);
  readonly #tracks = new Tracks<DanmakuLine>();
  readonly #motion = matchMedia('(prefers-reduced-motion: reduce)');
  #painter: Painter | undefined;
  #lift: Lift | undefined;
  #connection = new AbortController();
  /** Undefined until the stage is measured, as are the settings it depends on. */
  #box: {readonly width: number; readonly height: number} | undefined;
  #settings: Settings | undefined;
  #calm = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = -Infinity;
  /** The stage's own clock stands while it is paused. */
  #stoppedAt: number | undefined;
  #stoodFor = 0;
  #reported = false;

  /**
   * Shows a line: one, of at most 100 characters; longer ones are cut, line breaks become spaces.
   *
   * @returns Whether it was accepted. Not while paused, hidden or out of the page, not when `filter` refuses it,
   *   when there is nothing to see in it, or when no place would be free in time.
   */
  show(line: DanmakuInput): boolean {
    return this.#accept(line);
  }

  /** Takes all lines off the stage, and those that wait. */
  clear(): void {
    this.#tracks.clear();
    this.#painter?.clear();
    this.#lift?.release();
    this.toggleState('crowded', false);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    if (this.hasUpdated) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection.abort();
    this.#sleep();
    this.clear();
    this.#box = this.#settings = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('paused')) this.#pause(this.paused);
  }

  protected override firstUpdated(): void {
    this.#painter = new Painter(this.#find('.stage'));
    this.#lift = new Lift(this.#find('.lift'));
    if (this.isConnected) this.#start();
  }

  protected override updated(): void {
    this.#configure();
  }

  protected override render() {
    const paused = this.#stoppedAt !== undefined;
    const label = this.#words.term(paused ? 'showComments' : 'hideComments');
    return html`
      <slot></slot>
      <div class="stage" aria-hidden="true" @click=${this.#point} @pointermove=${this.#point}></div>
      <div class="lift" hidden>
        <div part="lifted" class="line copy" dir="auto" aria-hidden="true" @click=${this.#point}></div>
        <slot name="actions"></slot>
      </div>
      <div class="settings">
        <slot name="settings">
          <button class="toggle" type="button" aria-label=${label} title=${label} @click=${this.#toggle}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${BUBBLE + (paused ? RESUME : PAUSE)} /></svg>
          </button>
        </slot>
      </div>
    `;
  }

  #find(selector: string): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(selector)!;
  }

  #start(): void {
    const {signal} = this.#connection;
    this.#motion.addEventListener('change', () => this.#configure(), {signal});
    document.addEventListener('visibilitychange', () => this.#seen(), {signal});
    const observer = new ResizeObserver(([entry]) => {
      this.#box = entry!.contentRect;
      this.#configure();
    });
    observer.observe(this.#find('.stage'));
    signal.addEventListener('abort', () => observer.disconnect(), {once: true});
  }

  #hear({id, from, own, content}: RoomMessage<CommentContent>): void {
    if (content.kind !== 'text') return;
    const {host, operators} = this.live.value ?? {};
    const priority = from.userId === host?.userId || operators?.includes(from.userId);
    this.#accept({id, text: content.text, own, priority}, from);
  }

  #accept(given: DanmakuInput, from?: RoomMessage['from']): boolean {
    if (!this.#open || this.#settings?.rows === 0) return false;
    const line = readLine(given, from);
    if (!line || !this.#passes(line)) return false;
    const accepted = this.#tracks.offer(line, this.#now, {merge: this.merge});
    this.#wake();
    return accepted;
  }

  #passes(line: DanmakuLine): boolean {
    if (typeof this.filter !== 'function') return true;
    try {
      return !!this.filter(line);
    } catch (error) {
      if (!this.#reported) (globalThis.reportError ?? console.error)(error); // Chromium 94 has no reportError.
      this.#reported = true;
      return true;
    }
  }

  get #open(): boolean {
    return this.isConnected && !document.hidden && this.#stoppedAt === undefined;
  }

  get #now(): number {
    return (this.#stoppedAt ?? performance.now()) - this.#stoodFor;
  }

  /** Flushes go on, one each 250 ms, while there is anything to do. */
  #wake(): void {
    if (this.#timer !== undefined || !this.#open || !this.#settings?.rows) return;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, this.#flushedAt + FLUSH_MS - performance.now()));
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    const painter = this.#painter!;
    const now = this.#now;
    painter.sweep(now);
    this.#tracks.settle(painter.paint(this.#tracks.take(this.#stage(now, painter))));
    for (const recounted of this.#tracks.recounted()) painter.recount(recounted);
    const crowded = now - this.#tracks.droppedAt < CROWDED_MS;
    this.toggleState('crowded', crowded);
    if (painter.size || this.#tracks.waiting || crowded) this.#wake();
  }

  #stage(now: number, {travelled, size}: Painter): Stage {
    const {rows, speed, gap, max} = this.#settings!;
    const entry = travelled + this.#box!.width;
    return {now, rows, speed, gap, entry, exit: travelled, space: max - size, still: this.#calm};
  }

  /** What flies is untouched by a new size: the width moves the edges, the height opens or closes lanes. */
  #configure(): void {
    const painter = this.#painter;
    if (!painter || !this.#box) return;
    const settings = (this.#settings = readSettings(this, this.#box));
    const {pitch, speed, size, opacity} = settings;
    const rtl = this.#words.dir === 'rtl';
    const calm = this.#motion.matches;
    if (pitch !== painter.pitch || rtl !== painter.rtl || calm !== this.#calm) {
      if (painter.size) this.clear();
      painter.pitch = pitch;
      painter.rtl = rtl;
      this.#calm = calm;
    }
    painter.speed = speed;
    const {style} = this.#find('.stage');
    style.fontSize = `${size}px`;
    style.opacity = `${opacity}`;
    if (settings.rows) this.#wake();
    else this.#tracks.forget();
  }

  #seen(): void {
    if (!document.hidden) return this.#wake();
    this.#sleep();
    this.#tracks.forget();
  }

  #pause(paused: boolean): void {
    if (paused === (this.#stoppedAt !== undefined)) return;
    if (paused) {
      this.#stoppedAt = performance.now();
      this.#sleep();
      this.#tracks.forget();
      this.toggleState('crowded', false);
    } else {
      this.#stoodFor += performance.now() - this.#stoppedAt!;
      this.#stoppedAt = undefined;
    }
    if (this.#painter) this.#painter.running = !paused;
    this.toggleState('paused', paused);
    this.requestUpdate();
    this.#wake();
  }

  #toggle(): void {
    this.#pause(this.#stoppedAt === undefined);
  }

  /** Lifts the line that is clicked, or that a pointer moves onto; not one that flies under a resting pointer. */
  #point({type, target, pointerType}: PointerEvent): void {
    const selected = type === 'click';
    if (!selected && pointerType === 'touch') return;
    const node = target as HTMLElement; // Only lines take pointers, and the copy of the lifted one.
    const line = this.#painter!.lineOf(node);
    if (line) this.#lift!.hold(line, node, {selected});
    else if (selected) this.#lift!.select();
    const {id, text, from} = this.#lift!.line ?? {};
    if (selected && id && text) this.fire('live-danmaku-select', {id, text, from});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'danmaku-layer': DanmakuLayer;
  }
}
