import type {Locale} from '../../locales/locale.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {Place} from '../shared/local-place.js';
import type {viewerFilters} from '../shared/viewer-filters.js';
import {choices} from './choices.js';
import {Lift} from './lift.js';
import {readLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {Painter} from './painter.js';
import type {FillBox} from './picture-box.js';
import {isUrgentMessage, readMessage, type Crew} from './room-lines.js';
import {readSettings, type Given, type Settings} from './settings.js';
import type {SettingsPanel} from './settings-panel.js';
import {StageClock} from './stage-clock.js';
import {FLUSH_MS, Tracks, type Stage} from './tracks.js';
import type {Styles} from '../shared/sheet.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

export {styles} from './show.styles.js';

/** How long after a line was left out the layer still counts as crowded, ms. */
const CROWDED_MS = 2_000;

/** How often at most the room is told how many were left out, ms. */
const TELL_MS = 1_000;

/** The layer, as what shows its lines sees it. */
export interface ShowHost {
  readonly root: ShadowRoot;
  readonly stage: HTMLElement;
  /** Holds the copy of a lifted line and what can be done with it. */
  readonly lift: HTMLElement;
  readonly settings: HTMLElement;
  /** The attributes. */
  readonly given: Given;
  readonly words: {readonly lang: string; readonly locale: Locale; readonly dir: string};
  crew(): Crew | undefined;
  /** Whether the page and the viewer let a line pass. */
  passes(line: DanmakuLine): boolean;
  crowded(on: boolean): void;
  /** So many more found no place. */
  unflown(count: number): void;
  selected(line: DanmakuLine): void;
  readonly fill: FillBox;
  /** Where the middle of a line is, in the layer's own px. */
  readonly middleOf: (node: HTMLElement) => Place;
}

/**
 * Makes lines fly on a stage: asks the tracks where, lets the painter draw, four times a second while there is anything to do.
 * A chunk of its own, which shares no code with the script that loads it.
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
  /** Undefined until the stage is measured, as are the settings it depends on. */
  #box: {readonly width: number; readonly height: number} | undefined;
  #settings: Settings | undefined;
  #calm = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = -Infinity;
  /** Lines left out that the room was told of, and when it was. */
  #told = 0;
  #toldAt = -Infinity;

  constructor(host: ShowHost) {
    this.#host = host;
    this.#painter = new Painter(host.stage, host.fill);
    this.#lift = new Lift(host.lift, host.fill, host.middleOf);
  }

  /** The layer came into the page. */
  start(): void {
    this.#connection.abort();
    const {signal} = (this.#connection = new AbortController());
    this.#motion.addEventListener('change', () => this.configure(), {signal});
    document.addEventListener('visibilitychange', () => this.#seen(), {signal});
    choices.subscribe(() => this.configure(), {signal});
    const observer = new ResizeObserver(([entry]) => {
      this.#box = entry!.contentRect;
      this.configure();
    });
    observer.observe(this.#host.stage);
    signal.addEventListener('abort', () => observer.disconnect(), {once: true});
  }

  /** It left. */
  stop(): void {
    this.#connection.abort();
    this.#panel?.close();
    this.#sleep();
    this.clear();
    this.#box = this.#settings = undefined;
  }

  /** Shows what a page says. Returns whether it was accepted. */
  show(line: DanmakuInput): boolean {
    return !this.#refuses(line?.own || line?.priority) && this.offer(readLine(line));
  }

  /** Shows what a room says. */
  hear(message: RoomMessage): void {
    const crew = this.#host.crew();
    if (!this.#refuses(isUrgentMessage(message, crew))) this.offer(readMessage(message, crew, this.#host.words));
  }

  /** Takes a line in. Returns whether it was accepted. */
  offer(line: DanmakuLine | undefined): boolean {
    if (!line || !this.#open || !this.#host.passes(line)) return false;
    const merge = !line.picture && (this.#settings?.merge ?? choices.current.merge ?? this.#host.given.merge);
    const accepted = this.#tracks.offer(line, this.#clock.now, {merge});
    this.#wake();
    return accepted;
  }

  /** Takes off the stage what may not be shown any more. */
  recheck(): void {
    this.#painter.remove((line) => !this.#host.passes(line));
    if (this.#lift.line && !this.#host.passes(this.#lift.line)) this.#lift.release();
  }

  /** Takes all lines off the stage, and those that wait. */
  clear(): void {
    this.#tracks.clear();
    this.#painter.clear();
    this.#lift.release();
    this.#host.crowded(false);
  }

  /** Stops and resumes what flies; nothing is let in meanwhile. */
  pause(paused: boolean): void {
    if (paused === this.#clock.stands) return;
    this.#clock.stands = paused;
    this.#painter.running = !paused;
    if (!paused) return this.#wake();
    this.#sleep();
    this.#tracks.forget();
    this.#host.crowded(false);
  }

  /** Reads the settings. What flies is untouched by a new size: the width moves the edges, the height opens or closes lanes. */
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

  /** Lifts the line that is clicked, or that a pointer moves onto; not one that flies under a resting pointer. */
  point({type, target, pointerType}: PointerEvent): void {
    const selected = type === 'click';
    if (!selected && pointerType === 'touch') return;
    const node = target as HTMLElement; // Only lines take pointers, and the copy of the lifted one.
    const pointed = this.#painter.lineOf(node);
    if (pointed) this.#lift.hold(pointed, node);
    const {line} = this.#lift;
    if (!selected || !line) return;
    this.#lift.select();
    this.#host.selected(line);
  }

  /** Offers what can be done with a line for as long as it is lifted; with nothing it is let go. */
  act(line: DanmakuLine, actions?: readonly HTMLElement[]): void {
    if (line !== this.#lift.line) return;
    if (actions) this.#lift.offer(actions);
    else this.#lift.release();
  }

  /** Lets the viewer choose. */
  openSettings(Panel: typeof SettingsPanel, look: Styles, filters: typeof viewerFilters): void {
    this.#panel?.close();
    const {root, words, given: page, settings} = this.#host;
    const {lang, locale} = words;
    this.#panel = new Panel({root, look, lang, words: locale.danmaku, choices, viewerFilters: filters, page});
    this.#panel.show(settings);
  }

  /** Whether a line has no chance: settled before anything of it is read, since in a flood most have none. */
  #refuses(isUrgent: boolean | undefined): boolean {
    if (!this.#open) return true;
    if (isUrgent || !this.#tracks.full || this.#settings?.merge) return false;
    this.#tracks.drop(this.#clock.now);
    this.#wake();
    return true;
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
