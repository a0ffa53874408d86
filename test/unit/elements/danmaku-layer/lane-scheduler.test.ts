import {describe, expect, it} from 'vitest';
import {
  LaneScheduler,
  type Candidate,
  type Placement,
  type Stage,
} from '../../../../src/elements/danmaku-layer/lane-scheduler.js';

const FLUSH_MS = 250;

interface Line extends Candidate {
  readonly width: number;
}

function line(fields: Partial<Line> = {}): Line {
  return {text: 'hello', mode: 'scroll', own: false, priority: false, gift: false, width: 200, ...fields};
}

/** A stage whose clock the test moves, and all lines that were placed on it. */
class TestStage {
  readonly lanes = new LaneScheduler<Line>();
  now = 1_000;
  width = 1_000;
  laneCount = 4;
  speed = 200;
  gap = 20;
  reducedMotion = false;
  freeLines = Infinity;
  travelled = 0;
  placed: Placement<Line>[] = [];

  offer(fields: Partial<Line> = {}, options?: {merge: boolean}): boolean {
    return this.lanes.offer(line(fields), this.now, options);
  }

  flush(): readonly Placement<Line>[] {
    const {now, laneCount, speed, gap, reducedMotion, freeLines, travelled} = this;
    const stage: Stage = {
      now,
      laneCount,
      speed,
      gap,
      reducedMotion,
      freeLines,
      exitEdge: travelled,
      entryEdge: travelled + this.width,
    };
    const placed = this.lanes.placeLines(stage);
    this.lanes.setWidths(placed.map(({line}) => line.width));
    this.placed.push(...placed);
    return placed;
  }

  pass(ms: number): this {
    this.now += ms;
    this.travelled += (this.speed * ms) / 1_000;
    return this;
  }

  /** Finds overlaps in each lane: of two moving lines, or of a moving and a fixed line. */
  collisions(): string[] {
    const found: string[] = [];
    const flying = this.placed.filter(({at}) => at !== undefined);
    const standing = this.placed.filter(({at, fixedUntil}) => at === undefined && fixedUntil > this.now);
    for (const one of flying) {
      const end = one.at! + one.line.width;
      for (const other of flying) {
        const apart = end + this.gap <= other.at! || other.at! + other.line.width + this.gap <= one.at!;
        if (one !== other && one.lane === other.lane && !apart) found.push(`${one.at} and ${other.at} in ${one.lane}`);
      }
      const onStage = end > this.travelled && one.at! < this.travelled + this.width;
      if (onStage && standing.some(({lane}) => lane === one.lane))
        found.push(`${one.at} crosses one standing in ${one.lane}`);
    }
    standing.forEach(({lane}, index) => {
      if (standing.slice(index + 1).some((other) => other.lane === lane)) found.push(`two stand in ${lane}`);
    });
    this.placed = this.placed.filter(({at, line: {width}, fixedUntil}) =>
      at === undefined ? fixedUntil > this.now : at + width > this.travelled - 1_000,
    );
    return found;
  }
}

/** A random generator that gives the same arrivals in every run. */
function randomly(seed: number): () => number {
  return () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return seed / 4_294_967_296;
  };
}

