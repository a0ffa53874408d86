import {expect, test, vi} from 'vitest';
import {memoize} from '../../../src/protocol/memoize.js';

test('a repeated call is not computed again, also if its result was undefined', () => {
  const work = vi.fn((question: unknown) => (question === 'none' ? undefined : {question}));
  const ask = memoize(work);
  expect(ask('one')).toBe(ask('one'));
  expect([ask('none'), ask('none')]).toEqual([undefined, undefined]);
  expect(work).toHaveBeenCalledTimes(2);
});

test('the memory is limited: the oldest results are removed, and long keys are never stored', () => {
  const work = vi.fn((question: unknown) => question);
  const ask = memoize(work);
  for (let i = 0; i <= 256; i++) ask(`question ${i}`);
  work.mockClear();
  ask('question 1');
  expect(work).not.toHaveBeenCalled();
  ask('question 0');
  expect(work).toHaveBeenCalledTimes(1);
  const long = 'x'.repeat(1_025);
  ask(long);
  ask(long);
  expect(work).toHaveBeenCalledTimes(3);
});
