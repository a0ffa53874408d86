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

/** Lines that may wait: anybody's before the stage is measured, and own and priority ones at any time. */
const WAITING_MAX = 32;
const URGENT_MAX = 16;

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
  /** When one that stands has stood, ms of the clock that was passed in. */
  readonly until: number;
}

interface Waiting<L> {
  readonly line: L;
  readonly since: number;
  count: number;
}

interface Lane {
  /** Where the next line may begin: the last one's tail and the gap. Infinite until its width is known. */
  tail: number;
  /** When the line that stands in it is gone. */
  until: number;
  /** Until when no flying line enters, so that one may come to stand in it. */
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
  #rows: number | undefined;
  #urgent: Waiting<L>[] = [];
  #plain: Waiting<L>[] = [];
  #room = WAITING_MAX;
  #placed: Placement<L>[] = [];
  readonly #equal = new Map<string, Waiting<L>>();
  readonly #recounted = new Set<Waiting<L>>();

  /** Lines that wait for a lane. */
  get waiting(): number {
    return this.#urgent.length + this.#plain.length;
  }

  /** Takes a line in, or refuses it at once where it could not be shown in time. */
  offer(line: L, now: number, {merge = false}: {readonly merge?: boolean} = {}): boolean {
    if (this.#rows === 0) return false;
    const merged = merge && mergeable(line);
    if (merged && this.#count(line, now)) return true;
    const waiting = {line, since: now, count: 1};
    if (!(isUrgent(line) ? this.#queueUrgent(waiting, now) : this.#queue(waiting))) {
      this.#drop(now);
      return false;
    }
    if (merged) this.#equal.set(line.text, waiting);
    return true;
  }

  /** Lets in what has a place now. To be followed by `settle` before anything else is asked. */
  take(now: number, stage: Stage): readonly Placement<L>[] {
    this.#rows = stage.rows;
    this.#placed = [];
    if (!stage.rows) this.forget();
    while (this.#lanes.length < stage.rows) this.#lanes.push({tail: -Infinity, until: 0, kept: 0});
    for (const [text, {since}] of this.#equal) if (now - since > MERGE_MS) this.#equal.delete(text);
    this.#urgent = this.#urgent.filter((waiting) => !this.#enter(waiting, now, stage));
    this.#takePlain(now, stage);
    return this.#placed;
  }

  /** Tells how wide the lines turned out that were let in, in their order, px. */
  settle(widths: readonly number[], now: number, stage: Stage): void {
    this.#placed.forEach(({at, lane}, index) => {
      if (at !== undefined) this.#lanes[lane]!.tail = at + widths[index]! + stage.gap;
    });
    const reach = stage.entry + (2 * FLUSH_MS * stage.speed) / 1_000;
    const free = this.#open(
      stage,
      (lane) => lane.until <= now + FLUSH_MS && (stage.still || (lane.kept <= now && lane.tail <= reach)),
    );
    const space = stage.space - this.#placed.length;
    this.#room = Math.max(0, Math.min(free.length, space, WAITING_MAX) - this.waiting);
  }

  /** The lines on show that were said again since this was last asked. */
  recounted(): readonly {readonly line: L; readonly count: number}[] {
    const lines = [...this.#recounted];
    this.#recounted.clear();
    return lines;
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
    this.#rows = undefined;
    this.#room = WAITING_MAX;
    this.droppedAt = -Infinity;
  }

  #count(line: L, now: number): boolean {
    const equal = this.#equal.get(line.text);
    if (!equal || now - equal.since > MERGE_MS) return false;
    equal.count++;
    this.#recounted.add(equal);
    return true;
  }

  #queue(waiting: Waiting<L>): boolean {
    if (this.#room <= 0) return false;
    this.#room--;
    this.#plain.push(waiting);
    return true;
  }

  /** One's own first: a full queue gives up the latest of the others for it. */
  #queueUrgent(waiting: Waiting<L>, now: number): boolean {
    const others = this.#urgent.findIndex(({line}) => !line.own);
    const place = waiting.line.own && others >= 0 ? others : this.#urgent.length;
    if (place >= URGENT_MAX) return false;
    this.#urgent.splice(place, 0, waiting);
    if (this.#urgent.length > URGENT_MAX) {
      this.#urgent.pop();
      this.#drop(now);
    }
    return true;
  }

  /** The newest first, where not all find a lane. */
  #takePlain(now: number, stage: Stage): void {
    const kept: Waiting<L>[] = [];
    for (const waiting of this.#plain.reverse()) {
      const full = this.#placed.length >= stage.space;
      if (now - waiting.since > STALE_MS) {
        this.#equal.delete(waiting.line.text);
        this.#drop(now);
      } else if (full || !this.#enter(waiting, now, stage)) {
        kept.unshift(waiting);
      }
    }
    this.#plain = kept;
  }

  #enter(waiting: Waiting<L>, now: number, stage: Stage): boolean {
    const {line, since, count} = waiting;
    // One's own line flies rather than wait longer for a lane to stand in.
    const flies = !stage.still && (line.mode === 'scroll' || (isUrgent(line) && now - since > STALE_MS));
    const start = stage.entry + (Math.max(0, FLUSH_MS - now + since) * stage.speed) / 1_000;
    const lane = flies ? this.#laneToFly(start, now, stage) : this.#laneToStand(line.mode, now, stage);
    if (!lane) return false;
    let at: number | undefined;
    if (flies) {
      at = Math.ceil(Math.max(start, lane.tail));
      lane.tail = Infinity;
    } else {
      lane.until = now + STILL_MS;
      lane.kept = lane.until + (stage.still ? 0 : KEPT_MS);
    }
    this.#placed.push({line, count, at, lane: this.#lanes.indexOf(lane), until: lane.until});
    this.#recounted.delete(waiting);
    return true;
  }

  /** The first with ample room, else the first to be free before the next lines are let in. */
  #laneToFly(start: number, now: number, stage: Stage): Lane | undefined {
    const lanes = this.#open(stage, ({until, kept}) => until <= now && kept <= now);
    const ample = lanes.find(({tail}) => tail + stage.gap <= start);
    if (ample) return ample;
    const next = lanes.reduce<Lane | undefined>(
      (best, lane) => (best && best.tail <= lane.tail ? best : lane),
      undefined,
    );
    return next && next.tail <= stage.entry + (FLUSH_MS * stage.speed) / 1_000 ? next : undefined;
  }

  /** The nearest that is empty. If there is none, the nearest is kept clear from now on; at most half of them at a time. */
  #laneToStand(mode: DanmakuMode, now: number, stage: Stage): Lane | undefined {
    const isKept = ({until, kept}: Lane) => until > now || kept > now;
    const mayKeep = stage.still || this.#open(stage, isKept).length < Math.ceil(stage.rows / 2);
    const lanes = this.#open(stage, (lane) => lane.until <= now && (mayKeep || isKept(lane)));
    if (mode === 'bottom') lanes.reverse();
    const empty = lanes.find(({tail}) => tail <= stage.exit);
    const nearest = lanes.find(isKept) ?? lanes[0];
    if (!empty && nearest && !stage.still) nearest.kept = now + DRAIN_MS;
    return empty;
  }

  #open({rows}: Stage, isOpen: (lane: Lane) => boolean): Lane[] {
    return this.#lanes.slice(0, rows).filter(isOpen);
  }

  #drop(now: number): void {
    this.dropped++;
    this.droppedAt = now;
  }
}

function isUrgent({own, priority}: Candidate): boolean {
  return own || priority;
}

function mergeable(line: Candidate): boolean {
  return line.mode === 'scroll' && !line.gift && !isUrgent(line);
}
