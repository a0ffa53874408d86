import type {DanmakuMode} from './line.js';

/**
 * Interval at which lines enter, ms. Each line enters this long after it arrived, so that lines of one interval do not
 * enter together.
 */
export const FLUSH_MS = 250;

/** A line that found no lane for this time is dropped, because a late line is useless in a live room. */
const STALE_MS = 1_000;

/** A priority line is dropped after this time without a lane: other priority lines may come first. The viewer's own lines are never dropped for their age. */
const PRIORITY_STALE_MS = 5_000;

/** Time that a fixed line is shown, ms. */
const FIXED_LINE_MS = 5_000;

/** Time that a lane is reserved for the next fixed line, ms: while scrolling lines leave it, and after the last fixed line. */
const RESERVED_BEFORE_MS = 10_000;
const RESERVED_AFTER_MS = 2_000;

/** An equal line within this time of the first is counted on it instead of shown. */
const MERGE_MS = 3_000;

/**
 * If the stage has fewer lanes than this, the last one is reserved for own and priority lines: otherwise they would wait until
 * other lines have left.
 */
const RESERVE_BELOW_LANES = 8;

/** Lines that may wait: ordinary ones before the stage is measured; priority ones and the viewer's own at any time. */
const WAITING_MAX = 32;
const PRIORITY_MAX = 16;
const OWN_MAX = 32;

/** The properties of a line that decide its lane. */
export interface Candidate {
  readonly text: string;
  readonly mode: DanmakuMode;
  readonly own: boolean;
  readonly priority: boolean;
  readonly gift: boolean;
}

/**
 * The stage at one moment. All lines scroll at one speed, as if painted on one belt, so a line's position on the belt
 * never changes: coordinates are px along the belt, and the stage's two edges move.
 */
export interface Stage {
  /** Time of a clock that stops while the stage is paused, ms. */
  readonly now: number;
  readonly laneCount: number;
  /** Position of the edge where lines leave. */
  readonly exitEdge: number;
  /** Position of the edge where lines enter: `exitEdge` plus the stage's width. */
  readonly entryEdge: number;
  /** Speed of the lines, px a second. */
  readonly speed: number;
  /** Space kept free behind a line, px. */
  readonly gap: number;
  /** Ordinary lines that may still be added before `max` is reached. */
  readonly freeLines: number;
  /** True if all lines are fixed. */
  readonly reducedMotion: boolean;
}

/** Lane and position of a line, and its count. */
export interface Placement<L> {
  readonly line: L;
  readonly lane: number;
  readonly count: number;
  /** Position of its head on the belt; undefined for a fixed line. */
  readonly at: number | undefined;
  /** End of a fixed line, by the stage's clock, ms. */
  readonly fixedUntil: number;
}

interface Entry<L> extends Placement<L> {
  readonly offeredAt: number;
  lane: number;
  count: number;
  at: number | undefined;
  fixedUntil: number;
}

interface Lane {
  /** Position from which the next line may begin: the last line's tail plus the gap. Infinite until its width is known. */
  tail: number;
  /** End of the fixed line in the lane. */
  occupiedUntil: number;
  /** Until this time no scrolling line enters. Never less than `occupiedUntil`. */
  reservedUntil: number;
}

/**
 * Decides which lines are shown, in which lane and from when, and which are dropped. Needs no elements and no clocks.
 *
 * Two lines of a lane never overlap: at one speed it is enough that each begins behind the tail of the previous one,
 * even if the stage is resized, slowed down or paused later. A lane with a fixed line contains no other line.
 */
export class LaneScheduler<L extends Candidate> {
  /** Lines dropped because no lane was free. */
  dropped = 0;
  /** Time of the last drop. */
  droppedAt = -Infinity;

  #lanes: Lane[] = [];
  #stage: Stage | undefined;
  #preferred: Entry<L>[] = [];
  /** Ordinary lines that wait, newest first. */
  #ordinary: Entry<L>[] = [];
  #freeSlots = WAITING_MAX;
  #placements: Entry<L>[] = [];
  readonly #mergeable = new Map<string, Entry<L>>();
  readonly #recounted = new Set<Entry<L>>();

