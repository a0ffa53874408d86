import type {DanmakuMode} from './line.js';

/**
 * Interval at which lines enter, ms. Each line enters this long after it arrived, so that the lines of one interval do not
 * enter together.
 */
export const FLUSH_MS = 250;

/** A line that found no lane for this long is dropped: a late line is useless in a live room. */
const STALE_MS = 1_000;

/** Time that a line stands which does not fly. */
const STILL_MS = 5_000;

/** Time that a lane is reserved for the next line that stands: while flying lines leave it, and after the last standing line. */
const DRAIN_MS = 10_000;
const KEPT_MS = 2_000;

/** Within this time of the first, an equal line is counted on it instead of shown. */
const MERGE_MS = 3_000;

/** Same for a priority line, which may wait for several others with priority. The viewer's own lines are never dropped. */
const PRIORITY_STALE_MS = 5_000;

/**
 * With fewer lanes than this, one is reserved for own and priority lines: otherwise they would wait until other lines have
 * left.
 */
const KEEPS_NONE_FROM = 8;

/** Lines that may wait: ordinary ones before the stage is measured; priority ones and the viewer's own at any time. */
const WAITING_MAX = 32;
const URGENT_MAX = 16;
const OWN_MAX = 32;

/** The properties of a line that decide its place. */
export interface Candidate {
  readonly text: string;
  readonly mode: DanmakuMode;
  readonly own: boolean;
  readonly priority: boolean;
  readonly gift: boolean;
}

/**
 * The stage at one moment. All lines fly at one speed, as if painted on one belt, so a line's position on the belt
 * never changes: coordinates are px along the belt, and the stage's two edges move.
 */
export interface Stage {
  /** Time of a clock that stops while the stage is paused, ms. */
  readonly now: number;
  readonly rows: number;
  /** Position of the edge where lines leave. */
  readonly exit: number;
  /** Position of the edge where lines enter: `exit` plus the stage's width. */
  readonly entry: number;
  /** Speed of the lines, px a second. */
  readonly speed: number;
  /** Space kept free behind a line, px. */
  readonly gap: number;
  /** Ordinary lines that may still be added before `max` is reached. */
  readonly space: number;
  /** With reduced motion: all lines stand. */
  readonly still: boolean;
}

/** Place of a line, and its count. */
export interface Placement<L> {
  readonly line: L;
  readonly lane: number;
  readonly count: number;
  /** Position of its head on the belt; undefined for a line that stands. */
  readonly at: number | undefined;
  /** End of a line that stands, by the stage's clock, ms. */
  readonly until: number;
}

interface Entry<L> extends Placement<L> {
  readonly since: number;
  lane: number;
  count: number;
  at: number | undefined;
  until: number;
}

interface Lane {
  /** Position from which the next line may begin: the last line's tail plus the gap. Infinite until its width is known. */
  tail: number;
  /** End of the line that stands in the lane. */
  until: number;
  /** Until this time no line flies in; never less than `until`. */
  kept: number;
}

/**
 * Decides which lines are shown, in which lane and from when, and which are dropped. It does not depend on elements or clocks.
 *
 * Two lines of a lane never overlap: at one speed it is enough that each begins behind the tail of the one before,
 * even if the stage is resized, slowed down or paused meanwhile. A lane in which a line stands contains no other line.
 */
export class Tracks<L extends Candidate> {
  /** Lines dropped because no lane was free. */
  dropped = 0;
  /** Time of the last drop. */
  droppedAt = -Infinity;

  #lanes: Lane[] = [];
  #stage: Stage | undefined;
  #urgent: Entry<L>[] = [];
  /** Ordinary lines that wait, newest first. */
  #plain: Entry<L>[] = [];
  #room = WAITING_MAX;
  #placed: Entry<L>[] = [];
  readonly #equal = new Map<string, Entry<L>>();
  readonly #recounted = new Set<Entry<L>>();

  /** Number of lines that wait for a lane. */
  get waiting(): number {
    return this.#urgent.length + this.#plain.length;
  }

  /** True if an ordinary line could not be shown in time. Known before the line is read. */
  get full(): boolean {
    return this.#room <= 0;
  }

