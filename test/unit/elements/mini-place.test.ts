import {expect, test} from 'vitest';
import {
  cornerAfterFlick,
  cornerTowards,
  limitWidth,
  nextWidth,
  readOffset,
} from '../../../src/elements/live-room/presentation/mini-place.ts';

const window = {width: 400, height: 800};

test.each([
  [{x: 100, y: 700}, {x: 0, y: 0}, 'bottom-left'],
  [{x: 100, y: 700}, {x: 1, y: 0}, 'bottom-right'],
  [{x: 100, y: 700}, {x: 0, y: -2}, 'top-left'],
  [{x: 300, y: 100}, {x: 0, y: 0}, 'top-right'],
])('a player dropped at %o with the velocity %o goes to %s', (center, velocity, corner) => {
  expect(cornerAfterFlick(center, velocity, window)).toBe(corner);
});

test('an arrow key chooses the corner in its direction, and other keys keep the corner', () => {
  expect(cornerTowards('bottom-right', 'ArrowUp')).toBe('top-right');
  expect(cornerTowards('bottom-right', 'ArrowLeft')).toBe('bottom-left');
  expect(cornerTowards('bottom-right', 'ArrowRight')).toBe('bottom-right');
  expect(cornerTowards('top-left', 'Enter')).toBe('top-left');
});

test('the width of the small player stays within the window, for any shape of the video', () => {
  expect(limitWidth(10, 1, window)).toBe(96);
  expect(limitWidth(4_000, 16 / 9, window)).toBe(240);
  expect(limitWidth(4_000, 9 / 16, {width: 1_366, height: 600})).toBe(203);
});

test('the size button goes through three widths', () => {
  const first = nextWidth(0, 9 / 16, window);
  const second = nextWidth(first, 9 / 16, window);
  const third = nextWidth(second, 9 / 16, window);
  expect([first, second, third]).toEqual([128, 192, 240]);
  expect(nextWidth(third, 9 / 16, window)).toBe(first);
});

test('the small player is larger on a desktop than on a phone', () => {
  const desktop = {width: 1_366, height: 768};
  expect(nextWidth(0, 9 / 16, desktop)).toBe(178);
  expect(nextWidth(0, 16 / 9, desktop)).toBe(273);
});

test.each([
  ['', [16, 16]],
  ['80', [80, 80]],
  ['80px 10px', [80, 10]],
  ['-5 x', [16, 16]],
  ['9999', [400, 400]],
])('the offset "%s" is %j', (text, lengths) => {
  expect(readOffset(text)).toEqual(lengths);
});
