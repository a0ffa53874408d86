import {expect, test} from 'vitest';
import {brokenBudgets, type Size} from '../../../build/sizes.mjs';

const size = (file: string, part: string, gzip: number): Size => ({file, part, raw: gzip, gzip});

test('an exceeded budget names the scripts that count until the room is joined', () => {
  const sizes = [size('live-room.js', 'entry', 1_000), size('chunks/new-0123abcd.js', 'entry', 1_000_000)];
  const problems = brokenBudgets(sizes).filter((problem) => !problem.includes('chunks/tencent'));
  expect(problems[0]).toMatch(/^over budget: until joined, .*chunks\/new-0123abcd\.js \(1000000\): list a chunk/);
});
