import type {RoomMessage} from '../../protocol/messages.js';
import type {Point} from '../base/local-position.js';
import {isFiltered, viewerFilters} from '../message-list/viewer-filters.js';
import {choices} from './viewer-settings.js';
import {Lift} from './held-line.js';
import {readLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {Painter} from './painter.js';
import type {FillBox} from './picture-box.js';
import {isUrgentMessage, readMessage, type Crew, type Words} from './room-lines.js';
import {readSettings, type Given, type Settings} from './settings.js';
import type {SettingsPanel} from './settings-panel.js';
import {StageClock} from './stage-clock.js';
import {FLUSH_MS, Tracks, type Stage} from './lanes.js';
import type {Styles} from '../base/adopt-styles.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

export {styles} from './danmaku-view.styles.js';

/** Time after a dropped line during which the layer counts as crowded, ms. */
const CROWDED_MS = 2_000;

/** Shortest interval between two reports of dropped lines to the room, ms. */
const TELL_MS = 1_000;

/** The parts of the element that `DanmakuShow` uses. */
export interface ShowHost {
  readonly root: ShadowRoot;
  readonly stage: HTMLElement;
  /** Box of the lifted line's copy and its actions. */
  readonly lift: HTMLElement;
  readonly settings: HTMLElement;
  /** The element's attributes. */
  readonly given: Given;
  readonly words: Words & {readonly dir: string};
  crew(): Crew | undefined;
  /** True if the page's filter does not hide the line. */
  passes(line: DanmakuLine): boolean;
  crowded(on: boolean): void;
  /** Reports lines that found no lane since the last report. */
  unflown(count: number): void;
  selected(line: DanmakuLine): void;
  readonly fill: FillBox;
  /** Centre of a line, in px of the layer. */
  readonly middleOf: (node: HTMLElement) => Point;
}

/**
 * Runs the lines of a stage: asks `Tracks` for lanes and lets `Painter` draw, four times a second while there is work.
 * This chunk shares no code with the script that loads it.
 */
export class DanmakuShow {
  readonly #host: ShowHost;
  readonly #tracks = new Tracks<DanmakuLine>();
  readonly #painter: Painter;
  readonly #lift: Lift;
  readonly #clock = new StageClock();
  readonly #motion = matchMedia('(prefers-reduced-motion: reduce)');
  #connection = new AbortController();
  #panel: SettingsPanel | undefined;
  /** Size of the stage, and the settings that depend on it. Undefined until the stage is measured. */
  #box: {readonly width: number; readonly height: number} | undefined;
  #settings: Settings | undefined;
  #calm = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = -Infinity;
  /** Dropped lines that were reported to the room, and the time of the last report. */
  #told = 0;
  #toldAt = -Infinity;

  constructor(host: ShowHost) {
    this.#host = host;
    this.#painter = new Painter(host.stage, host.fill);
    this.#lift = new Lift(host.lift, host.fill, host.middleOf);
  }

  /** Starts listening when the layer is connected. */
  start(): void {
    this.#connection.abort();
    const {signal} = (this.#connection = new AbortController());
    this.#motion.addEventListener('change', () => this.configure(), {signal});
    document.addEventListener('visibilitychange', () => this.#seen(), {signal});
    choices.subscribe(() => this.configure(), {signal});
    viewerFilters.subscribe(() => this.recheck(), {signal});
    const observer = new ResizeObserver(([entry]) => {
      this.#box = entry!.contentRect;
      this.configure();
    });
    observer.observe(this.#host.stage);
    signal.addEventListener('abort', () => observer.disconnect(), {once: true});
  }

  /** Ends all listeners and removes all lines when the layer is disconnected. */
  stop(): void {
    this.#connection.abort();
    this.#panel?.close();
    this.#sleep();
    this.clear();
    this.#box = this.#settings = undefined;
  }

  /** Shows a line of the page. Returns true if it was accepted. */
  show(line: DanmakuInput): boolean {
    return !this.#refuses(line?.own || line?.priority) && this.offer(readLine(line));
  }

  /** Shows the line of a room's message. */
  hear(message: RoomMessage): void {
    const crew = this.#host.crew();
    if (!this.#refuses(isUrgentMessage(message, crew))) this.offer(readMessage(message, crew, this.#host.words));
  }

  /** Puts a line in the queue. Returns true if it was accepted. */
  offer(line: DanmakuLine | undefined): boolean {
    if (!line || !this.#open || !this.#passes(line)) return false;
    const merge = !line.picture && (this.#settings?.merge ?? choices.current.merge ?? this.#host.given.merge);
    const accepted = this.#tracks.offer(line, this.#clock.now, {merge});
    this.#wake();
    return accepted;
  }

  /** Removes lines that the filters hide now. */
  recheck(): void {
    this.#painter.remove((line) => !this.#passes(line));
    if (this.#lift.line && !this.#passes(this.#lift.line)) this.#lift.release();
  }

  /** Removes all lines, also those that wait for a lane. */
  clear(): void {
    this.#tracks.clear();
    this.#painter.clear();
    this.#lift.release();
    this.#host.crowded(false);
  }

  /** Stops or resumes the lines. New lines are refused while they are stopped. */
  pause(paused: boolean): void {
    if (paused === this.#clock.stands) return;
    this.#clock.stands = paused;
    this.#painter.running = !paused;
    if (!paused) return this.#wake();
    this.#sleep();
    this.#tracks.forget();
    this.#host.crowded(false);
  }

  /**
   * Reads the settings again. A new size does not move flying lines: the width moves the edges, the height adds or removes
   * lanes.
   */
  configure(): void {
    if (!this.#box) return;
    const painter = this.#painter;
    const settings = (this.#settings = readSettings(this.#host.given, this.#box, choices.current));
    const {pitch, speed, size, opacity} = settings;
    const rtl = this.#host.words.dir === 'rtl';
    const calm = this.#motion.matches;
    if (pitch !== painter.pitch || rtl !== painter.rtl || calm !== this.#calm) {
      if (painter.size) this.clear();
      painter.pitch = pitch;
      painter.rtl = rtl;
      this.#calm = calm;
    }
    painter.speed = speed;
    const {style} = this.#host.stage;
    style.fontSize = `${size}px`;
    style.opacity = `${opacity}`;
    if (settings.rows) return this.#wake();
    this.#sleep();
    this.#tracks.forget();
    if (choices.current.off) this.clear();
  }

  /** Lifts a line that was clicked or that the pointer moved onto. A line that flies under a resting pointer is not lifted. */
  point({type, target, pointerType}: PointerEvent): void {
    const selected = type === 'click';
    if (!selected && pointerType === 'touch') return;
    const node = target as HTMLElement; // Only lines and the lifted line's copy take pointer events.
    const pointed = this.#painter.lineOf(node);
    if (pointed) this.#lift.hold(pointed, node);
    const {line} = this.#lift;
    if (!selected || !line) return;
    this.#lift.select();
    this.#host.selected(line);
  }

  /** Shows actions beside a line while it is lifted. Without actions the line is released. */
  act(line: DanmakuLine, actions?: readonly HTMLElement[]): void {
    if (line !== this.#lift.line) return;
    if (actions) this.#lift.offer(actions);
    else this.#lift.release();
  }

  /** Opens the viewer's settings. */
  openSettings(Panel: typeof SettingsPanel, look: Styles): void {
    this.#panel?.close();
    const {root, words, given: page, settings} = this.#host;
    this.#panel = new Panel({root, look, locale: words.locale, choices, viewerFilters, page});
    this.#panel.show(settings);
  }

  /** Drops a line that has no chance of a lane. This is decided before the line is read: in a flood most lines have none. */
  #refuses(isUrgent: boolean | undefined): boolean {
    if (!this.#open) return true;
    if (isUrgent || !this.#tracks.full || this.#settings?.merge) return false;
    this.#tracks.drop(this.#clock.now);
    this.#wake();
    return true;
  }

  #passes(line: DanmakuLine): boolean {
    return (line.own || !isFiltered(line.text, line.from)) && this.#host.passes(line);
  }

  get #open(): boolean {
    const isIn = !this.#connection.signal.aborted && !isPageHidden();
    return isIn && !this.#clock.stands && this.#settings?.rows !== 0;
  }

  #wake(): void {
    if (this.#timer !== undefined || !this.#open || !this.#settings) return;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, this.#flushedAt + FLUSH_MS - performance.now()));
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    const painter = this.#painter;
    const {now} = this.#clock;
    painter.sweep(now);
    this.#tracks.settle(painter.paint(this.#tracks.take(this.#stage(now))));
    for (const recounted of this.#tracks.recounted()) painter.recount(recounted);
    const crowded = now - this.#tracks.droppedAt < CROWDED_MS;
    this.#host.crowded(crowded);
    this.#tell();
    if (painter.size || this.#tracks.waiting || crowded) this.#wake();
  }

  #stage(now: number): Stage {
    const {travelled, size} = this.#painter;
    const {rows, speed, gap, max} = this.#settings!;
    const entry = travelled + this.#box!.width;
    return {now, rows, speed, gap, entry, exit: travelled, space: max - size, still: this.#calm};
  }

  #tell(): void {
    const {dropped} = this.#tracks;
    if (dropped === this.#told || this.#flushedAt - this.#toldAt < TELL_MS) return;
    this.#host.unflown(dropped - this.#told);
    this.#told = dropped;
    this.#toldAt = this.#flushedAt;
  }

  #seen(): void {
    if (!isPageHidden()) return this.#wake();
    this.#sleep();
    this.#tracks.forget();
  }
}
