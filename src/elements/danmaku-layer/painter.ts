import type {DanmakuLine} from './line.js';
import {createPictureBox} from './picture-box.js';
import type {Placement} from './lane-scheduler.js';

/**
 * Speed of a belt at playback rate 1, px a second. Other speeds are other playback rates, so a change of speed moves no
 * line.
 */
const BELT_SPEED = 100;

/** Distance that a belt can travel, px. */
const BELT_LENGTH = 1_000_000;

/** After this distance in px the next lines use a new belt, because larger coordinates are not exact. */
const LONG_BELT = 50_000;

/**
 * The same distance in Firefox. Firefox animates a layer off its main thread only if the layer, with its last lines, is
 * at most 1.125 times as long as the longer side of the window (`layout.animation.prerender.viewport-ratio-limit`). The
 * main thread then costs a quarter. Other engines compose one long belt faster than several short ones: WebKit in
 * software draws 54 frames a second instead of 46.
 */
const SHORT_BELT = 480;

/** Maximum number of lines on stage for which each line is its own layer in WebKit. */
const SPARSE_MAX = 100;

/** Largest count that is drawn. A larger number would not fit into the space behind the line. */
const COUNT_MAX = 999;

/** Nodes kept for reuse. */
const POOL_MAX = 64;

/** Colours dark enough to need a light outline. */
const DARK = /^#([0-5].){3}$/;

interface PaintedLine {
  readonly line: DanmakuLine;
  /** Belt that carries the line; undefined for a fixed line. */
  readonly belt: Belt | undefined;
  /** When the line is removed: at this distance of the belt, px; for a fixed line, at this time of the stage, ms. */
  readonly end: number;
}

/**
 * Owns the nodes of the lines on stage and their motion.
 *
 * Scrolling lines do not move inside their belt. Only the belt's transform is animated, so lines keep their distance.
 */
export class Painter {
  /** Distance from one lane to the next, px. */
  laneHeight = 0;
  /** True if lines scroll from left to right. */
  rtl = false;
  /** Length at which a new belt begins, px. */
  beltLength = isFirefox() ? SHORT_BELT : LONG_BELT;

  readonly #stage: HTMLElement;
  readonly #painted = new Map<HTMLElement, PaintedLine>();
  readonly #pool: HTMLElement[] = [];
  #belts: Belt[] = [];
  #travelled = 0;
  #speed = BELT_SPEED;

  constructor(stage: HTMLElement) {
    this.#stage = stage;
  }

  /** Number of lines on stage. */
  get size(): number {
    return this.#painted.size;
  }

  /** Distance that lines have scrolled since the beginning, px. */
  get travelled(): number {
    return this.#belts.at(-1)?.travelled ?? this.#travelled;
  }

  /** Speed of the lines, px a second. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = speed;
    for (const belt of this.#belts) belt.animation.updatePlaybackRate(speed / BELT_SPEED);
  }

  /** Stops or resumes the belts. Nothing is painted while they are stopped. */
  set running(running: boolean) {
    for (const {animation} of this.#belts) animation[running ? 'play' : 'pause']();
  }

  /** Draws lines at their placements. Returns their widths in px, measured after all are drawn. */
  paint(placements: readonly Placement<DanmakuLine>[]): readonly number[] {
    const belt = placements.some(({at}) => at !== undefined) ? this.#currentBelt() : undefined;
    const nodes = placements.map((placement) => this.#draw(placement, belt));
    const widths = nodes.map(({offsetWidth}) => offsetWidth);
    placements.forEach(({line, at, fixedUntil}, index) => {
      const isFlying = at !== undefined;
      this.#painted.set(nodes[index]!, {
        line,
        belt: isFlying ? belt : undefined,
        end: isFlying ? at + widths[index]! : fixedUntil,
      });
    });
    return widths;
  }

  /** Updates the count that a line shows. */
  updateCount({line, count}: Placement<DanmakuLine>): void {
    for (const [node, painted] of this.#painted) if (painted.line === line) node.textContent = lineText(line, count);
  }

  /** Removes lines that have left the stage. */
  removeOffStage(now: number): void {
    const {travelled} = this;
    for (const [node, {belt, end}] of this.#painted) if (end <= (belt ? travelled : now)) this.#remove(node);
    this.#removeEmptyBelts();
  }

  /** Removes the lines for which `isUnwanted` returns true. */
  remove(isUnwanted: (line: DanmakuLine) => boolean): void {
    for (const [node, {line}] of this.#painted) if (isUnwanted(line)) this.#remove(node);
    this.#removeEmptyBelts();
  }

  /** Removes all lines. */
  clear(): void {
    this.remove(() => true);
  }

  /** Line that a node of the stage shows. */
  lineOf(node: Element): DanmakuLine | undefined {
    return this.#painted.get(node as HTMLElement)?.line;
  }

  #draw({line, count, lane, at}: Placement<DanmakuLine>, belt: Belt | undefined): HTMLElement {
    const {color = '', badge, picture} = line;
    const flies = belt && at !== undefined;
    const node = this.#pool.pop() ?? createLineNode();
    const variants = (['own', 'gift'] as const).filter((kind) => line[kind]);
    const place = flies ? '' : line.mode === 'scroll' ? 'stacked' : 'centred';
    const sparse = this.size < SPARSE_MAX ? 'sparse' : '';
    node.className = ['line', ...variants, DARK.test(color) ? 'dark' : '', place, sparse].join(' ');
    node.setAttribute('part', ['line', ...variants.map((kind) => `line-${kind}`)].join(' '));
    if (badge) node.dataset.badge = badge;
    else delete node.dataset.badge;
    node.textContent = lineText(line, count);
    if (picture) node.prepend(createPictureBox(picture));
    const {style} = node;
    style.cssText = '';
    style.top = `${lane * this.laneHeight}px`;
    style.color = color;
    if (flies) style[this.rtl ? 'right' : 'left'] = `${at - belt.origin}px`;
    (flies ? belt.node : this.#stage).append(node);
    return node;
  }

  /** Returns the last belt, or starts another. Belts share one clock, so they keep their distance. */
  #currentBelt(): Belt {
    const last = this.#belts.at(-1);
    if (last && last.travelled - last.origin < this.beltLength) return last;
    const belt = new Belt(this.#stage, this.travelled, this.rtl, this.#speed / BELT_SPEED);
    this.#belts.push(belt);
    return belt;
  }

  #remove(node: HTMLElement): void {
    node.remove();
    this.#painted.delete(node);
    if (this.#pool.length < POOL_MAX) this.#pool.push(node);
  }

  #removeEmptyBelts(): void {
    this.#travelled = this.travelled;
    for (const belt of this.#belts) if (!belt.node.hasChildNodes()) belt.end();
    this.#belts = this.#belts.filter(({node}) => node.isConnected);
  }
}

class Belt {
  readonly node = document.createElement('div');
  readonly animation: Animation;
  /** Distance that lines had scrolled when the belt started, px. */
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

/** Only Firefox supports this property. */
function isFirefox(): boolean {
  return CSS.supports('-moz-orient', 'inline');
}

function createLineNode(): HTMLElement {
  const node = document.createElement('div');
  node.dir = 'auto';
  return node;
}

function lineText({text}: DanmakuLine, count: number): string {
  return count > 1 ? `${text} ×${Math.min(count, COUNT_MAX)}` : text;
}
