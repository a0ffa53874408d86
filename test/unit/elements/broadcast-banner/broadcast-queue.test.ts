import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {
  readingTime,
  BroadcastQueue,
  type Broadcast,
} from '../../../../src/elements/broadcast-banner/broadcast-queue.js';

/** A whole second, because message times are in seconds. */
beforeEach(() => void vi.useFakeTimers({now: 1_780_000_000_000}));
afterEach(() => void vi.useRealTimers());

/** A queue that shows each broadcast for 5 s, and the ids that were shown. */
function createQueue(): {
  queue: BroadcastQueue;
  seen: (string | undefined)[];
  add: (id: string, fields?: Partial<Broadcast>) => void;
} {
  const seen: (string | undefined)[] = [];
  const queue: BroadcastQueue = new BroadcastQueue({
    duration: () => 5_000,
    onChange: () => seen.push(queue.current?.broadcastId),
    now: () => Date.now() + ahead,
  });
  const add = (broadcastId: string, fields: Partial<Broadcast> = {}) =>
    queue.add({broadcastId, text: broadcastId, level: 'info', ...fields});
  return {queue, seen, add};
}

/** The time, ms, by which the service's clock is ahead of the device's. */
let ahead = 0;
afterEach(() => void (ahead = 0));

const nowS = () => Math.floor(Date.now() / 1_000);
const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('BroadcastQueue', () => {
  it('shows each broadcast once, one after the other', () => {
    const {seen, add} = createQueue();
    add('a');
    add('b');
    add('a');
    expect(seen).toEqual(['a']);
    pass(5_000);
    expect(seen).toEqual(['a', undefined]);
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
    pass(60_000);
    add('a');
    pass(60_000);
    expect(seen).toEqual(['a', undefined, 'b', undefined]);
  });

  it('keeps a held broadcast, and for 2 s after the viewer releases it', () => {
    const {queue, seen, add} = createQueue();
    add('a');
    pass(4_900);
    queue.hold(true);
    pass(600_000);
    expect(seen).toEqual(['a']);
    queue.hold(false);
    pass(1_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('shows a broadcast for its remaining time after a short hold', () => {
    const {queue, seen, add} = createQueue();
    add('a');
    pass(1_000);
    queue.hold(true);
    queue.hold(false);
    pass(3_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('shows the next broadcast after one is closed', () => {
    const {queue, seen, add} = createQueue();
    add('a');
    add('b');
    queue.close();
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
  });

  it('never shows an expired broadcast, waiting or held', () => {
    const {queue, seen, add} = createQueue();
    add('a', {expiresAt: nowS() + 3});
    add('late', {expiresAt: nowS() + 3});
    add('b', {expiresAt: nowS() + 60});
    queue.hold(true);
    pass(3_000);
    expect(seen).toEqual(['a', undefined]);
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
    add('expired', {expiresAt: nowS() - 1});
    pass(60_000);
    expect(seen).toEqual(['a', undefined, 'b', undefined]);
  });

  it('measures expiry by the service’s clock and not the device’s', () => {
    const {seen, add} = createQueue();
    ahead = 3_600_000;
    add('a', {expiresAt: nowS() + 3_603});
    pass(2_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('shows a broadcast for its full duration when the device’s clock changes', () => {
    const {queue, seen, add} = createQueue();
    add('a');
    pass(1_000);
    vi.setSystemTime(Date.now() + 40 * 86_400_000);
    queue.hold(true);
    queue.hold(false);
    pass(3_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('closes or keeps a broadcast at once when the service’s clock is corrected', () => {
    const {queue, seen, add} = createQueue();
    add('a', {expiresAt: nowS() + 3});
    ahead = -60_000;
    queue.handleClockChange();
    pass(4_900);
    expect(seen).toEqual(['a']);
    queue.hold(true);
    ahead = 60_000;
    queue.handleClockChange();
    pass(0);
    expect(seen).toEqual(['a', undefined]);
  });

  it('keeps twenty waiting broadcasts and drops the oldest', () => {
    const {queue, seen, add} = createQueue();
    for (let i = 0; i < 30; i++) add(`${i}`);
    for (let i = 0; i < 30; i++) {
      queue.close();
      pass(400);
    }
    const shown = seen.filter(Boolean);
    expect(shown).toEqual(['0', ...Array.from({length: 20}, (_, i) => `${i + 10}`)]);
  });

  it('drops all broadcasts when it is cleared', () => {
    const {queue, seen, add} = createQueue();
    add('a');
    add('b');
    queue.clear();
    pass(60_000);
    expect(queue.current).toBeUndefined();
    expect(seen).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives longer texts more time, in Latin and in Chinese', () => {
    const english = 'The autumn tea festival starts at eight this evening in every room of the shop.';
    const chinese = '今晚八点，全平台秋茶节在所有直播间同时开启，满一百九十九减五十。';
    expect(readingTime('Hi')).toBeLessThan(4_000);
    expect(readingTime(english)).toBeGreaterThan(7_000);
    expect(readingTime(chinese)).toBeGreaterThan(7_000);
    expect(readingTime(english.repeat(50))).toBe(30_000);
  });
});
