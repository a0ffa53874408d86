import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {ServerTime} from '../../../../src/protocol/server-time.ts';
import {ServiceClock} from '../../../../src/session/connection/service-clock.ts';

const DAY_MS = 86_400_000;
/** The true time at the start of a test, on a whole second. */
const BEGIN_MS = 1_780_000_000_000;

let clock: ServiceClock;
let corrections: number;

beforeEach(() => {
  vi.useFakeTimers({now: BEGIN_MS});
  begin(0);
});
afterEach(() => void vi.useRealTimers());

/** Creates a clock on a page whose own clock is ahead by the given time. */
function begin(pageAheadMs: number): void {
  vi.setSystemTime(BEGIN_MS + pageAheadMs);
  corrections = 0;
  clock = new ServiceClock(() => corrections++);
  began = performance.now();
}

let began = 0;
/** The difference, ms, between the true time and `performance.now()`, which stops while the device sleeps. */
let slept = 0;
beforeEach(() => void (slept = 0));

const trueMs = () => BEGIN_MS + performance.now() - began + slept;
const trueS = () => Math.floor(trueMs() / 1_000);
const errorMs = () => clock.now() - trueMs();
const pass = (ms: number) => vi.advanceTimersByTime(ms);

/** A server responds after a round trip of the given ms. */
function respond(source: ServerTime['source'], {way = 100, off = 0}: {way?: number; off?: number} = {}): void {
  const requestedAt = performance.now();
  pass(way / 2);
  const time = trueS() * 1_000 + off;
  pass(way / 2);
  clock.addServerTime({source, time, requestedAt, respondedAt: performance.now()});
}

/** A message arrives that was sent the given time ago. */
const receiveMessage = (agoS = 0, mayBeOld = false) => clock.addMessageTime(trueS() - agoS, mayBeOld);

/** The device sleeps: its clock runs on, its timers and `performance.now()` stop. */
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

  test.each(['chat', 'backend'] as const)('one response of the %s corrects it to within a second', (from) => {
    respond(from);
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(1);
  });

  test('messages alone correct it', () => {
    receiveMessage();
    pass(6_000);
    receiveMessage();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('messages from before the join do not set it back', () => {
    respond('chat');
    for (let message = 0; message < 5; message++) {
      receiveMessage(3_600, true);
      pass(500);
    }
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test("it is unaffected by a change of the page's clock and is not corrected again", () => {
    respond('chat');
    vi.setSystemTime(Date.now() + 5 * 3_600_000);
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    vi.setSystemTime(Date.now() - 10 * 3_600_000);
    pass(60_000);
    receiveMessage();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(1);
  });
});

test("it returns the page's time before any server time", () => {
  begin(5_000);
  expect(clock.now()).toBe(Date.now());
  vi.setSystemTime(Date.now() + DAY_MS);
  expect(clock.now()).toBe(Date.now());
});

test('a slow response is as precise as its round trip', () => {
  begin(DAY_MS);
  respond('backend', {way: 8_000});
  expect(Math.abs(errorMs())).toBeLessThan(4_500);
  respond('backend');
  expect(Math.abs(errorMs())).toBeLessThan(1_000);
});

describe('one wrong time', () => {
  beforeEach(() => {
    respond('backend');
    respond('chat');
  });

  test.each([
    ['a message of tomorrow', () => receiveMessage(-86_400)],
    ['a message of yesterday', () => receiveMessage(86_400)],
    ['a response of tomorrow', () => respond('backend', {off: DAY_MS})],
    ['a response of yesterday', () => respond('backend', {off: -DAY_MS})],
  ])('does not change the clock: %s', (_what, addTime) => {
    corrections = 0;
    addTime();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    pass(60_000);
    receiveMessage();
    addTime();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
    expect(corrections).toBe(0);
  });

  test.each([NaN, Infinity, -Infinity, 0, -1, 1, 1e300, 8.64e15])('that is invalid is ignored: %s', (time) => {
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

  test('is corrected if it was the first time', () => {
    begin(0);
    receiveMessage(-86_400);
    receiveMessage();
    pass(1_000);
    receiveMessage();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });
});

describe('a wrong clock', () => {
  test('is corrected by three messages in sequence', () => {
    respond('chat', {off: 3_600_000});
    for (let message = 0; message < 3; message++) {
      pass(2_000);
      receiveMessage();
    }
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('is corrected by two responses', () => {
    respond('backend', {off: -3_600_000});
    respond('backend');
    respond('backend');
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });

  test('of a device that slept is corrected by the first server time', () => {
    respond('chat');
    expect(clock.takeDeviceClockJump()).toBe(false);
    sleep(3_600_000);
    expect(errorMs()).toBeLessThan(-3_598_000);
    expect(clock.takeDeviceClockJump()).toBe(true);
    expect(clock.takeDeviceClockJump()).toBe(false);
    receiveMessage();
    expect(Math.abs(errorMs())).toBeLessThan(1_000);
  });
});
