import type {DanmakuLine} from './line.js';
import {pictureBox, type FillBox} from './picture-box.js';
import type {Placement} from './tracks.js';

/** Px a second at a belt's ordinary rate; other speeds are rates of it, so a change of speed moves nothing. */
const BELT_SPEED = 100;

/** How far a belt can run, px. */
const BELT_LENGTH = 1_000_000;

/** The next lines go on a fresh belt after so many px, so that coordinates stay small enough to be exact. */
const LONG_BELT = 50_000;

/**
 * The same in Firefox. It animates a layer off its main thread only if the layer, with its last lines, is at most 1.125 times as
 * long as the longer side of the window (`layout.animation.prerender.viewport-ratio-limit`); the main thread then costs a quarter.
 * Other engines compose one long belt faster than several short ones: WebKit in software draws 54 frames a second, not 46.
 */
const SHORT_BELT = 480;

/** Lines on stage up to which each is a layer of its own in WebKit. */
const SPARSE = 100;

/** A count beyond this is not drawn: it would outgrow the place that was kept for it. */
const COUNT_MAX = 999;

/** Nodes kept for the next lines. */
const SPARE_MAX = 64;

/** Dark enough to need a light outline. */
const DARK = /^#([0-5].){3}$/;

interface Shown {
  readonly line: DanmakuLine;
  /** The belt it lies on; undefined for one that stands. */
  readonly belt: Belt | undefined;
  /** How far the belt has travelled when it is out of sight, px; or when it has stood, ms. */
  readonly end: number;
}

/**
 * Owns the nodes of the lines on stage, and their motion.
 *
 * Flying lines are still children of one belt; that belt's transform is all that moves, so no line can drift into another.
 */
export class Painter {
  /** Px from one lane to the next. */
  pitch = 0;
  /** Lines fly from left to right. */
  rtl = false;
  /** The length of a belt, px. */
  beltLength = isFirefox() ? SHORT_BELT : LONG_BELT;

  readonly #stage: HTMLElement;
  readonly #fill: FillBox;
  readonly #shown = new Map<HTMLElement, Shown>();
  readonly #spare: HTMLElement[] = [];
  #belts: Belt[] = [];
  #travelled = 0;
  #speed = BELT_SPEED;

  constructor(stage: HTMLElement, fill: FillBox) {
    this.#stage = stage;
    this.#fill = fill;
  }

  /** How many lines are on stage. */
  get size(): number {
    return this.#shown.size;
  }

  /** How far lines have flown since the beginning, px. */
  get travelled(): number {
    return this.#belts.at(-1)?.travelled ?? this.#travelled;
  }

