import {expect, test, vi} from 'vitest';
import {memoize} from '../../../src/protocol/memoize.js';

test('what is asked again is not worked out again, also when the answer was none', () => {
  const work = vi.fn((question: unknown) => (question === 'none' ? undefined : {question}));
  const ask = memoize(work);
  expect(ask('one')).toBe(ask('one'));
  expect([ask('none'), ask('none')]).toEqual([undefined, undefined]);
  expect(work).toHaveBeenCalledTimes(2);
});

test('a room that asks ever new things fills no memory: the oldest are forgotten, the long ones never kept', () => {
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
