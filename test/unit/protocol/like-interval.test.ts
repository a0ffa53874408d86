import {expect, test} from 'vitest';
import {LIKE_MESSAGES_PER_SECOND, likeIntervalMs} from '../../../src/protocol/limits.ts';

test.each([
  [0, 2_000],
  [200_000, 2_000],
  [300_000, 3_000],
  [1_000_000, 10_000],
  [3_000_000, 30_000],
  [10_000_000, 30_000],
])('a viewer in a room of %i sends likes every %i ms', (viewers, intervalMs) => {
  expect(likeIntervalMs(viewers)).toBe(intervalMs);
});

test('the viewers of a room send no more like messages a second than the limit, up to 3 million viewers', () => {
  for (let viewers = 1_000; viewers <= 3_000_000; viewers += 7_001) {
    const tapping = viewers * 0.02;
    expect((tapping * 1_000) / likeIntervalMs(viewers)).toBeLessThanOrEqual(LIKE_MESSAGES_PER_SECOND);
  }
});