  /** Number of lines that wait for a lane. */
  get waiting(): number {
    return this.#preferred.length + this.#ordinary.length;
  }

  /** True if an ordinary line could not be shown in time. Checked before the line is parsed. */
  get isFull(): boolean {
    return this.#freeSlots <= 0;
  }

  /** Puts a line in the queue, or refuses it if it could not be shown in time. */
  offer(line: L, now: number, {merge = false}: {readonly merge?: boolean} = {}): boolean {
    if (this.#stage?.laneCount === 0) return false;
    const preferred = isPreferred(line);
    const mayMerge = merge && !preferred && !line.gift && line.mode === 'scroll';
    if (mayMerge && this.#mergeIntoShown(line, now)) return true;
    if (preferred ? this.#preferred.length >= (line.own ? OWN_MAX : PRIORITY_MAX) : this.isFull) {
      this.countDropped(now);
      return false;
    }
    const entry = {line, offeredAt: now, count: 1, lane: 0, at: undefined, fixedUntil: 0};
    if (mayMerge) this.#mergeable.set(line.text, entry);
    if (preferred) this.#preferred.push(entry);
    else {
      this.#ordinary.unshift(entry);
      this.#freeSlots--;
    }
    return true;
  }

  /** Returns the lines that enter now. The caller must call `setWidths` before any other method. */
  placeLines(stage: Stage): readonly Placement<L>[] {
    const {now, laneCount, freeLines} = (this.#stage = stage);
    this.#placements = [];
    if (!laneCount) this.dropWaiting();
    while (this.#lanes.length < laneCount) this.#lanes.push({tail: -Infinity, occupiedUntil: 0, reservedUntil: 0});
    for (const [text, {offeredAt}] of this.#mergeable) if (now - offeredAt > MERGE_MS) this.#mergeable.delete(text);
    this.#preferred.sort((one, other) => Number(other.line.own) - Number(one.line.own));
    // Tries a lane first: on a busy page this call may be late while lanes are free.
    this.#preferred = this.#preferred.filter(
      (entry) => !this.#tryPlace(entry, stage) && !this.#isStale(entry, now, PRIORITY_STALE_MS),
    );
    this.#ordinary = this.#ordinary.filter(
      (entry) =>
        (this.#placements.length >= freeLines || !this.#tryPlace(entry, stage)) && !this.#isStale(entry, now, STALE_MS),
    );
    return this.#placements;
  }

  /** Sets the measured widths of the lines that `placeLines` returned, in their order, px. */
  setWidths(widths: readonly number[]): void {
    const {now, entryEdge, speed, gap, freeLines, reducedMotion} = this.#stage!;
    this.#placements.forEach(({at, lane}, index) => {
      if (at !== undefined) this.#lanes[lane]!.tail = at + widths[index]! + gap;
    });
    const reachableEdge = entryEdge + (2 * FLUSH_MS * speed) / 1_000;
    const isFree = reducedMotion
      ? ({occupiedUntil}: Lane) => occupiedUntil <= now + FLUSH_MS
      : ({tail, reservedUntil}: Lane) => reservedUntil <= now && tail <= reachableEdge;
    const free = Math.min(this.#lanesFor(false).filter(isFree).length, freeLines - this.#placements.length);
    this.#freeSlots = Math.min(free, WAITING_MAX) - this.waiting;
  }

  /** Returns the lines whose count has grown since the last call. */
  recounted(): readonly Placement<L>[] {
    const entries = [...this.#recounted];
    this.#recounted.clear();
    return entries;
  }

  /** Removes waiting lines. Equal lines that arrive later are not counted on a removed line. */
  removeWaiting(isRemoved: (line: L) => boolean): void {
    this.#preferred = this.#preferred.filter(({line}) => !isRemoved(line));
    this.#ordinary = this.#ordinary.filter(({line}) => !isRemoved(line));
    this.#mergeable.clear();
  }

  /** Drops the lines that wait. */
  dropWaiting(): void {
    this.#preferred = [];
    this.#ordinary = [];
    this.#mergeable.clear();
    this.#recounted.clear();
  }

  /** Starts again with an empty stage. */
  clear(): void {
    this.dropWaiting();
    this.#lanes = [];
    this.#stage = undefined;
    this.#freeSlots = WAITING_MAX;
    this.droppedAt = -Infinity;
  }

  /** Counts a dropped line. */
  countDropped(now: number): void {
    this.dropped++;
    this.droppedAt = now;
  }

  /** The lanes that a line may use: with few lanes, the last one is for preferred lines only. */
  #lanesFor(preferred: boolean): Lane[] {
    const {laneCount} = this.#stage!;
    return this.#lanes.slice(
      0,
      preferred || laneCount === 1 || laneCount >= RESERVE_BELOW_LANES ? laneCount : laneCount - 1,
    );
  }

  #isStale({line, offeredAt}: Entry<L>, now: number, afterMs: number): boolean {
    if (line.own || now - offeredAt <= afterMs) return false;
    this.#mergeable.delete(line.text);
    this.countDropped(now);
    return true;
  }

  #mergeIntoShown({text}: L, now: number): boolean {
    const same = this.#mergeable.get(text);
    if (!same || now - same.offeredAt > MERGE_MS) return false;
    same.count++;
    this.#recounted.add(same);
    return true;
  }