  /** Px a second. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = speed;
    for (const belt of this.#belts) belt.animation.updatePlaybackRate(speed / BELT_SPEED);
  }

  /** Stops and resumes what flies. Nothing is painted while it is stopped. */
  set running(running: boolean) {
    for (const {animation} of this.#belts) animation[running ? 'play' : 'pause']();
  }

  /** Draws lines where they were placed. Returns their widths, px, measured together. */
  paint(placements: readonly Placement<DanmakuLine>[]): readonly number[] {
    const belt = placements.some(({at}) => at !== undefined) ? this.#freshBelt() : undefined;
    const nodes = placements.map((placement) => this.#draw(placement, belt));
    const widths = nodes.map(({offsetWidth}) => offsetWidth);
    placements.forEach(({line, at, until}, index) => {
      const flies = at !== undefined;
      this.#shown.set(nodes[index]!, {line, belt: flies ? belt : undefined, end: flies ? at + widths[index]! : until});
    });
    return widths;
  }

  /** Shows how often a line has been said by now. */
  recount({line, count}: Placement<DanmakuLine>): void {
    for (const [node, shown] of this.#shown) if (shown.line === line) node.textContent = words(line, count);
  }

  /** Takes away what has left the stage. */
  sweep(now: number): void {
    const {travelled} = this;
    for (const [node, {belt, end}] of this.#shown) if (end <= (belt ? travelled : now)) this.#remove(node);
    this.#endEmpty();
  }

  /** Takes away those lines. */
  remove(isUnwanted: (line: DanmakuLine) => boolean): void {
    for (const [node, {line}] of this.#shown) if (isUnwanted(line)) this.#remove(node);
    this.#endEmpty();
  }

  /** Empties the stage. */
  clear(): void {
    this.remove(() => true);
  }

  /** The line that a node of the stage shows. */
  lineOf(node: Element): DanmakuLine | undefined {
    return this.#shown.get(node as HTMLElement)?.line;
  }

  #draw({line, count, lane, at}: Placement<DanmakuLine>, belt: Belt | undefined): HTMLElement {
    const {color = '', badge, picture} = line;
    const flies = belt && at !== undefined;
    const node = this.#spare.pop() ?? newNode();
    const kinds = (['own', 'gift'] as const).filter((kind) => line[kind]);
    const place = flies ? '' : line.mode === 'scroll' ? 'stacked' : 'centred';
    const density = this.size < SPARSE ? 'sparse' : '';
    node.className = ['line', ...kinds, DARK.test(color) ? 'dark' : '', place, density].join(' ');
    node.setAttribute('part', ['line', ...kinds.map((kind) => `line-${kind}`)].join(' '));
    if (badge) node.dataset.badge = badge;
    else delete node.dataset.badge;
    node.textContent = words(line, count);
    if (picture) node.prepend(pictureBox(picture, this.#fill));
    const {style} = node;
    style.cssText = '';
    style.top = `${lane * this.pitch}px`;
    style.color = color;
    if (flies) style[this.rtl ? 'right' : 'left'] = `${at - belt.origin}px`;
    (flies ? belt.node : this.#stage).append(node);
    return node;
  }

  /** Two belts that run at once were started on one clock, so they keep their distance. */
  #freshBelt(): Belt {
    const last = this.#belts.at(-1);
    if (last && last.travelled - last.origin < this.beltLength) return last;
    const belt = new Belt(this.#stage, this.travelled, this.rtl, this.#speed / BELT_SPEED);
    this.#belts.push(belt);
    return belt;
  }

  #remove(node: HTMLElement): void {
    node.remove();
    this.#shown.delete(node);
    if (this.#spare.length < SPARE_MAX) this.#spare.push(node);
  }

  #endEmpty(): void {
    this.#travelled = this.travelled;
    for (const belt of this.#belts) if (!belt.node.hasChildNodes()) belt.end();
    this.#belts = this.#belts.filter(({node}) => node.isConnected);
  }
}

class Belt {
  readonly node = document.createElement('div');
  readonly animation: Animation;
  /** How far lines had flown when it started, px. */
  readonly origin: number;

  constructor(stage: HTMLElement, origin: number, rtl: boolean, rate: number) {
    this.origin = origin;
    this.node.className = 'belt';
    stage.append(this.node);
    const end = `translateX(${rtl ? BELT_LENGTH : -BELT_LENGTH}px)`;
    this.animation = this.node.animate({transform: ['translateX(0)', end]}, (BELT_LENGTH / BELT_SPEED) * 1_000);
    this.animation.playbackRate = rate;
    this.animation.startTime = document.timeline.currentTime;
  }

  get travelled(): number {
    return this.origin + (Number(this.animation.currentTime) * BELT_SPEED) / 1_000;
  }

  end(): void {
    this.animation.cancel();
    this.node.remove();
  }
}

/** No other engine knows the property. */
function isFirefox(): boolean {
  return CSS.supports('-moz-orient', 'inline');
}

function newNode(): HTMLElement {
  const node = document.createElement('div');
  node.dir = 'auto';
  return node;
}

function words({text}: DanmakuLine, count: number): string {
  return count > 1 ? `${text} ×${Math.min(count, COUNT_MAX)}` : text;
}
