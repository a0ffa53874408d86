import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {ServerTime} from '../../../../src/protocol/server-time.ts';
import {ServiceClock} from '../../../../src/session/connection/service-clock.ts';

const DAY_MS = 86_400_000;
/** The true time when a test begins, on a whole second. */
const BEGIN_MS = 1_780_000_000_000;

let clock: ServiceClock;
let corrections: number;

beforeEach(() => {
  vi.useFakeTimers({now: BEGIN_MS});
  begin(0);
});
afterEach(() => void vi.useRealTimers());

/** Makes a clock on a page whose own is so much ahead. */
function begin(pageAheadMs: number): void {
  vi.setSystemTime(BEGIN_MS + pageAheadMs);
  corrections = 0;
  clock = new ServiceClock(() => corrections++);
  began = performance.now();
}

let began = 0;
/** By how much the true time is ahead of where `performance.now()` would put it: it sleeps with the device. */
let slept = 0;
beforeEach(() => void (slept = 0));

const trueMs = () => BEGIN_MS + performance.now() - began + slept;
const trueS = () => Math.floor(trueMs() / 1_000);
const errorMs = () => clock.now() - trueMs();
const pass = (ms: number) => vi.advanceTimersByTime(ms);

/** A server answers, after a way of so many ms there and back. */
function answer(source: ServerTime['source'], {way = 100, off = 0}: {way?: number; off?: number} = {}): void {
  const requestedAt = performance.now();
  pass(way / 2);
  const time = trueS() * 1_000 + off;
  pass(way / 2);
  clock.addServerTime({source, time, requestedAt, respondedAt: performance.now()});
}

/** A message comes in, said so long ago. */
const hear = (agoS = 0, mayBeOld = false) => clock.addMessageTime(trueS() - agoS, mayBeOld);

/** The device sleeps: its clock goes on, its timers and `performance.now()` do not. */
function sleep(ms: number): void {
  slept += ms;
  vi.setSystemTime(Date.now() + ms);
}

describe.each([
  ['40 days ahead', 40 * DAY_MS],
  ['40 days behind', -40 * DAY_MS],
  ['two minutes ahead', 120_000],
  ['two hours behind', -7_200_000],
])('on a page whose clock is %s', (_, pageAheadMs) => {
  beforeEach(() => begin(pageAheadMs));

  test.each(['chat', 'backend'] as const)('one answer of the %s puts it right, to a second', (from) => {
    answer(from);
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(1);
  });

  test('it is right also where only messages tell the time', () => {
    hear();
    pass(6_000);
    hear();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('messages of before the viewer came do not set it back', () => {
    answer('chat');
    for (let message = 0; message < 5; message++) {
      hear(3_600, true);
      pass(500);
    }
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('it goes on when the page’s clock is set, and is not corrected again', () => {
    answer('chat');
    vi.setSystemTime(Date.now() + 5 * 3_600_000);
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    vi.setSystemTime(Date.now() - 10 * 3_600_000);
    pass(60_000);
    hear();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(1);
  });
});

test('nobody has told the time: it is the page’s', () => {
  begin(5_000);
  expect(clock.now()).toBe(Date.now());
  vi.setSystemTime(Date.now() + DAY_MS);
  expect(clock.now()).toBe(Date.now());
});

test('a slow answer is as good as it is bounded', () => {
  begin(DAY_MS);
  answer('backend', {way: 8_000});
  expect(Math.abs(errorMs())).toBeLessThan(4_500);
  answer('backend');
  expect(Math.abs(errorMs())).toBeLessThan(1_000);
});

describe('one wrong time', () => {
  beforeEach(() => {
    answer('backend');
    answer('chat');
  });

  test.each([
    ['a message of tomorrow', () => hear(-86_400)],
    ['a message of yesterday', () => hear(86_400)],
    ['an answer of tomorrow', () => answer('backend', {off: DAY_MS})],
    ['an answer of yesterday', () => answer('backend', {off: -DAY_MS})],
  ])('does not move it: %s', (_what, tell) => {
    corrections = 0;
    tell();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    pass(60_000);
    hear();
    tell();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(0);
  });

  test.each([NaN, Infinity, -Infinity, 0, -1, 1, 1e300, 8.64e15])('that is none is ignored: %s', (time) => {
    for (let i = 0; i < 5; i++) {
      clock.addMessageTime(time, false);
      clock.addServerTime({source: 'chat', time, requestedAt: performance.now(), respondedAt: performance.now()});
      clock.addServerTime({
        source: 'backend',
        time: time * 1_000,
        requestedAt: performance.now(),
        respondedAt: performance.now(),
      });
    }
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('does not stay where it was the first', () => {
    begin(0);
    hear(-86_400);
    hear();
    pass(1_000);
    hear();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });
});

describe('a clock that is wrong', () => {
  test('is put right by three messages, one after another', () => {
    answer('chat', {off: 3_600_000});
    for (let message = 0; message < 3; message++) {
      pass(2_000);
      hear();
    }
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('is put right by two answers', () => {
    answer('backend', {off: -3_600_000});
    answer('backend');
    answer('backend');
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('of a device that slept is put right by the first that tells the time', () => {
    answer('chat');
    expect(clock.deviceClockJumped()).toBe(false);
    sleep(3_600_000);
    expect(errorMs()).toBeLessThan(-3_598_000);
    expect(clock.deviceClockJumped()).toBe(true);
    expect(clock.deviceClockJumped()).toBe(false);
    hear();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });
});
