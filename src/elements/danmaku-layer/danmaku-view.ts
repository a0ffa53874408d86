import type {TemplateResult} from 'lit';
import type {RoomMessage} from '../../protocol/messages.js';
import {isHiddenByViewer, hiddenContent, loadWordSearch} from '../message-list/hidden-content.js';
import {viewerSettings} from './viewer-settings.js';
import {HeldLine} from './held-line.js';
import {parseLine, type DanmakuInput, type DanmakuLine} from './line.js';
import {Painter} from './painter.js';
import type {RoomRoles} from '../profile-card/role-badge.js';
import {isPreferredMessage, lineFromMessage, type Localizer} from './room-lines.js';
import {resolveSettings, type LayerAttributes, type LaneSettings} from './settings.js';
import type {SettingsPanel} from './settings-panel.js';
import {StageClock} from './stage-clock.js';
import {FLUSH_MS, LaneScheduler, type Stage} from './lane-scheduler.js';
import type {Styles} from '../base/adopt-styles.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

export {styles} from './danmaku-view.styles.js';
export {loadWordSearch} from '../message-list/hidden-content.js';

/** Time after a dropped line during which the layer counts as crowded, ms. */
const CROWDED_MS = 2_000;

/** Shortest interval between two reports of dropped lines to the room, ms. */
const REPORT_MS = 1_000;

export interface DanmakuViewOptions {
  readonly root: ShadowRoot;
  readonly stage: HTMLElement;
  /** Box of the held line's copy and its actions. */
  readonly heldLineBox: HTMLElement;
  readonly settings: HTMLElement;
  /** The element's attributes. */
  readonly attributes: LayerAttributes;
  readonly localize: Localizer & {readonly dir: string};
  roles(): RoomRoles | undefined;
  /** True if the page's filter does not hide the line. */
  isAllowed(line: DanmakuLine): boolean;
  setCrowded(on: boolean): void;
  /** Reports lines that found no lane since the last report. */
  reportDropped(count: number): void;
  select(line: DanmakuLine): void;
}

/**
 * Runs the lines of a stage: requests lanes from `LaneScheduler` and passes the lines to `Painter`, four times a second
 * while there are lines.
 */
export class DanmakuView {
  readonly #options: DanmakuViewOptions;
  readonly #lanes = new LaneScheduler<DanmakuLine>();
  readonly #painter: Painter;
  readonly #heldLine: HeldLine;
  readonly #clock = new StageClock();
  readonly #motionQuery = matchMedia('(prefers-reduced-motion: reduce)');
  #lifetime = new AbortController();
  #panel: SettingsPanel | undefined;
  /** Size of the stage, and the settings that depend on it. Undefined until the stage is measured. */
  #box: {readonly width: number; readonly height: number} | undefined;
  #settings: LaneSettings | undefined;
  #reducedMotion = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = -Infinity;
  /** Dropped lines that were reported to the room, and the time of the last report. */
  #reportedDrops = 0;
  #reportedAt = -Infinity;

  constructor(options: DanmakuViewOptions) {
    this.#options = options;
    this.#painter = new Painter(options.stage);
    this.#heldLine = new HeldLine(options.heldLineBox, options.root);
  }

