import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {readingTime, Turns, type Broadcast} from '../../../../src/elements/broadcast-banner/broadcast-queue.js';

/** On a whole second, as messages tell the time. */
beforeEach(() => void vi.useFakeTimers({now: 1_780_000_000_000}));
afterEach(() => void vi.useRealTimers());

/** Turns of 5 s each, and what a viewer saw of them. */
function turns(): {turns: Turns; seen: (string | undefined)[]; say: (id: string, given?: Partial<Broadcast>) => void} {
  const seen: (string | undefined)[] = [];
  const made: Turns = new Turns({
    duration: () => 5_000,
    changed: () => seen.push(made.current?.broadcastId),
    now: () => Date.now() + ahead,
  });
  const say = (broadcastId: string, given: Partial<Broadcast> = {}) =>
    made.take({broadcastId, text: broadcastId, level: 'info', ...given});
  return {turns: made, seen, say};
}

/** By how much the service's clock is ahead of the device's, ms. */
let ahead = 0;
afterEach(() => void (ahead = 0));

const nowS = () => Math.floor(Date.now() / 1_000);
const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('broadcasts', () => {
  it('are shown one after the other, each once', () => {
    const {seen, say} = turns();
    say('a');
    say('b');
    say('a');
    expect(seen).toEqual(['a']);
    pass(5_000);
    expect(seen).toEqual(['a', undefined]);
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
    pass(60_000);
    say('a');
    pass(60_000);
    expect(seen).toEqual(['a', undefined, 'b', undefined]);
  });

  it('stay while they are looked at, and a moment longer', () => {
    const {turns: made, seen, say} = turns();
    say('a');
    pass(4_900);
    made.hold(true);
    pass(600_000);
    expect(seen).toEqual(['a']);
    made.hold(false);
    pass(1_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('have what was left of their turn when they are looked at no more', () => {
    const {turns: made, seen, say} = turns();
    say('a');
    pass(1_000);
    made.hold(true);
    made.hold(false);
    pass(3_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('can be closed, and the next one follows', () => {
    const {turns: made, seen, say} = turns();
    say('a');
    say('b');
    made.close();
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
  });

  it('are never shown after they expired: neither from the queue nor while they are looked at', () => {
    const {turns: made, seen, say} = turns();
    say('a', {expiresAt: nowS() + 3});
    say('late', {expiresAt: nowS() + 3});
    say('b', {expiresAt: nowS() + 60});
    made.hold(true);
    pass(3_000);
    expect(seen).toEqual(['a', undefined]);
    pass(400);
    expect(seen).toEqual(['a', undefined, 'b']);
    say('expired', {expiresAt: nowS() - 1});
    pass(60_000);
    expect(seen).toEqual(['a', undefined, 'b', undefined]);
  });

  it('expire by the clock of who said it, whatever the device shows', () => {
    const {seen, say} = turns();
    ahead = 3_600_000;
    say('a', {expiresAt: nowS() + 3_603});
    pass(2_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('last as long as there is to read when the device’s clock is set meanwhile', () => {
    const {turns: made, seen, say} = turns();
    say('a');
    pass(1_000);
    vi.setSystemTime(Date.now() + 40 * 86_400_000);
    made.hold(true);
    made.hold(false);
    pass(3_900);
    expect(seen).toEqual(['a']);
    pass(100);
    expect(seen).toEqual(['a', undefined]);
  });

  it('are over at once when the service’s clock is found to be past their end, and go on when it is found to be before', () => {
    const {turns: made, seen, say} = turns();
    say('a', {expiresAt: nowS() + 3});
    ahead = -60_000;
    made.clockCorrected();
    pass(4_900);
    expect(seen).toEqual(['a']);
    made.hold(true);
    ahead = 60_000;
    made.clockCorrected();
    pass(0);
    expect(seen).toEqual(['a', undefined]);
  });

  it('wait in a queue of twenty; of more the oldest are left out', () => {
    const {turns: made, seen, say} = turns();
    for (let i = 0; i < 30; i++) say(`${i}`);
    for (let i = 0; i < 30; i++) {
      made.close();
      pass(400);
    }
    const shown = seen.filter(Boolean);
    expect(shown).toEqual(['0', ...Array.from({length: 20}, (_, i) => `${i + 10}`)]);
  });

  it('are forgotten when there is nothing to show them', () => {
    const {turns: made, seen, say} = turns();
    say('a');
    say('b');
    made.stop();
    pass(60_000);
    expect(made.current).toBeUndefined();
    expect(seen).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are shown the longer the more there is to read, in either script', () => {
    const english = 'The autumn tea festival starts at eight this evening in every room of the shop.';
    const chinese = '今晚八点，全平台秋茶节在所有直播间同时开启，满一百九十九减五十。';
    expect(readingTime('Hi')).toBeLessThan(4_000);
    expect(readingTime(english)).toBeGreaterThan(7_000);
    expect(readingTime(chinese)).toBeGreaterThan(7_000);
    expect(readingTime(english.repeat(50))).toBe(30_000);
  });
});