  /** Puts a line in the queue, or refuses it if it could not be shown in time. */
  offer(line: L, now: number, {merge = false}: {readonly merge?: boolean} = {}): boolean {
    if (this.#stage?.rows === 0) return false;
    const urgent = isUrgent(line);
    const merges = merge && !urgent && !line.gift && line.mode === 'scroll';
    if (merges && this.#count(line, now)) return true;
    if (urgent ? this.#urgent.length >= (line.own ? OWN_MAX : URGENT_MAX) : this.full) {
      this.drop(now);
      return false;
    }
    const entry = {line, since: now, count: 1, lane: 0, at: undefined, until: 0};
    if (merges) this.#equal.set(line.text, entry);
    if (urgent) this.#urgent.push(entry);
    else {
      this.#plain.unshift(entry);
      this.#room--;
    }
    return true;
  }

  /** Returns the lines that enter now. The caller must call `settle` before any other method. */
  take(stage: Stage): readonly Placement<L>[] {
    const {now, rows, space} = (this.#stage = stage);
    this.#placed = [];
    if (!rows) this.forget();
    while (this.#lanes.length < rows) this.#lanes.push({tail: -Infinity, until: 0, kept: 0});
    for (const [text, {since}] of this.#equal) if (now - since > MERGE_MS) this.#equal.delete(text);
    this.#urgent.sort((one, other) => Number(other.line.own) - Number(one.line.own));
    this.#urgent = this.#urgent.filter(
      (entry) => !this.#isStale(entry, now, PRIORITY_STALE_MS) && !this.#enter(entry, stage),
    );
    this.#plain = this.#plain.filter(
      (entry) => !this.#isStale(entry, now, STALE_MS) && (this.#placed.length >= space || !this.#enter(entry, stage)),
    );
    return this.#placed;
  }

  /** Takes the measured widths of the lines that `take` returned, in their order, px. */
  settle(widths: readonly number[]): void {
    const {now, entry, speed, gap, space, still} = this.#stage!;
    this.#placed.forEach(({at, lane}, index) => {
      if (at !== undefined) this.#lanes[lane]!.tail = at + widths[index]! + gap;
    });
    const reach = entry + (2 * FLUSH_MS * speed) / 1_000;
    const isFree = still
      ? ({until}: Lane) => until <= now + FLUSH_MS
      : ({tail, kept}: Lane) => kept <= now && tail <= reach;
    const free = Math.min(this.#lanesFor(false).filter(isFree).length, space - this.#placed.length);
    this.#room = Math.min(free, WAITING_MAX) - this.waiting;
  }

  /** Returns the lines whose count has grown since the last call. */
  recounted(): readonly Placement<L>[] {
    const entries = [...this.#recounted];
    this.#recounted.clear();
    return entries;
  }

  /** Drops the lines that wait. */
  forget(): void {
    this.#urgent = [];
    this.#plain = [];
    this.#equal.clear();
    this.#recounted.clear();
  }

  /** Starts again with an empty stage. */
  clear(): void {
    this.forget();
    this.#lanes = [];
    this.#stage = undefined;
    this.#room = WAITING_MAX;
    this.droppedAt = -Infinity;
  }

  /** Counts a dropped line. */
  drop(now: number): void {
    this.dropped++;
    this.droppedAt = now;
  }

  /** The lanes that a line may use: with few lanes, the last one is for urgent lines only. */
  #lanesFor(urgent: boolean): Lane[] {
    const {rows} = this.#stage!;
    return this.#lanes.slice(0, urgent || rows === 1 || rows >= KEEPS_NONE_FROM ? rows : rows - 1);
  }

  #isStale({line, since}: Entry<L>, now: number, afterMs: number): boolean {
    if (line.own || now - since <= afterMs) return false;
    this.#equal.delete(line.text);
    this.drop(now);
    return true;
  }

  #count({text}: L, now: number): boolean {
    const equal = this.#equal.get(text);
    if (!equal || now - equal.since > MERGE_MS) return false;
    equal.count++;
    this.#recounted.add(equal);
    return true;
  }

  #enter(waiting: Entry<L>, stage: Stage): boolean {
    const {now, entry, speed, still} = stage;
    const {line, since} = waiting;
    const urgent = isUrgent(line);
    const lanes = this.#lanesFor(urgent);
    // An urgent line flies rather than wait longer for a lane to stand in.
    const flies = !still && (line.mode === 'scroll' || (urgent && now - since > STALE_MS));
    const start = entry + (Math.max(0, FLUSH_MS - now + since) * speed) / 1_000;
    const lane = flies ? laneToFly(lanes, start, stage) : laneToStand(lanes, line.mode, stage);
    if (!lane) return false;
    if (flies) {
      waiting.at = Math.ceil(Math.max(start, lane.tail));
      lane.tail = Infinity;
    } else {
      waiting.until = lane.until = now + STILL_MS;
      lane.kept = lane.until + (still ? 0 : KEPT_MS);
    }
    waiting.lane = this.#lanes.indexOf(lane);
    this.#placed.push(waiting);
    this.#recounted.delete(waiting);
    return true;
  }
}

/** Returns the first lane with ample room, otherwise the lane that is free first, if it is free before lines enter again. */
function laneToFly(open: readonly Lane[], start: number, {now, entry, speed, gap}: Stage): Lane | undefined {
  const lanes = open.filter(({kept}) => kept <= now);
  const ample = lanes.find(({tail}) => tail + gap <= start);
  if (ample) return ample;
  const [next] = lanes.sort((one, other) => one.tail - other.tail);
  return next && next.tail <= entry + (FLUSH_MS * speed) / 1_000 ? next : undefined;
}

/**
 * Returns the nearest empty lane. If there is none, reserves the nearest one; at most half of the lanes are reserved at a time.
 */
function laneToStand(open: readonly Lane[], mode: DanmakuMode, {now, exit, still}: Stage): Lane | undefined {
  const isKept = ({kept}: Lane) => kept > now;
  const mayKeep = still || open.filter(isKept).length < open.length / 2;
  const lanes = open.filter((lane) => lane.until <= now && (mayKeep || isKept(lane)));
  if (mode === 'bottom') lanes.reverse();
  const empty = lanes.find(({tail}) => tail <= exit);
  const nearest = lanes.find(isKept) ?? lanes[0];
  if (!empty && nearest) nearest.kept = now + DRAIN_MS;
  return empty;
}

function isUrgent({own, priority}: Candidate): boolean {
  return own || priority;
}