describe('lanes', () => {
  it.each([1, 2, 3, 4, 5, 6])('never let two lines overlap, for any arrivals and changes of the stage (%i)', (seed) => {
    const random = randomly(seed);
    const stage = new TestStage();
    const modes = ['scroll', 'scroll', 'scroll', 'scroll', 'scroll', 'top', 'bottom'] as const;
    let shown = 0;
    for (let flush = 0; flush < 800; flush++) {
      const arrivals = Math.floor(random() ** 2 * 40);
      for (let i = 0; i < arrivals; i++) {
        const mode = modes[Math.floor(random() * modes.length)]!;
        stage.offer({
          mode,
          width: 10 + Math.floor(random() ** 3 * 1_500),
          own: random() < 0.02,
          priority: random() < 0.02,
        });
        stage.pass(random() * 10);
      }
      if (random() < 0.02) stage.width = 300 + Math.floor(random() * 1_500);
      if (random() < 0.02) stage.laneCount = 1 + Math.floor(random() * 12);
      if (random() < 0.02) stage.speed = 50 + random() * 500;
      stage.pass(random() < 0.02 ? random() * 20_000 : FLUSH_MS);
      shown += stage.flush().length;
      expect(stage.collisions()).toEqual([]);
    }
    expect(shown).toBeGreaterThan(500);
  });

  it('adds a line at the edge, with the same delay as every other', () => {
    const stage = new TestStage();
    stage.offer({text: 'early'});
    stage.pass(200).offer({text: 'late'});
    stage.pass(50);
    const [late, early] = stage.flush();
    expect(early!.at).toBe(stage.travelled + stage.width);
    expect(late!.at).toBe(stage.travelled + stage.width + 40);
  });

  it('adds the next line of a lane directly behind the last', () => {
    const stage = new TestStage();
    stage.laneCount = 1;
    stage.offer();
    const [first] = stage.flush();
    stage.pass(1_200);
    stage.flush();
    expect(stage.offer()).toBe(true);
    const [second] = stage.flush();
    expect(second!.at).toBe(stage.travelled + stage.width + 50);
    expect(second!.at! - first!.at!).toBeGreaterThanOrEqual(220);
  });

  it('refuse a line for which no lane would be free in time, and count it', () => {
    const stage = new TestStage();
    for (let i = 0; i < 3; i++) stage.offer({width: 2_000});
    stage.flush();
    expect(stage.lanes.isFull).toBe(true);
    expect(stage.offer()).toBe(false);
    expect(stage.lanes.dropped).toBe(1);
    expect(stage.lanes.droppedAt).toBe(stage.now);
    expect(stage.lanes.waiting).toBe(0);
  });

  it('drop a line that has waited for more than a second', () => {
    const stage = new TestStage();
    stage.laneCount = 1;
    stage.offer({width: 5_000});
    stage.offer({text: 'waits'});
    stage.flush();
    expect(stage.lanes.waiting).toBe(1);
    stage.pass(1_001);
    expect(stage.flush()).toEqual([]);
    expect(stage.lanes.waiting).toBe(0);
    expect(stage.lanes.dropped).toBe(1);
  });

  it.each([1_001, 20_000])('show a line that a busy page flushes %i ms after its arrival, if a lane is free', (ms) => {
    const stage = new TestStage();
    stage.offer({text: 'late'});
    stage.offer({text: 'late and with priority', priority: true});
    stage.pass(ms);
    expect(stage.flush().map(({line}) => line.text)).toEqual(['late and with priority', 'late']);
    expect(stage.lanes.dropped).toBe(0);
  });

  it('prefer the newest lines if not all find a lane', () => {
    const stage = new TestStage();
    stage.laneCount = 1;
    for (const text of ['old', 'newer', 'newest']) stage.offer({text});
    expect(stage.flush().map(({line}) => line.text)).toEqual(['newest']);
  });

  it('show own and priority lines on the next free lane, own lines first, on any busy stage', () => {
    const stage = new TestStage();
    stage.laneCount = 1;
    stage.offer({width: 600});
    stage.flush();
    expect(stage.offer({text: 'host', priority: true})).toBe(true);
    expect(stage.offer({text: 'mine', own: true})).toBe(true);
    const shown: string[] = [];
    for (let i = 0; i < 24; i++) {
      stage.offer({text: 'crowd'});
      stage.pass(FLUSH_MS);
      shown.push(...stage.flush().map(({line}) => line.text));
    }
    expect(shown.slice(0, 2)).toEqual(['mine', 'host']);
  });

  it('reserve one of a few lanes for own and priority lines', () => {
    const stage = new TestStage();
    stage.laneCount = 7;
    const lanes = new Set<number>();
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 20; j++) stage.offer({mode: j % 9 ? 'scroll' : 'bottom'});
      for (const {lane} of stage.pass(FLUSH_MS).flush()) lanes.add(lane);
    }
    expect([...lanes].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    stage.pass(10_000);
    for (let i = 0; i < 10; i++) {
      for (let j = 0; j < 7; j++) stage.offer({width: 5_000});
      stage.pass(FLUSH_MS).flush();
    }
    stage.offer({text: 'mine', own: true});
    expect(stage.flush()).toMatchObject([
      {line: {text: 'mine'}, lane: 6, at: Math.ceil(stage.travelled + stage.width + 50)},
    ]);
  });

  it.each([1, 8])('reserve none of %i', (laneCount) => {
    const stage = new TestStage();
    stage.laneCount = laneCount;
    for (let i = 0; i < 20; i++) stage.offer({width: 2_000});
    expect(new Set(stage.flush().map(({lane}) => lane)).size).toBe(laneCount);
  });

  it('drop a priority line that has waited for 5 s, but never an own line', () => {
    const stage = new TestStage();
    stage.laneCount = 1;
    stage.offer({width: 20_000});
    stage.flush();
    stage.offer({text: 'host', priority: true});
    stage.offer({text: 'mine', own: true});
    stage.pass(5_001).flush();
    expect(stage.lanes.waiting).toBe(1);
    expect(stage.lanes.dropped).toBe(1);
    const shown: string[] = [];
    for (let i = 0; i < 500; i++)
      shown.push(
        ...stage
          .pass(FLUSH_MS)
          .flush()
          .map(({line}) => line.text),
      );
    expect(shown).toEqual(['mine']);
  });

  it('let only a few own and priority lines wait', () => {
    const stage = new TestStage();
    const accepted = Array.from({length: 50}, () => stage.offer({priority: true})).filter(Boolean);
    expect(accepted).toHaveLength(16);
    expect(stage.offer({own: true})).toBe(true);
    expect(stage.lanes.waiting).toBe(17);
    expect(stage.lanes.dropped).toBe(34);
  });

  it('accept long lines as often as short ones', () => {
    const random = randomly(7);
    const stage = new TestStage();
    stage.laneCount = 24;
    const offered = {long: 0, short: 0};
    const shown = {long: 0, short: 0};
    for (let flush = 0; flush < 2_000; flush++) {
      for (let i = 0; i < 75; i++) {
        const width = random() < 0.2 ? 400 : 150;
        offered[width > 300 ? 'long' : 'short']++;
        stage.offer({width});
      }
      for (const {line} of stage.pass(FLUSH_MS).flush()) shown[line.width > 300 ? 'long' : 'short']++;
    }
    const rate = (kind: 'long' | 'short') => shown[kind] / offered[kind];
    expect(rate('long') / rate('short')).toBeGreaterThan(0.8);
    expect(rate('long') / rate('short')).toBeLessThan(1.2);
  });

  it('show top lines above and bottom lines below, each alone in its lane, for five seconds', () => {
    const stage = new TestStage();
    stage.offer({mode: 'top'});
    stage.offer({mode: 'bottom'});
    const lanes = Object.fromEntries(stage.flush().map(({line, lane}) => [line.mode, lane]));
    expect(lanes).toEqual({top: 0, bottom: 2}); // The last lane is reserved.
    expect(stage.placed.find(({line}) => line.mode === 'top')!.fixedUntil).toBe(stage.now + 5_000);
  });

  it('clear a lane for a top line on a full stage, and let an own line scroll instead of wait', () => {
    const stage = new TestStage();
    stage.laneCount = 8;
    for (let i = 0; i < 8; i++) stage.offer({width: 800});
    stage.flush();
    stage.pass(FLUSH_MS).offer({text: 'mine', mode: 'top', own: true});
    const shown: Placement<Line>[] = [];
    for (let i = 0; i < 60; i++) {
      stage.offer({mode: 'top', text: 'top'});
      stage.offer({width: 800});
      shown.push(...stage.pass(FLUSH_MS).flush());
      expect(stage.collisions()).toEqual([]);
    }
    expect(shown.find(({line}) => line.text === 'mine')!.at).toBeDefined();
    expect(shown.find(({line}) => line.text === 'top')!.at).toBeUndefined();
  });

  it('fix every line with reduced motion', () => {
    const stage = new TestStage();
    stage.reducedMotion = true;
    for (const text of ['one', 'two', 'three']) stage.offer({text});
    const placed = stage.flush();
    expect(placed.map(({at}) => at)).toEqual([undefined, undefined, undefined]);
    expect(new Set(placed.map(({lane}) => lane)).size).toBe(3);
  });

  it('count an equal text on the shown line', () => {
    const stage = new TestStage();
    stage.offer({text: '666'}, {merge: true});
    stage.offer({text: '666'}, {merge: true});
    const [placed] = stage.flush();
    expect(placed!.count).toBe(2);
    stage.pass(FLUSH_MS).offer({text: '666'}, {merge: true});
    expect(stage.flush()).toEqual([]);
    expect(stage.lanes.recounted()).toMatchObject([{count: 3}]);
    expect(stage.lanes.recounted()).toEqual([]);
    stage.pass(3_001).offer({text: '666'}, {merge: true});
    expect(stage.flush()).toHaveLength(1);
  });

  it('remove waiting lines, and count no later line on one of them', () => {
    const stage = new TestStage();
    stage.offer({text: '666'}, {merge: true});
    stage.offer({text: 'spam'}, {merge: true});
    stage.offer({text: 'spam', priority: true});
    stage.lanes.removeWaiting(({text}) => text === 'spam');
    stage.offer({text: 'spam'}, {merge: true});
    expect(stage.flush()).toMatchObject([
      {count: 1, line: {text: 'spam'}},
      {count: 1, line: {text: '666'}},
    ]);
  });

  it('never count an own line on another viewer’s', () => {
    const stage = new TestStage();
    stage.offer({text: '666'}, {merge: true});
    stage.offer({text: '666', own: true}, {merge: true});
    expect(stage.flush()).toHaveLength(2);
  });

  it('limit lines of others by the free space, but not own lines', () => {
    const stage = new TestStage();
    stage.freeLines = 1;
    stage.offer({text: 'a'});
    stage.offer({text: 'b'});
    expect(stage.flush()).toHaveLength(1);
    stage.freeLines = 0;
    stage.pass(FLUSH_MS).offer({text: 'mine', own: true});
    expect(stage.flush().map(({line}) => line.text)).toEqual(['mine']);
  });

  it('accept no line on a stage without space', () => {
    const stage = new TestStage();
    stage.laneCount = 0;
    stage.offer({own: true});
    expect(stage.flush()).toEqual([]);
    expect(stage.offer({own: true})).toBe(false);
    expect(stage.lanes.waiting).toBe(0);
    expect(stage.lanes.dropped).toBe(0);
  });
});
