import type {DanmakuMode} from './line.js';

/** How often lines are let in, ms. Each enters this long after it was said, so a batch is not seen as one. */
export const FLUSH_MS = 250;

/** A line that found no lane for this long is dropped: late is useless in a live room. */
const STALE_MS = 1_000;

/** How long a line stands that does not fly. */
const STILL_MS = 5_000;

/** How long a lane is kept clear for the next line that does not fly, while the flying ones leave it and after the last. */
const DRAIN_MS = 10_000;
const KEPT_MS = 2_000;

/** Within this of the first, an equal line is counted on it instead of shown. */
const MERGE_MS = 3_000;

/** The same of a priority line, which may wait for several others like it; one's own is never dropped. */
const PRIORITY_STALE_MS = 5_000;

/** With fewer lanes than this one is kept for own and priority lines: they would else wait for each other's whole crowd. */
const KEEPS_NONE_FROM = 8;

/** Lines that may wait: anybody's before the stage is measured; at any time priority ones, and one's own. */
const WAITING_MAX = 32;
const URGENT_MAX = 16;
const OWN_MAX = 32;

/** What matters of a line to find it a place. */
export interface Candidate {
  readonly text: string;
  readonly mode: DanmakuMode;
  readonly own: boolean;
  readonly priority: boolean;
  readonly gift: boolean;
}

/**
 * The stage at one moment. All lines fly at one speed, as if painted on one belt, so where a line lies on the belt
 * never changes: coordinates are px along it, and the stage's two edges move.
 */
export interface Stage {
  /** Ms of a clock that stands while the stage does. */
  readonly now: number;
  readonly rows: number;
  /** Where the edge at which lines leave is now. */
  readonly exit: number;
  /** Where the edge at which they enter is now: `exit` plus the stage's width. */
  readonly entry: number;
  /** Px a second. */
  readonly speed: number;
  /** Px kept free behind a line. */
  readonly gap: number;
  /** How many more lines of others may be shown. */
  readonly space: number;
  /** Nothing may move: all lines stand. */
  readonly still: boolean;
}

/** Where a line goes, and how often it was said. */
export interface Placement<L> {
  readonly line: L;
  readonly lane: number;
  readonly count: number;
  /** Where its head lies on the belt; undefined for one that stands. */
  readonly at: number | undefined;
  /** When one that stands has stood, by the stage's clock. */
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
  /** Where the next line may begin: the last one's tail and the gap. Infinite until its width is known. */
  tail: number;
  /** When the line that stands in it is gone. */
  until: number;
  /** Until when no line flies in, never less than `until`. */
  kept: number;
}

/**
 * Decides which line is shown, where and from when; and which is not. Knows nothing of elements or clocks.
 *
 * Two lines of a lane never overlap: at one speed it is enough that each begins behind the tail of the one before,
 * however the stage is resized, slowed down or paused meanwhile. A lane in which a line stands is empty otherwise.
 */
export class Tracks<L extends Candidate> {
  /** Lines left out because there was no place for them. */
  dropped = 0;
  /** When the last was left out. */
  droppedAt = -Infinity;

  #lanes: Lane[] = [];
  #stage: Stage | undefined;
  #urgent: Entry<L>[] = [];
  /** The newest first. */
  #plain: Entry<L>[] = [];
  #room = WAITING_MAX;
  #placed: Entry<L>[] = [];
  readonly #equal = new Map<string, Entry<L>>();
  readonly #recounted = new Set<Entry<L>>();

  /** Lines that wait for a lane. */
  get waiting(): number {
    return this.#urgent.length + this.#plain.length;
  }

  /** Nobody else's line would be shown in time; known before anything of one is read. */
  get full(): boolean {
    return this.#room <= 0;
  }

  /** Takes a line in, or refuses it at once where it could not be shown in time. */
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

  /** Lets in what has a place now. To be followed by `settle` before anything else is asked. */
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

  /** Tells how wide the lines turned out that were let in, in their order, px. */
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

  /** The lines on show that were said again since this was last asked. */
  recounted(): readonly Placement<L>[] {
    const entries = [...this.#recounted];
    this.#recounted.clear();
    return entries;
  }

  /** Lets go of what waits. */
  forget(): void {
    this.#urgent = [];
    this.#plain = [];
    this.#equal.clear();
    this.#recounted.clear();
  }

  /** Starts again on an empty stage. */
  clear(): void {
    this.forget();
    this.#lanes = [];
    this.#stage = undefined;
    this.#room = WAITING_MAX;
    this.droppedAt = -Infinity;
  }

  /** Counts a line that is left out. */
  drop(now: number): void {
    this.dropped++;
    this.droppedAt = now;
  }

  /** The last of a few lanes is for urgent lines only. */
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
    // One's own line flies rather than wait longer for a lane to stand in.
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

/** The first with ample room, else the first to be free before the next lines are let in. */
function laneToFly(open: readonly Lane[], start: number, {now, entry, speed, gap}: Stage): Lane | undefined {
  const lanes = open.filter(({kept}) => kept <= now);
  const ample = lanes.find(({tail}) => tail + gap <= start);
  if (ample) return ample;
  const [next] = lanes.sort((one, other) => one.tail - other.tail);
  return next && next.tail <= entry + (FLUSH_MS * speed) / 1_000 ? next : undefined;
}

/** The nearest that is empty. If there is none, the nearest is kept clear from now on; at most half of them at a time. */
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