  /** Starts listening when the layer is connected. */
  start(): void {
    this.#lifetime.abort();
    const {signal} = (this.#lifetime = new AbortController());
    this.#motionQuery.addEventListener('change', () => this.configure(), {signal});
    document.addEventListener('visibilitychange', () => this.#handleVisibility(), {signal});
    viewerSettings.subscribe(() => this.configure(), {signal});
    hiddenContent.subscribe(() => this.removeHidden(), {signal});
    const observer = new ResizeObserver(([entry]) => {
      this.#box = entry!.contentRect;
      this.configure();
    });
    observer.observe(this.#options.stage);
    signal.addEventListener('abort', () => observer.disconnect(), {once: true});
  }

  /** Ends all listeners and removes all lines when the layer is disconnected. */
  stop(): void {
    this.#lifetime.abort();
    this.#panel?.close();
    this.#cancelFlush();
    this.clear();
    this.#box = this.#settings = undefined;
  }

  /** Shows a line that the page added. Returns true if it was accepted. */
  show(line: DanmakuInput): boolean {
    return !this.#dropsBeforeParsing(line?.own || line?.priority) && this.offer(parseLine(line));
  }

  /** Shows the line of a room's message. */
  handleMessage(message: RoomMessage): void {
    const roles = this.#options.roles();
    if (!this.#dropsBeforeParsing(isPreferredMessage(message, roles)))
      this.offer(lineFromMessage(message, roles, this.#options.localize));
  }

  /** Puts a line in the queue. Returns true if it was accepted. */
  offer(line: DanmakuLine | undefined): boolean {
    if (!line || !this.#acceptsLines || !this.#isAllowed(line)) return false;
    const merge =
      !line.picture && (this.#settings?.merge ?? viewerSettings.current.merge ?? this.#options.attributes.merge);
    const accepted = this.#lanes.offer(line, this.#clock.now, {merge});
    this.#scheduleFlush();
    return accepted;
  }

  /** Removes lines that are no longer allowed. */
  removeHidden(): void {
    const isRemoved = (line: DanmakuLine) => !this.#isAllowed(line);
    this.#painter.remove(isRemoved);
    this.#lanes.removeWaiting(isRemoved);
    if (this.#heldLine.line && !this.#isAllowed(this.#heldLine.line)) this.#heldLine.release();
  }

  /** Removes all lines, also those that wait for a lane. */
  clear(): void {
    this.#lanes.clear();
    this.#painter.clear();
    this.#heldLine.release();
    this.#options.setCrowded(false);
  }

  /** Stops or resumes the lines. New lines are refused while they are stopped. */
  pause(paused: boolean): void {
    if (paused === this.#clock.paused) return;
    this.#clock.paused = paused;
    this.#painter.running = !paused;
    if (!paused) return this.#scheduleFlush();
    this.#cancelFlush();
    this.#lanes.dropWaiting();
    this.#options.setCrowded(false);
  }

  /**
   * Reads the settings again. A new size does not move flying lines: the width moves the edges, the height adds or removes
   * lanes.
   */
  configure(): void {
    if (!this.#box) return;
    const painter = this.#painter;
    const settings = (this.#settings = resolveSettings(this.#options.attributes, this.#box, viewerSettings.current));
    const {laneHeight, speed, fontSize, opacity} = settings;
    const rtl = this.#options.localize.dir === 'rtl';
    const reducedMotion = this.#motionQuery.matches;
    if (laneHeight !== painter.laneHeight || rtl !== painter.rtl || reducedMotion !== this.#reducedMotion) {
      if (painter.size) this.clear();
      painter.laneHeight = laneHeight;
      painter.rtl = rtl;
      this.#reducedMotion = reducedMotion;
    }
    painter.speed = speed;
    const {style} = this.#options.stage;
    style.fontSize = `${fontSize}px`;
    style.opacity = `${opacity}`;
    if (settings.laneCount) return this.#scheduleFlush();
    this.#cancelFlush();
    this.#lanes.dropWaiting();
    if (viewerSettings.current.off) this.clear();
  }

  /**
   * Holds a line that was clicked or onto which the pointer moved. A line that scrolls under a resting pointer is not
   * held.
   */
  handlePointer({type, target, pointerType}: PointerEvent): void {
    const selected = type === 'click';
    if (!selected && pointerType === 'touch') return;
    const node = target as HTMLElement; // Only lines and the held line's copy take pointer events.
    const pointedAt = this.#painter.lineOf(node);
    if (pointedAt) this.#heldLine.hold(pointedAt, node);
    const {line} = this.#heldLine;
    if (!selected || !line) return;
    this.#heldLine.select();
    this.#options.select(line);
  }

  /** Shows actions next to a line while it is held. Without actions the line is released. */
  showActions(line: DanmakuLine, actions?: readonly TemplateResult[]): void {
    if (line !== this.#heldLine.line) return;
    if (actions) this.#heldLine.showActions(actions);
    else this.#heldLine.release();
  }

  /** Opens the viewer's settings. */
  openSettings(Panel: typeof SettingsPanel, styles: Styles): void {
    loadWordSearch(true).catch(() => undefined); // The first hidden word requests the script again.
    this.#panel?.close();
    const {root, localize, attributes, settings} = this.#options;
    this.#panel = new Panel({
      root,
      styles,
      locale: localize.locale,
      viewerSettings,
      hiddenContent,
      attributes,
    });
    this.#panel.show(settings);
  }

  /**
   * Drops a line for which no lane will be free. Most lines of a busy room are dropped here, before they are parsed.
   */
  #dropsBeforeParsing(isPreferred: boolean | undefined): boolean {
    if (!this.#acceptsLines) return true;
    if (isPreferred || !this.#lanes.isFull || this.#settings?.merge) return false;
    this.#lanes.countDropped(this.#clock.now);
    this.#scheduleFlush();
    return true;
  }

  #isAllowed(line: DanmakuLine): boolean {
    return (line.own || !isHiddenByViewer(line.text, line.from)) && this.#options.isAllowed(line);
  }

  get #acceptsLines(): boolean {
    const isVisible = !this.#lifetime.signal.aborted && !isPageHidden();
    return isVisible && !this.#clock.paused && this.#settings?.laneCount !== 0;
  }

  #scheduleFlush(): void {
    if (this.#timer !== undefined || !this.#acceptsLines || !this.#settings) return;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, this.#flushedAt + FLUSH_MS - performance.now()));
  }

  #cancelFlush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    const painter = this.#painter;
    const {now} = this.#clock;
    painter.removeOffStage(now);
    this.#lanes.setWidths(painter.paint(this.#lanes.placeLines(this.#stage(now))));
    for (const changed of this.#lanes.recounted()) painter.updateCount(changed);
    const crowded = now - this.#lanes.droppedAt < CROWDED_MS;
    this.#options.setCrowded(crowded);
    this.#reportDropped();
    if (painter.size || this.#lanes.waiting || crowded) this.#scheduleFlush();
  }

  #stage(now: number): Stage {
    const {travelled, size} = this.#painter;
    const {laneCount, speed, gap, max} = this.#settings!;
    const entryEdge = travelled + this.#box!.width;
    const reducedMotion = this.#reducedMotion;
    return {now, laneCount, speed, gap, entryEdge, exitEdge: travelled, freeLines: max - size, reducedMotion};
  }

  #reportDropped(): void {
    const {dropped} = this.#lanes;
    if (dropped === this.#reportedDrops || this.#flushedAt - this.#reportedAt < REPORT_MS) return;
    this.#options.reportDropped(dropped - this.#reportedDrops);
    this.#reportedDrops = dropped;
    this.#reportedAt = this.#flushedAt;
  }

  #handleVisibility(): void {
    if (!isPageHidden()) return this.#scheduleFlush();
    this.#cancelFlush();
    this.#lanes.dropWaiting();
  }
}
