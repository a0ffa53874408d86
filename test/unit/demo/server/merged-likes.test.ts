import {expect, onTestFinished, test, vi} from 'vitest';
import {Likes} from '../../../../demo/server/src/features/likes/likes.ts';
import {MergedLikes} from '../../../../demo/server/src/features/likes/merged-likes.ts';

const like = (more: object = {}) => ({roomId: 'r', userId: 'v', random: 1, count: 10, ...more});

test('merged likes of a room are one sum', () => {
  const merged = new MergedLikes();
  for (let random = 0; random < 50; random++) merged.add(like({random, userId: `v${random}`}));
  merged.add(like({roomId: 'other', count: 3}));
  expect([merged.of('r'), merged.of('other'), merged.total]).toEqual([500, 3, 503]);
  merged.remove('r', 500);
  expect([merged.of('r'), merged.total]).toEqual([0, 3]);
});

test('a message that is repeated is merged once, and a viewer counts up to the limit', () => {
  const merged = new MergedLikes();
  expect(merged.add(like({count: 900}))).toBe(900);
  expect(merged.add(like({count: 900}))).toBe(900);
  expect(merged.add(like({count: 900, random: 2}))).toBe(100);
  expect(merged.add(like({count: 900, random: 3}))).toBe(0);
  expect(merged.of('r')).toBe(1_000);
});

test('beyond 200,000 viewers a message is refused, and the refusal is counted', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0); // Keeps all messages in one window, for any duration of the test.
  onTestFinished(() => now.mockRestore());
  let refused = 0;
  const never = {
    count: () => new Promise<never>(() => undefined),
    add: () => Promise.resolve(),
    tidy: () => Promise.resolve(),
  };
  const likes = new Likes({store: never, log: {} as never, onRefused: () => (refused += 1)});
  for (let viewer = 0; viewer < 20_000; viewer++) void likes.countWithin(0, like({userId: `m${viewer}`}));
  const counts = new Set<number | undefined>();
  for (let viewer = 0; viewer < 200_000; viewer++) counts.add(await likes.countWithin(0, like({userId: `v${viewer}`})));
  expect([...counts]).toEqual([10]);
  expect(await likes.countWithin(0, like({userId: 'one-too-many'}))).toBe(0);
  expect(refused).toBe(1);
});