  #tryPlace(candidate: Entry<L>, stage: Stage): boolean {
    const {now, entryEdge, speed, reducedMotion} = stage;
    const {line, offeredAt} = candidate;
    const preferred = isPreferred(line);
    const lanes = this.#lanesFor(preferred);
    // A preferred line scrolls if it would have to wait longer for a free lane.
    const scrolls = !reducedMotion && (line.mode === 'scroll' || (preferred && now - offeredAt > STALE_MS));
    const start = entryEdge + (Math.max(0, FLUSH_MS - now + offeredAt) * speed) / 1_000;
    const lane = scrolls ? laneForScrolling(lanes, start, stage) : laneForFixed(lanes, line.mode, stage);
    if (!lane) return false;
    if (scrolls) {
      candidate.at = Math.ceil(Math.max(start, lane.tail));
      lane.tail = Infinity;
    } else {
      candidate.fixedUntil = lane.occupiedUntil = now + FIXED_LINE_MS;
      lane.reservedUntil = lane.occupiedUntil + (reducedMotion ? 0 : RESERVED_AFTER_MS);
    }
    candidate.lane = this.#lanes.indexOf(lane);
    this.#placements.push(candidate);
    this.#recounted.delete(candidate);
    return true;
  }
}

/** Returns the first lane with ample space, else the lane that is free first, if that is before the next lines enter. */
function laneForScrolling(
  available: readonly Lane[],
  start: number,
  {now, entryEdge, speed, gap}: Stage,
): Lane | undefined {
  const lanes = available.filter(({reservedUntil}) => reservedUntil <= now);
  const roomy = lanes.find(({tail}) => tail + gap <= start);
  if (roomy) return roomy;
  const [next] = lanes.sort((one, other) => one.tail - other.tail);
  return next && next.tail <= entryEdge + (FLUSH_MS * speed) / 1_000 ? next : undefined;
}

/**
 * Returns the nearest empty lane. If there is none, reserves the nearest one; at most half of the lanes are reserved at a time.
 */
function laneForFixed(
  available: readonly Lane[],
  mode: DanmakuMode,
  {now, exitEdge, reducedMotion}: Stage,
): Lane | undefined {
  const isReserved = ({reservedUntil}: Lane) => reservedUntil > now;
  const mayReserve = reducedMotion || available.filter(isReserved).length < available.length / 2;
  const lanes = available.filter((lane) => lane.occupiedUntil <= now && (mayReserve || isReserved(lane)));
  if (mode === 'bottom') lanes.reverse();
  const empty = lanes.find(({tail}) => tail <= exitEdge);
  const nearest = lanes.find(isReserved) ?? lanes[0];
  if (!empty && nearest) nearest.reservedUntil = now + RESERVED_BEFORE_MS;
  return empty;
}

function isPreferred({own, priority}: Candidate): boolean {
  return own || priority;
}
